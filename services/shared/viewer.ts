export type StaffRole = "moderator" | "certifier" | "finance" | "admin";
export type MemberRole = "owner" | "manager" | "packer";

/** Who asks. Every read of something that belongs to somebody takes one. */
export type Viewer = {
  accountId: string | null;
  name: string | null;
  email: string | null;
  phone: string | null;
  /** Proved by a confirmed e-mail or phone. */
  emailConfirmed: boolean;
  phoneConfirmed: boolean;
  staffRoles: readonly StaffRole[];
  memberships: readonly { shopId: string; role: MemberRole }[];
  /** Secret of the browser's own cart and guest orders, from its cookie; null before it has one. */
  guestToken: string | null;
  /** Address of the caller, for limits alone. */
  clientAddress: string;
};

export const nobody: Viewer = {
  accountId: null,
  name: null,
  email: null,
  phone: null,
  emailConfirmed: false,
  phoneConfirmed: false,
  staffRoles: [],
  memberships: [],
  guestToken: null,
  clientAddress: "0.0.0.0",
};

export function hasStaffRole(viewer: Viewer, ...roles: StaffRole[]): boolean {
  return viewer.staffRoles.some((role) => role === "admin" || roles.includes(role));
}

export function isMemberOf(viewer: Viewer, shopId: string): boolean {
  return viewer.memberships.some((m) => m.shopId === shopId);
}
