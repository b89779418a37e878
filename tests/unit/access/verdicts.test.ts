import { describe, expect, it } from "vitest";
import { isOpenToAll, judge, type Verdict } from "#app/http/guard.ts";
import { findRoute } from "#app/i18n/href.ts";
import { type Role, routeTable } from "#app/routes-table.ts";
import { nobody, type StaffRole, type Viewer } from "#services/shared/viewer.ts";

const signedIn: Viewer = { ...nobody, accountId: "019ab3c4-7f20-7c11-9d0e-3f5a2b6c8d10" };
const staff = (...staffRoles: StaffRole[]): Viewer => ({ ...signedIn, staffRoles });

/** Everybody who may come: a name, who they are, and the words of the table that let them in. */
const people: [string, Viewer, Role[]][] = [
  ["a stranger", nobody, ["anyone"]],
  ["a shopper", signedIn, ["anyone", "account"]],
  [
    "a producer",
    { ...signedIn, memberships: [{ shopId: "019ab3c4-7f20-7c11-9d0e-3f5a2b6c8d11", role: "packer" }] },
    ["anyone", "account", "member"],
  ],
  ["a moderator", staff("moderator"), ["anyone", "account", "moderator"]],
  ["a certifier", staff("certifier"), ["anyone", "account", "certifier"]],
  ["a finance clerk", staff("finance"), ["anyone", "account", "finance"]],
  ["an admin", staff("admin"), ["anyone", "account", "moderator", "certifier", "finance", "admin"]],
];

const acts = [
  ["read", false],
  ["write", true],
] as const;

function expected(roles: readonly Role[], mine: readonly Role[], isWrite: boolean, isStranger: boolean): Verdict {
  if (roles.some((role) => mine.includes(role))) return "pass";
  const wantsAccount = roles.some((role) => role !== "anyone" && role !== "demo");
  if (!isStranger || !wantsAccount) return "not-found";
  return isWrite ? "signed-out" : "sign-in";
}

const cases = people.flatMap(([who, viewer, mine]) =>
  routeTable.flatMap((entry) =>
    acts.flatMap(([act, isWrite]) =>
      [true, false].map((isDemo) => ({ who, viewer, mine, entry, act, isWrite, isDemo, id: entry.id })),
    ),
  ),
);

describe("the table of addresses", () => {
  it.each(cases)("gives $who the right answer to $act of $id (demo: $isDemo)", (one) => {
    const roles = one.isWrite ? one.entry.write : one.entry.read;
    const mine: Role[] = one.isDemo ? [...one.mine, "demo"] : one.mine;
    const verdict = expected(roles, mine, one.isWrite, one.viewer.accountId === null);
    expect(judge(one.entry, one.isWrite, one.viewer, one.isDemo)).toBe(verdict);
    if (isOpenToAll(one.entry, one.isWrite)) expect(verdict).toBe("pass");
  });

  it("keeps every address under /tinh and /en/province for staff, and every one under /ban for accounts", () => {
    const open = routeTable.filter(
      (entry) =>
        (entry.vi.startsWith("/tinh") && judge(entry, false, signedIn, true) !== "not-found") ||
        (entry.vi.startsWith("/ban/") && judge(entry, false, nobody, true) === "pass"),
    );
    expect(open.filter((e) => e.vi === "/tinh" || e.vi.startsWith("/tinh/")).map((e) => e.id)).toEqual([]);
    expect(open.filter((e) => e.vi.startsWith("/ban/")).map((e) => e.id)).toEqual([]);
  });

  it("has developers' pages in a demo market alone", () => {
    for (const entry of routeTable.filter((e) => e.vi.startsWith("/dev/"))) {
      for (const [, viewer] of people) {
        expect(judge(entry, false, viewer, false)).toBe("not-found");
        expect(judge(entry, true, viewer, true)).toBe("not-found");
      }
      expect(judge(entry, false, nobody, true)).toBe("pass");
    }
  });

  it("is found by both of an entry's addresses", () => {
    const filled = (path: string) => path.replace(/:(\w+)/g, "x1").replace("/*", "/no/such/page");
    for (const entry of routeTable) {
      expect(findRoute(filled(entry.vi))?.entry.id).toBe(entry.id);
      if (entry.en !== null)
        expect(findRoute(filled(entry.en))).toMatchObject({ entry: { id: entry.id }, language: "en" });
    }
  });
});
