import {
  type ContactView,
  type GroupView,
  type ParcelView,
  type RefundView,
  readGroup,
} from "#db/queries/orders-views.ts";
import { isBuyer } from "#services/orders/buyer-access.ts";
import {
  buyerMayCancel,
  buyerMayConfirm,
  type GroupState,
  groupState,
  maskName,
  maskPhone,
  toldCause,
} from "#services/orders/rules.ts";
import { typedCode } from "#services/orders/typed.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export type RefundShown = Omit<RefundView, "cause"> & { cause: ReturnType<typeof toldCause<RefundView["cause"]>> };

export type Parcel = ParcelView & { mayCancel: boolean; mayConfirm: boolean; refund: RefundShown | null };

/**
 * "own" browser or account; "proved" by the code of the whole order and the phone. Not by the code of a parcel, which
 * stands on its slip and is known to shop and carrier ("order_code"), and not an account's ("account").
 */
export type Acts = "own" | "proved" | "order_code" | "account";

export type GroupPage = Omit<GroupView, "accountId" | "guestTokenHash" | "parcels" | "refunds"> & {
  state: GroupState;
  isPaid: boolean;
  /** Name, phone and address are shortened: whoever has the code and the phone number sees this page. */
  isMasked: boolean;
  /** Whether a guest's own browser opened it, not an account. */
  isGuest: boolean;
  /** Who may cancel and confirm here; where not, what would open it. */
  acts: Acts;
  parcels: Parcel[];
  /** Money owed back for the group as a whole: paid late or twice. */
  refunds: RefundShown[];
};

function masked(contact: ContactView | null): ContactView | null {
  return (
    contact && {
      ...contact,
      name: maskName(contact.name),
      phone: maskPhone(contact.phone),
      email: null,
      addressLine: "",
      note: "",
    }
  );
}

/** What the page of a group shows. Under another code than the group's own, the group's is not told. */
export function pageOf(group: GroupView, acts: Acts, shownCode = group.code): GroupPage {
  const isMasked = acts !== "own";
  const mayAct = acts === "own" || acts === "proved";
  const { accountId, guestTokenHash: _, parcels, contact, ...rest } = group;
  const refunds = group.refunds.map((r) => ({ ...r, cause: toldCause(r.cause, group.method) }));
  const isWaiting = parcels.some((p) => p.state === "awaiting_payment");
  return {
    ...rest,
    code: shownCode,
    acts,
    state: groupState(parcels.map((p) => p.state)),
    isPaid: group.intentState === "succeeded",
    isMasked,
    isGuest: accountId === null,
    contact: isMasked ? masked(contact) : contact,
    parcels: parcels.map((p) => ({
      ...p,
      mayCancel: mayAct && !isWaiting && buyerMayCancel(p.state),
      mayConfirm: mayAct && buyerMayConfirm(p.state),
      refund: refunds.find((r) => r.orderId === p.id) ?? null,
    })),
    refunds: refunds.filter((r) => r.orderId === null),
  };
}

/** The order page of a group, for the account that placed it or the guest's own browser; else "not_found". */
export async function viewGroup(market: Market, viewer: Viewer, code: string): Promise<Result<GroupPage, "not_found">> {
  const group = await readGroup(market.db, typedCode(code));
  return group && isBuyer(viewer, group) ? ok(pageOf(group, "own")) : refuse("not_found");
}
