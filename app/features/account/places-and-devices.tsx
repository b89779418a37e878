import { Form } from "@remix-run/react";
import { deviceOf } from "#app/features/account/device.ts";
import { instant, phoneText } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button } from "#app/ui/button.tsx";
import { Line, Lines } from "#app/ui/lines.tsx";
import type { OwnAccount } from "#services/accounts/own-account.ts";

/** Saved addresses, each with its button to forget it. */
export function Addresses({ addresses }: { addresses: OwnAccount["addresses"] }) {
  const { t } = useWords();
  if (addresses.length === 0) return <p className="muted">{t("account:account.noAddresses")}</p>;
  return (
    <ul className="addr">
      {addresses.map((address) => (
        <li key={address.id}>
          <p>
            <b>{address.name}</b>, {phoneText(address.phone)}
            <br />
            {address.line}, {address.commune}, {address.province}
          </p>
          <Form method="post" className="row" preventScrollReset>
            <input type="hidden" name="act" value="address" />
            <input type="hidden" name="addressId" value={address.id} />
            <Button
              variant="quiet"
              small
              aria-label={t("account:account.deleteAddressOf", { name: address.name, line: address.line })}
            >
              {t("account:account.deleteAddress")}
            </Button>
          </Form>
        </li>
      ))}
    </ul>
  );
}

/** Devices that are signed in, the way to sign the others out, and this one. */
export function Devices({ sessions }: { sessions: OwnAccount["sessions"] }) {
  const { t, language } = useWords();
  return (
    <>
      <Lines>
        {sessions.map((session) => {
          const device = deviceOf(session.userAgent);
          const since = t("account:account.since", { at: instant(session.since, language) });
          return (
            <Line
              key={session.id}
              icon={device?.isPhone ? "smartphone" : "monitor"}
              title={device ? t("account:account.on", { ...device }) : t("account:account.unknownDevice")}
              meta={session.isThis ? `${t("account:account.thisDevice")}, ${since}` : since}
            />
          );
        })}
      </Lines>
      <div className="row row--wrap mt-3">
        {sessions.length > 1 ? (
          <Form method="post" preventScrollReset>
            <input type="hidden" name="act" value="sessions" />
            <Button variant="line" small>
              {t("account:account.endOthers")}
            </Button>
          </Form>
        ) : (
          <p className="meta">{t("account:account.onlyThis")}</p>
        )}
        <Form method="post" action={href("sign-out", language)} reloadDocument>
          <Button variant="quiet" small icon="log-out">
            {t("account:account.signOut")}
          </Button>
        </Form>
      </div>
    </>
  );
}
