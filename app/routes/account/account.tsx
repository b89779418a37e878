import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { z } from "zod";
import { Addresses, Devices } from "#app/features/account/places-and-devices.tsx";
import { ContactForm, Contacts, NameForm, PasswordForm } from "#app/features/account/profile.tsx";
import { lettersOf } from "#app/http/account.ts";
import { open } from "#app/http/context.ts";
import { answerForm, type FormAnswer, parseForm, readFormData, text } from "#app/http/form.ts";
import { privateHead } from "#app/http/private-head.ts";
import { notFound } from "#app/http/respond.ts";
import { phoneText } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { useRootData } from "#app/root.tsx";
import { LinkButton } from "#app/ui/button.tsx";
import { Note } from "#app/ui/note.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";
import { changeContact } from "#services/accounts/change-contact.ts";
import { changePassword } from "#services/accounts/change-password.ts";
import {
  changeName,
  currentToken,
  deleteAddress,
  endOtherSessions,
  readOwnAccount,
} from "#services/accounts/own-account.ts";

const TOLD = {
  name: "nameSaved",
  contact: "contactDone",
  address: "addressDeleted",
  sessions: "othersEnded",
  password: "passwordChanged",
} as const;

type Told = keyof typeof TOLD;
const isTold = (word: string): word is Told => word in TOLD;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const account = await readOwnAccount(market, viewer, request.headers.get("cookie"));
  if (!account.ok) return notFound();
  const told = new URL(request.url).searchParams.get("tin") ?? "";
  return {
    account: account.value,
    told: isTold(told) ? told : null,
  };
}

export const meta: MetaFunction<typeof loader> = (args) => privateHead(args, (t) => t("account:account.title"));

const shape = z.object({
  act: text(),
  name: text(),
  login: text(),
  password: text(),
  current: text(),
  addressId: text(),
});

const SECRETS = ["password", "current"];

export async function action({ request, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const cookie = request.headers.get("cookie");
  const submission = parseForm(await readFormData(request), shape);
  if (submission.status !== "success") return answerForm(submission, null, "name", SECRETS);
  const { act, ...input } = submission.value;
  if (act === "contact") {
    const sent = await changeContact(market, viewer, input, lettersOf(context));
    if (!sent.ok) return answerForm(submission, sent, act, SECRETS);
    return redirect(href("confirm", language, {}, { dot: sent.value.flowId, kenh: sent.value.channel }), 303);
  }
  const keepToken = currentToken(market, cookie);
  const acts = {
    name: () => changeName(market, viewer, input),
    password: () => changePassword(market, viewer, { ...input, keepToken }, lettersOf(context)),
    sessions: () => endOtherSessions(market, viewer, cookie),
    address: () => deleteAddress(market, viewer, input),
  };
  if (!Object.hasOwn(acts, act)) return notFound();
  const result = await acts[act as keyof typeof acts]();
  if (!result.ok) return answerForm(submission, result, act, SECRETS);
  return redirect(href("account", language, {}, { tin: act }), 303);
}

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className="sec" id={id} aria-labelledby={`${id}-h`}>
      <SectionHead id={`${id}-h`} title={title} />
      {children}
    </section>
  );
}

const SECTIONS = [
  ["don", "orders"],
  ["lien-he", "profile"],
  ["noi-nhan", "addresses"],
  ["mat-khau", "password"],
  ["may", "devices"],
] as const;

function Jumps() {
  const { t } = useWords();
  return (
    <nav className="anav" aria-label={t("account:account.nav")}>
      {SECTIONS.map(([id, key]) => (
        <a key={id} href={`#${id}`}>
          {t(`account:account.${key}`)}
        </a>
      ))}
    </nav>
  );
}

function OrdersAndShop() {
  const { t, language } = useWords();
  const isMember = useRootData()?.isMember ?? false;
  return (
    <>
      <p>{t("account:account.ordersText")}</p>
      <p className="mt-3">
        <LinkButton href={href("account-orders", language)} icon="package">
          {t("account:account.ordersLink")}
        </LinkButton>
      </p>
      {!isMember && <p className="mt-5">{`${t("account:account.sellTitle")} ${t("account:account.sellText")}`}</p>}
      <p className="mt-3">
        <a className="lnk" href={href(isMember ? "seller" : "seller-apply", language)}>
          {t(isMember ? "account:account.toShop" : "account:account.sellLink")}
        </a>
      </p>
    </>
  );
}

export default function Page() {
  const { t } = useWords();
  const { account, told } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <main id="main" className="wrap page" tabIndex={-1}>
      <h1>{account.name}</h1>
      <p className="muted row row--wrap">
        {account.email !== null && <span className="break">{account.email}</span>}
        {account.phone !== null && <span className="nowrap">{phoneText(account.phone)}</span>}
      </p>
      {told && answer === undefined && (
        <Note kind="good" role="status" className="mt-3">
          {t(`account:account.${TOLD[told]}`)}
        </Note>
      )}
      <div className="acols mt-3">
        <Jumps />
        <div>
          <Section id="don" title={t("account:account.ordersTitle")}>
            <OrdersAndShop />
          </Section>
          <Section id="lien-he" title={t("account:account.profile")}>
            <NameForm account={account} answer={answer} />
            <Contacts account={account} />
            <ContactForm answer={answer} />
          </Section>
          <Section id="noi-nhan" title={t("account:account.addresses")}>
            <Addresses addresses={account.addresses} />
          </Section>
          <Section id="mat-khau" title={t("account:account.password")}>
            <PasswordForm answer={answer} />
          </Section>
          <Section id="may" title={t("account:account.devices")}>
            <Devices sessions={account.sessions} />
          </Section>
        </div>
      </div>
    </main>
  );
}
