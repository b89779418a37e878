import { useForm } from "@conform-to/react";
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirectDocument } from "@remix-run/node";
import { Form, type MetaFunction, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { z } from "zod";
import { Door, DoorAside, DoorTabs } from "#app/features/account/door.tsx";
import { FormFault, LoginField, PasswordField, resultFor } from "#app/features/account/fields.tsx";
import { landing, returnKind, returnPath, userAgentOf, withCookies } from "#app/http/account.ts";
import { bringAlong } from "#app/http/bring-along.ts";
import { open } from "#app/http/context.ts";
import { answerForm, type FormAnswer, parseForm, readFormData, text } from "#app/http/form.ts";
import { privateHead } from "#app/http/private-head.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { useRootData } from "#app/root.tsx";
import { Anchor } from "#app/ui/anchor.tsx";
import { Button } from "#app/ui/button.tsx";
import { Note } from "#app/ui/note.tsx";
import { signIn } from "#services/accounts/sign-in.ts";

const TOLD = ["reset", "out", "confirm"] as const;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { viewer, language } = await open(context);
  const query = new URL(request.url).searchParams;
  const ve = returnPath(query.get("ve"));
  if (viewer.accountId !== null) throw redirectDocument(landing(ve, language, viewer));
  return {
    ve,
    kind: returnKind(ve),
    told: TOLD.find((word) => word === query.get("tin")) ?? null,
  };
}

export const meta: MetaFunction<typeof loader> = (args) => privateHead(args, (t) => t("account:signIn.title"));

const shape = z.object({ login: text(), password: text(), ve: text() });

export async function action({ request, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const submission = parseForm(await readFormData(request), shape);
  if (submission.status !== "success") return answerForm(submission, null, "sign-in", ["password"]);
  const { login, password, ve } = submission.value;
  const result = await signIn(market, viewer, { login, password, userAgent: userAgentOf(request) });
  if (!result.ok) return answerForm(submission, result, "sign-in", ["password"]);
  const known = await bringAlong(market, viewer, result.value);
  // A new document: the words, the policy and the header of the page behind the door may be others.
  return redirectDocument(landing(returnPath(ve), language, known), {
    status: 303,
    headers: withCookies(result.value.cookies),
  });
}

const TITLES = { order: "toOrder", sell: "toSell", work: "toWork", plain: "title" } as const;
const NOTES = { reset: "resetDone", out: "signedOut", confirm: "mustBeSignedIn" } as const;

function SignInForm() {
  const { t, language } = useWords();
  const { ve, kind } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const [form, fields] = useForm<z.infer<typeof shape>>({ id: "sign-in", lastResult: resultFor(answer, "sign-in") });
  const isBusy = useNavigation().state === "submitting";
  return (
    <Form method="post" id={form.id} className="form mt-5" noValidate>
      <FormFault answer={answer} errors={form.errors} />
      <input type="hidden" name="ve" value={ve ?? ""} />
      <LoginField field={fields.login} answer={answer} label={t("account:signIn.login")} />
      <PasswordField
        field={fields.password}
        answer={answer}
        label={t("account:signIn.password")}
        use="current-password"
        hint={fields.password.errors ? `${t("account:signIn.triesHint")} ${t("account:signIn.newHint")}` : undefined}
        keepHint
      />
      <Button wide busy={isBusy}>
        {t(kind === "order" ? "account:signIn.submitOrder" : "account:signIn.submit")}
      </Button>
      <p className="row row--wrap">
        <Anchor className="lnk" href={href("forgot", language)}>
          {t("account:signIn.forgot")}
        </Anchor>
        {kind === "order" && (
          <Anchor className="lnk" href={href("checkout", language)}>
            {t("account:signIn.asGuest")}
          </Anchor>
        )}
      </p>
    </Form>
  );
}

export default function Page() {
  const { t } = useWords();
  const { ve, kind, told } = useLoaderData<typeof loader>();
  const cartCount = useRootData()?.cartCount ?? 0;
  return (
    <Door
      title={t(`account:signIn.${TITLES[kind]}`)}
      aside={kind === "work" ? undefined : <DoorAside kind={kind} cartCount={cartCount} />}
    >
      <DoorTabs current="sign-in" ve={ve} />
      {told && (
        <Note kind={told === "confirm" ? "info" : "good"} role="status" className="mt-4">
          {t(`account:signIn.${NOTES[told]}`)}
        </Note>
      )}
      <SignInForm />
    </Door>
  );
}
