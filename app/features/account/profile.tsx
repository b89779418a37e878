import { useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { FormFault, LoginField, NameField, PasswordField, resultFor } from "#app/features/account/fields.tsx";
import type { FormAnswer } from "#app/http/form.ts";
import { phoneText } from "#app/i18n/format.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button } from "#app/ui/button.tsx";
import { Tag } from "#app/ui/tag.tsx";
import type { OwnAccount } from "#services/accounts/own-account.ts";

type Props = { account: OwnAccount; answer: FormAnswer | undefined };

/** The name by which shops and staff know one. */
export function NameForm({ account, answer }: Props) {
  const { t } = useWords();
  const [form, fields] = useForm<{ name: string }>({
    id: "name",
    lastResult: resultFor(answer, "name"),
    defaultValue: { name: account.name },
  });
  return (
    <Form method="post" id={form.id} className="form measure--s" noValidate>
      <input type="hidden" name="act" value="name" />
      <NameField field={fields.name} answer={answer} label={t("account:account.name")} />
      <div>
        <Button variant="line">{t("account:account.saveName")}</Button>
      </div>
    </Form>
  );
}

const phoneLike = (text: string) => /^[\d ]+$/.test(text);

type ContactProps = { label: string; value: string | null; shown: string; isConfirmed: boolean; canSend: boolean };

function Contact({ label, value, shown, isConfirmed, canSend }: ContactProps) {
  const { t } = useWords();
  const state = isConfirmed ? (
    <Tag kind="leaf" icon="check">
      {t("account:account.confirmed")}
    </Tag>
  ) : (
    <Tag kind="earth">{t("account:account.unconfirmed")}</Tag>
  );
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {value === null ? (
          <span className="muted">{t("account:account.none")}</span>
        ) : (
          <span className="row row--wrap">
            <span className={phoneLike(shown) ? "nowrap" : "break"}>{shown}</span> {state}
            {!isConfirmed && canSend && (
              <Form method="post">
                <input type="hidden" name="act" value="contact" />
                <input type="hidden" name="login" value={value} />
                <Button variant="line" small>
                  {t("account:account.resend")}
                </Button>
              </Form>
            )}
          </span>
        )}
      </dd>
    </div>
  );
}

/** E-mail and phone with what has been proved of them. */
export function Contacts({ account }: { account: OwnAccount }) {
  const { t } = useWords();
  const { email, phone } = account;
  return (
    <dl className="facts mt-4">
      <Contact
        label={t("account:account.email")}
        value={email}
        shown={email ?? ""}
        isConfirmed={account.emailConfirmed}
        canSend={account.reachable.mail}
      />
      <Contact
        label={t("account:account.phone")}
        value={phone}
        shown={phone === null ? "" : phoneText(phone)}
        isConfirmed={account.phoneConfirmed}
        canSend={account.reachable.sms}
      />
    </dl>
  );
}

/** A new e-mail or phone, against the password; open at once when it was refused. */
export function ContactForm({ answer }: Pick<Props, "answer">) {
  const { t } = useWords();
  const [form, fields] = useForm<{ login: string; password: string }>({
    id: "contact",
    lastResult: resultFor(answer, "contact"),
  });
  return (
    <details className="mt-4" open={answer?.form === "contact"}>
      <summary className="btn btn--line btn--s">{t("account:account.changeTitle")}</summary>
      <Form method="post" id={form.id} className="form measure--s mt-3" noValidate>
        <FormFault answer={answer} errors={form.errors} />
        <input type="hidden" name="act" value="contact" />
        <LoginField
          field={fields.login}
          answer={answer}
          label={t("account:account.newContact")}
          hint={t("account:account.changeHint")}
          isNew
        />
        <PasswordField
          field={fields.password}
          answer={answer}
          label={t("account:account.currentPassword")}
          use="current-password"
        />
        <div>
          <Button variant="line">{t("account:account.sendConfirm")}</Button>
        </div>
      </Form>
    </details>
  );
}

/** The old password, the new one. */
export function PasswordForm({ answer }: Pick<Props, "answer">) {
  const { t } = useWords();
  const [form, fields] = useForm<{ current: string; password: string }>({
    id: "password",
    lastResult: resultFor(answer, "password"),
  });
  return (
    <Form method="post" id={form.id} className="form measure--s" noValidate>
      <FormFault answer={answer} errors={form.errors} />
      <input type="hidden" name="act" value="password" />
      <PasswordField
        field={fields.current}
        answer={answer}
        label={t("account:account.currentPassword")}
        use="current-password"
      />
      <PasswordField
        field={fields.password}
        answer={answer}
        label={t("account:account.newPassword")}
        use="new-password"
        hint={t("account:signUp.passwordHint")}
        keepHint
      />
      <div>
        <Button variant="line">{t("account:account.changePassword")}</Button>
      </div>
    </Form>
  );
}
