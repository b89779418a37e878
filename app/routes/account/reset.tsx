import { useForm } from "@conform-to/react";
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirectDocument } from "@remix-run/node";
import { Form, type MetaFunction, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { z } from "zod";
import { Door } from "#app/features/account/door.tsx";
import { CodeField, FormFault, PasswordField, resultFor } from "#app/features/account/fields.tsx";
import { NotCome } from "#app/features/account/sent.tsx";
import { lettersOf } from "#app/http/account.ts";
import { open } from "#app/http/context.ts";
import { answerForm, type FormAnswer, parseForm, readFormData, text } from "#app/http/form.ts";
import { secretHead } from "#app/http/private-head.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { Note } from "#app/ui/note.tsx";
import { isResetLinkAlive, resetPassword } from "#services/accounts/reset-password.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market } = await open(context);
  const query = new URL(request.url).searchParams;
  const token = query.get("ma");
  const flow = query.get("dot");
  const isAlive = token === null ? flow !== null : await isResetLinkAlive(market, token);
  return {
    state: isAlive ? (token === null ? ("code" as const) : ("link" as const)) : ("dead" as const),
    token: token ?? "",
    flow: flow ?? "",
    isDemo: market.settings.isDemo,
  };
}

export const meta: MetaFunction<typeof loader> = (args) => secretHead(args, (t) => t("account:reset.title"));

const shape = z.object({ token: text(), flow: text(), code: text(), password: text() });

export async function action({ request, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const submission = parseForm(await readFormData(request), shape);
  if (submission.status !== "success") return answerForm(submission, null, "reset", ["password"]);
  const { token, flow, code, password } = submission.value;
  const shown = token === "" ? { flowId: flow, code } : { token };
  const result = await resetPassword(market, viewer, { shown, password }, lettersOf(context));
  if (!result.ok) return answerForm(submission, result, "reset", ["password"]);
  return redirectDocument(href("sign-in", language, {}, { tin: "reset" }), 303);
}

function ResetForm() {
  const { t, language } = useWords();
  const { state, token, flow, isDemo } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const [form, fields] = useForm<z.infer<typeof shape>>({ id: "reset", lastResult: resultFor(answer, "reset") });
  const isBusy = useNavigation().state === "submitting";
  return (
    <Form method="post" id={form.id} className="form mt-5" noValidate>
      <FormFault answer={answer} errors={form.errors} />
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="flow" value={flow} />
      {state === "code" && (
        <>
          <p>{t("account:reset.codeLead")}</p>
          <CodeField field={fields.code} answer={answer} label={t("account:reset.code")} />
        </>
      )}
      <PasswordField
        field={fields.password}
        answer={answer}
        label={t("account:reset.password")}
        use="new-password"
        hint={t("account:signUp.passwordHint")}
        keepHint
      />
      <Button wide busy={isBusy}>
        {t("account:reset.submit")}
      </Button>
      <p className="meta">{t("account:reset.ends")}</p>
      {state === "code" && <NotCome again={href("forgot", language)} isDemo={isDemo} />}
    </Form>
  );
}

export default function Page() {
  const { t, language } = useWords();
  const { state } = useLoaderData<typeof loader>();
  if (state !== "dead") {
    return (
      <Door title={t("account:reset.title")}>
        <ResetForm />
      </Door>
    );
  }
  return (
    <Door title={t("account:reset.deadTitle")}>
      <div className="stack mt-4">
        <Note kind="warn">{t("account:reset.dead")}</Note>
        <p>
          <LinkButton href={href("forgot", language)}>{t("account:reset.again")}</LinkButton>
        </p>
      </div>
    </Door>
  );
}
