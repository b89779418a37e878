import { useForm } from "@conform-to/react";
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect, redirectDocument } from "@remix-run/node";
import { Form, type MetaFunction, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { z } from "zod";
import { Door, DoorAside, DoorTabs } from "#app/features/account/door.tsx";
import {
  FormFault,
  LoginField,
  NameField,
  PasswordField,
  resultFor,
  useFaultText,
} from "#app/features/account/fields.tsx";
import { POLICY_SLUGS } from "#app/features/frame/market-footer.tsx";
import { landing, lettersOf, returnKind, returnPath } from "#app/http/account.ts";
import { open } from "#app/http/context.ts";
import { answerForm, type FormAnswer, parseForm, readFormData, text, ticked } from "#app/http/form.ts";
import { privateHead } from "#app/http/private-head.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { useRootData } from "#app/root.tsx";
import { Button } from "#app/ui/button.tsx";
import { Checkbox } from "#app/ui/choice.tsx";
import { readSignUpPolicies, signUp, signUpFaults } from "#services/accounts/sign-up.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const ve = returnPath(new URL(request.url).searchParams.get("ve"));
  if (viewer.accountId !== null) throw redirectDocument(landing(ve, language, viewer));
  return {
    ve,
    kind: returnKind(ve),
    policies: await readSignUpPolicies(market),
  };
}

export const meta: MetaFunction<typeof loader> = (args) => privateHead(args, (t) => t("account:signUp.title"));

const shape = z.object({
  name: text(),
  login: text(),
  password: text(),
  agreed: ticked(),
  policies: text(),
  ve: text(),
});

export async function action({ request, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const submission = parseForm(await readFormData(request), shape);
  if (submission.status !== "success") return answerForm(submission, null, "sign-up", ["password", "policies"]);
  const { agreed, ...typed } = submission.value;
  const input = { ...typed, agreed: agreed === "on" };
  const ve = returnPath(input.ve);
  const faults = signUpFaults(market, input);
  if (faults.length > 0) return answerForm(submission, faults, "sign-up", ["password", "policies"]);
  const result = await signUp(market, viewer, input, lettersOf(context, ve));
  if (!result.ok) return answerForm(submission, result, "sign-up", ["password", "policies"]);
  const { flowId, channel } = result.value;
  return redirect(href("confirm", language, {}, { dot: flowId, kenh: channel, ve }), 303);
}

/** Which versions one agrees to, each a link to its text; they open beside the half-filled form. */
function Agreed() {
  const { t, language } = useWords();
  const { policies } = useLoaderData<typeof loader>();
  const version = (page: string) => policies.pages.find((p) => p.page === page)?.version ?? "";
  const address = (page: keyof typeof POLICY_SLUGS) => href("policy", language, { page: POLICY_SLUGS[page] });
  return (
    <>
      {t("account:signUp.agree")}{" "}
      <a href={address("rules")} target="_blank" rel="noopener">
        {t("account:signUp.rules", { version: version("rules") })}
      </a>{" "}
      {t("account:signUp.and")}{" "}
      <a href={address("privacy")} target="_blank" rel="noopener">
        {t("account:signUp.privacy", { version: version("privacy") })}
      </a>
    </>
  );
}

function SignUpForm() {
  const { t } = useWords();
  const { ve, policies } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const say = useFaultText(answer);
  const [form, fields] = useForm<z.infer<typeof shape>>({ id: "sign-up", lastResult: resultFor(answer, "sign-up") });
  const isBusy = useNavigation().state === "submitting";
  return (
    <Form method="post" id={form.id} className="form mt-5" noValidate>
      <FormFault answer={answer} errors={form.errors} />
      <input type="hidden" name="ve" value={ve ?? ""} />
      <input type="hidden" name="policies" value={policies.stamp} />
      <NameField field={fields.name} answer={answer} label={t("account:signUp.name")} />
      <LoginField
        field={fields.login}
        answer={answer}
        label={t("account:signIn.login")}
        hint={t("account:signUp.loginHint")}
      />
      <PasswordField
        field={fields.password}
        answer={answer}
        label={t("account:signIn.password")}
        use="new-password"
        hint={t("account:signUp.passwordHint")}
        keepHint
      />
      <Checkbox
        id={fields.agreed.id}
        name="agreed"
        value="on"
        defaultChecked={fields.agreed.initialValue === "on"}
        error={say(fields.agreed.errors)}
      >
        <Agreed />
      </Checkbox>
      <Button wide busy={isBusy}>
        {t("account:signUp.submit")}
      </Button>
      <p className="meta">{t("account:signUp.after")}</p>
    </Form>
  );
}

export default function Page() {
  const { t } = useWords();
  const { ve, kind } = useLoaderData<typeof loader>();
  const cartCount = useRootData()?.cartCount ?? 0;
  return (
    <Door
      title={t("account:signUp.title")}
      aside={kind === "work" ? undefined : <DoorAside kind={kind} cartCount={cartCount} />}
    >
      <DoorTabs current="sign-up" ve={ve} />
      <SignUpForm />
    </Door>
  );
}
