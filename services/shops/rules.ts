import { unaccented } from "#services/shared/unaccented.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/** States of a shop and the moves between them; nothing else may move a shop. */
export const SHOP_MOVES = {
  draft: ["submitted"],
  submitted: ["approved", "returned", "refused"],
  returned: ["submitted"],
  approved: ["suspended"],
  suspended: ["approved"],
  refused: [],
} as const;

export type ShopState = keyof typeof SHOP_MOVES;

/** Whether a shop may go from one state to another. */
export function canMoveShop(from: ShopState, to: ShopState): boolean {
  return (SHOP_MOVES[from] as readonly ShopState[]).includes(to);
}

/** Parts of an application that are saved one by one, in any order. */
export const APPLICATION_PARTS = ["producer", "shop", "papers", "bank", "pickup"] as const;
export type ApplicationPart = (typeof APPLICATION_PARTS)[number];

/** Why staff return or refuse an application, and the part that each reason stands beside; null: beside the whole. */
export const SHOP_REASONS = {
  name_mismatch: "producer",
  tax_number_wrong: "producer",
  address_unclear: "producer",
  shop_name_misleading: "shop",
  paper_missing: "papers",
  paper_unreadable: "papers",
  paper_expired: "papers",
  bank_holder_mismatch: "bank",
  pickup_unclear: "pickup",
  outside_programme: null,
  false_information: null,
  other: null,
} as const satisfies Record<string, ApplicationPart | null>;

export type ShopReason = keyof typeof SHOP_REASONS;

export const isShopReason = (code: string): code is ShopReason => Object.hasOwn(SHOP_REASONS, code);

/** The part that a reason is about; null for reasons about the whole, and unknown ones. */
export function partOfReason(code: string | null): ApplicationPart | null {
  return code !== null && isShopReason(code) ? SHOP_REASONS[code] : null;
}

/** Why staff suspend a shop. */
export const SUSPEND_REASONS = [
  "unsafe_goods",
  "false_origin",
  "papers_lapsed",
  "orders_not_served",
  "own_wish",
  "other",
] as const;

/** Who may change a shop and what it sells; a packer reads, and counts stock. */
export function mayManage(viewer: Viewer, shopId: string): boolean {
  return viewer.memberships.some((m) => m.shopId === shopId && m.role !== "packer");
}

export type LegalForm = "household" | "cooperative_group" | "cooperative" | "company";

/** A tax number as it is written: 10 digits, or 13 with a hyphen before the last three. */
export function writtenTaxNumber(typed: string): string {
  const digits = typed.replace(/[\s.-]/g, "");
  return /^\d{13}$/.test(digits) ? `${digits.slice(0, 10)}-${digits.slice(10)}` : digits;
}

/**
 * Whether a tax number has a form that its holder may have: 10 digits, or 13 of a dependent unit; a household may use
 * its owner's 12-digit citizen number, which since July 2025 is its tax number.
 */
export function isTaxNumber(written: string, legalForm: LegalForm): boolean {
  return /^\d{10}(-\d{3})?$/.test(written) || (legalForm === "household" && /^\d{12}$/.test(written));
}

const SHORT: Record<string, string> = {
  htx: "hop tac xa",
  tht: "to hop tac",
  hkd: "ho kinh doanh",
  cty: "cong ty",
  dn: "doanh nghiep",
  tnhh: "trach nhiem huu han",
  cp: "co phan",
  mtv: "mot thanh vien",
};

/** A name as a bank writes it: without accents, its usual abbreviations written out. */
function bankName(name: string): string {
  return unaccented(name)
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .map((word) => SHORT[word] ?? word)
    .join(" ");
}

/** Whether an account's holder may be the one who applies, as a bank writes names; empty ones differ from nobody. */
export function isSameHolder(holder: string, producer: string): boolean {
  const [a, b] = [bankName(holder), bankName(producer)];
  return a === "" || b === "" || a === b || ` ${a} `.includes(` ${b} `) || ` ${b} `.includes(` ${a} `);
}

export type Application = {
  producer: {
    legalForm: LegalForm;
    name: string;
    taxNumber: string;
    addressLine: string;
    communeCode: string;
    phone: string;
  };
  shop: { name: string; story: string };
  papers: readonly unknown[];
  bank: { bankName: string; accountNumber: string; holder: string } | null;
  pickup: { line: string; communeCode: string; zones: readonly string[] };
};

const all = (...values: readonly string[]) => values.every((v) => v !== "");

/** Which parts of an application are complete. A household may hand its tax number in later. */
export function partsDone(a: Application): Record<ApplicationPart, boolean> {
  const { legalForm, name, taxNumber, addressLine, communeCode, phone } = a.producer;
  return {
    producer: all(name, addressLine, communeCode, phone) && (taxNumber !== "" || legalForm === "household"),
    shop: a.shop.name !== "",
    papers: a.papers.length > 0,
    bank: a.bank !== null && all(a.bank.bankName, a.bank.accountNumber, a.bank.holder),
    pickup: all(a.pickup.line, a.pickup.communeCode) && a.pickup.zones.length > 0,
  };
}
