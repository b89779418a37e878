import { useForm } from "@conform-to/react";
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect, redirectDocument } from "@remix-run/node";
import { Form, type MetaFunction, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { z } from "zod";
import { Door } from "#app/features/account/door.tsx";
import { CodeField, FormFault, PasswordField, resultFor } from "#app/features/account/fields.tsx";
import { NotCome, Sent } from "#app/features/account/sent.tsx";
import { landing, lettersOf, returnPath, userAgentOf, withCookies } from "#app/http/account.ts";
import { bringAlong, bringOrders } from "#app/http/bring-along.ts";
import { open } from "#app/http/context.ts";
import { answerForm, type FormAnswer, parseForm, readFormData, text } from "#app/http/form.ts";
import { secretHead } from "#app/http/private-head.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { Note } from "#app/ui/note.tsx";
import { confirmContact, confirmSignUp, readConfirmLink } from "#services/accounts/confirm-contact.ts";

/** `sent`: look at your mail; `code`: type six digits; `link`: press the button; `dead`: the link serves no more. */
type State = "sent" | "code" | "link" | "dead";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const url = new URL(request.url);
  const token = url.searchParams.get("ma");
  const flow = url.searchParams.get("dot");
  const purpose =
    token === null ? (viewer.accountId === null ? "sign-up" : "contact") : await readConfirmLink(market, token);
  // One's own account alone may take a contact: whoever isn't signed in does that first and comes back.
  if (purpose === "contact" && viewer.accountId === null) {
    throw redirect(href("sign-in", language, {}, { ve: url.pathname + url.search, tin: "confirm" }));
  }
  const byCode: State = url.searchParams.get("kenh") === "sms" && flow !== null ? "code" : "sent";
  const state: State = token === null ? byCode : purpose === null ? "dead" : "link";
  return {
    state,
    purpose: purpose ?? "sign-up",
    token: token ?? "",
    flow: flow ?? "",
    ve: returnPath(url.searchParams.get("ve")),
    isDemo: market.settings.isDemo,
  };
}

export const meta: MetaFunction<typeof loader> = (args) => secretHead(args, (t) => t("account:confirm.title"));

const shape = z.object({ purpose: text(), token: text(), flow: text(), code: text(), password: text(), ve: text() });

export async function action({ request, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const submission = parseForm(await readFormData(request), shape);
  if (submission.status !== "success") return answerForm(submission, null, "confirm", ["password"]);
  const { purpose, token, flow, code, password, ve } = submission.value;
  const shown = token === "" ? { flowId: flow, code } : { token };
  if (purpose === "contact") {
    const result = await confirmContact(market, viewer, shown, lettersOf(context));
    if (!result.ok) return answerForm(submission, result, "confirm");
    await bringOrders(market, request, viewer);
    return redirect(href("account", language, {}, { tin: "contact" }), 303);
  }
  const result = await confirmSignUp(market, viewer, { shown, password, userAgent: userAgentOf(request) });
  if (!result.ok) return answerForm(submission, result, "confirm", ["password"]);
  const known = await bringAlong(market, viewer, result.value);
  return redirectDocument(landing(returnPath(ve), language, known), {
    status: 303,
    headers: withCookies(result.value.cookies),
  });
}

function ConfirmForm() {
  const { t, language } = useWords();
  const { state, purpose, token, flow, ve, isDemo } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const [form, fields] = useForm<z.infer<typeof shape>>({ id: "confirm", lastResult: resultFor(answer, "confirm") });
  const isBusy = useNavigation().state === "submitting";
  const again = purpose === "sign-up" ? href("sign-up", language, {}, { ve }) : href("account", language);
  return (
    <Form method="post" id={form.id} className="form mt-5" noValidate>
      <FormFault answer={answer} errors={form.errors} />
      {Object.entries({ purpose, token, flow, ve: ve ?? "" }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <p>{t(state === "code" ? "account:confirm.codeText" : "account:confirm.linkText")}</p>
      {state === "code" && <CodeField field={fields.code} answer={answer} label={t("account:confirm.code")} />}
      {purpose === "sign-up" && (
        <PasswordField
          field={fields.password}
          answer={answer}
          label={t("account:confirm.passwordSignUp")}
          use="current-password"
          hint={t("account:confirm.passwordWhy")}
        />
      )}
      <Button wide busy={isBusy}>
        {t(purpose === "sign-up" ? "account:confirm.submitSignUp" : "account:confirm.submit")}
      </Button>
      {state === "code" && <NotCome again={again} isDemo={isDemo} />}
    </Form>
  );
}

function DeadLink() {
  const { t, language } = useWords();
  return (
    <Door title={t("account:confirm.deadTitle")}>
      <div className="stack mt-4">
        <Note kind="warn">{t("account:confirm.dead")}</Note>
        <p className="row row--wrap">
          <LinkButton href={href("sign-in", language)}>{t("account:confirm.toSignIn")}</LinkButton>
          <LinkButton variant="line" href={href("sign-up", language)}>
            {t("account:confirm.toSignUp")}
          </LinkButton>
        </p>
      </div>
    </Door>
  );
}

export default function Page() {
  const { t, language } = useWords();
  const { state, purpose, ve, isDemo } = useLoaderData<typeof loader>();
  if (state === "dead") return <DeadLink />;
  if (state === "sent") {
    const again = purpose === "sign-up" ? href("sign-up", language, {}, { ve }) : href("account", language);
    return (
      <Door title={t("account:confirm.mailTitle")}>
        <Sent text={t("account:confirm.mail")} again={again} isDemo={isDemo} />
      </Door>
    );
  }
  return (
    <Door title={t(state === "code" ? "account:confirm.codeTitle" : "account:confirm.linkTitle")}>
      <ConfirmForm />
    </Door>
  );
}
