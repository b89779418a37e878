import { useLocation } from "@remix-run/react";
import type { ReactNode } from "react";
import { href, otherLanguage } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { StaffBar } from "#app/ui/console-bars.tsx";
import { type HeaderAct, SkipLink } from "#app/ui/header.tsx";
import type { NavItem } from "#app/ui/nav.tsx";
import { Demo } from "#app/ui/note.tsx";
import type { StaffRole } from "#services/shared/viewer.ts";

type FrameProps = { roles: readonly StaffRole[]; name: string; isDemo: boolean; children: ReactNode };

const ROOMS = [
  { id: "staff", word: "queue", role: "moderator" },
  { id: "staff-listings", word: "listings", role: "moderator" },
  { id: "staff-shops", word: "shops", role: "moderator" },
  { id: "staff-shows", word: "shows", role: "moderator" },
  { id: "staff-certificates", word: "certificates", role: "certifier" },
  { id: "staff-payments", word: "payments", role: "finance" },
  { id: "staff-refunds", word: "refunds", role: "finance" },
  { id: "staff-payouts", word: "payouts", role: "finance" },
  { id: "staff-audit", word: "audit", role: "admin" },
  { id: "staff-people", word: "people", role: "admin" },
] as const;

function useRooms(roles: readonly StaffRole[]): NavItem[] {
  const { t, language } = useWords();
  const { pathname } = useLocation();
  return ROOMS.filter(({ role }) => roles.includes("admin") || roles.includes(role)).map(({ id, word }) => {
    const at = href(id, language);
    const isReview =
      id === "staff" && pathname.startsWith(href("staff-item", language, { kind: "", id: "" }).replace(/\/+$/, "/"));
    const current = id === "staff" ? pathname.replace(/\/$/, "") === at || isReview : pathname.startsWith(at);
    return { href: at, text: t(`staff:frame.${word}`), current };
  });
}

/** The frame of the province's desks: the rooms that somebody's roles open. */
export function StaffFrame({ roles, name, isDemo, children }: FrameProps) {
  const { t, language } = useWords();
  const { pathname, search } = useLocation();
  const rooms = useRooms(roles);
  const other = otherLanguage(pathname, search);
  const acts: HeaderAct[] = [
    {
      href: href("home", language),
      icon: "shopping-basket",
      text: t("staff:frame.market"),
      deskOnly: true,
      reload: true,
    },
    {
      href: href("account", language),
      icon: "circle-user-round",
      text: name || t("staff:frame.account"),
      reload: true,
    },
  ];
  return (
    <>
      <SkipLink href="#main">{t("skip")}</SkipLink>
      <StaffBar
        home={{ href: rooms[0]?.href ?? href("staff", language), label: t("staff:frame.home") }}
        label={t("staff:frame.rooms")}
        items={rooms}
        acts={acts}
      />
      {children}
      <footer className="wrap">
        {other && (
          <p className="mt-5">
            <Anchor className="lnk" href={other.href} hrefLang={other.language} lang={other.language} reload>
              {t("header.otherLanguage")}
            </Anchor>
          </p>
        )}
        {isDemo && <Demo>{t("demo.banner")}</Demo>}
      </footer>
    </>
  );
}
