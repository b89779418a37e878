import type { Language } from "#app/i18n/href.ts";
import type vi from "#app/i18n/vi/index.ts";

export type Dictionary = typeof vi;
export type Namespace = keyof Dictionary;

/** Which words a part of the market needs in the browser. */
export const NAMESPACES_OF: Record<"shop" | "seller" | "staff" | "live", readonly Namespace[]> = {
  shop: ["common", "shop", "account"],
  seller: ["common", "seller", "gate"],
  staff: ["common", "staff"],
  live: ["common", "shop", "live", "gate"],
};

type Loader = () => Promise<{ default: unknown }>;

/** Each language and namespace is a chunk of its own, so that a shopper never downloads the staff's words. */
export const loaders: Record<Language, Record<Namespace, Loader>> = {
  vi: {
    common: () => import("#app/i18n/vi/common.ts"),
    shop: () => import("#app/i18n/vi/shop.ts"),
    account: () => import("#app/i18n/vi/account.ts"),
    seller: () => import("#app/i18n/vi/seller.ts"),
    staff: () => import("#app/i18n/vi/staff.ts"),
    live: () => import("#app/i18n/vi/live.ts"),
    gate: () => import("#app/i18n/vi/gate.ts"),
  },
  en: {
    common: () => import("#app/i18n/en/common.ts"),
    shop: () => import("#app/i18n/en/shop.ts"),
    account: () => import("#app/i18n/en/account.ts"),
    seller: () => import("#app/i18n/en/seller.ts"),
    staff: () => import("#app/i18n/en/staff.ts"),
    live: () => import("#app/i18n/en/live.ts"),
    gate: () => import("#app/i18n/en/gate.ts"),
  },
};
