import { useForm } from "@conform-to/react";
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { Form, type MetaFunction, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { z } from "zod";
import { Door } from "#app/features/account/door.tsx";
import { FormFault, LoginField, resultFor } from "#app/features/account/fields.tsx";
import { Sent } from "#app/features/account/sent.tsx";
import { lettersOf } from "#app/http/account.ts";
import { open } from "#app/http/context.ts";
import { answerForm, type FormAnswer, parseForm, readFormData, text } from "#app/http/form.ts";
import { privateHead } from "#app/http/private-head.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Button } from "#app/ui/button.tsx";
import { requestReset } from "#services/accounts/request-reset.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market } = await open(context);
  return {
    isSent: new URL(request.url).searchParams.get("kenh") === "mail",
    isDemo: market.settings.isDemo,
  };
}

export const meta: MetaFunction<typeof loader> = (args) => privateHead(args, (t) => t("account:forgot.title"));

const shape = z.object({ login: text() });

export async function action({ request, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const submission = parseForm(await readFormData(request), shape);
  if (submission.status !== "success") return answerForm(submission, null, "forgot");
  const result = await requestReset(market, viewer, submission.value, lettersOf(context));
  if (!result.ok) return answerForm(submission, result, "forgot");
  const { flowId, channel } = result.value;
  return channel === "sms"
    ? redirect(href("reset", language, {}, { dot: flowId }), 303)
    : redirect(href("forgot", language, {}, { kenh: "mail" }), 303);
}

function ForgotForm() {
  const { t, language } = useWords();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const [form, fields] = useForm<z.infer<typeof shape>>({ id: "forgot", lastResult: resultFor(answer, "forgot") });
  const isBusy = useNavigation().state === "submitting";
  return (
    <Form method="post" id={form.id} className="form mt-5" noValidate>
      <FormFault answer={answer} errors={form.errors} />
      <p>{t("account:forgot.lead")}</p>
      <LoginField field={fields.login} answer={answer} label={t("account:signIn.login")} />
      <Button wide busy={isBusy}>
        {t("account:forgot.submit")}
      </Button>
      <p>
        <Anchor className="lnk" href={href("sign-in", language)}>
          {t("account:forgot.back")}
        </Anchor>
      </p>
    </Form>
  );
}

export default function Page() {
  const { t, language } = useWords();
  const { isSent, isDemo } = useLoaderData<typeof loader>();
  return isSent ? (
    <Door title={t("account:forgot.sentTitle")}>
      <Sent text={t("account:forgot.sent")} again={href("forgot", language)} isDemo={isDemo} />
    </Door>
  ) : (
    <Door title={t("account:forgot.title")}>
      <ForgotForm />
    </Door>
  );
}
