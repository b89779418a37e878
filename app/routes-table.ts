/** Who may use an address. `member`: of at least one shop. The roles are staff; admin may do what they may. */
export type Role = "anyone" | "account" | "member" | "moderator" | "certifier" | "finance" | "admin" | "demo";

/** What further belongs to whom behind the address; the use case loads it through the viewer. */
export type Tenant = "none" | "account" | "order" | "shop";

export type RouteEntry = {
  id: string;
  /** Vietnamese address; the English one beside it, null where an address has no language (machines, files). */
  vi: string;
  en: string | null;
  file: string;
  layout: "shop" | "seller" | "staff" | "none";
  read: readonly Role[];
  write: readonly Role[];
  tenant: Tenant;
};

type Extra = Partial<Pick<RouteEntry, "read" | "write" | "tenant" | "layout">>;

const nobody: readonly Role[] = [];
const anyone: readonly Role[] = ["anyone"];
const account: readonly Role[] = ["account"];
const member: readonly Role[] = ["member"];

const entry = (
  id: string,
  vi: string,
  en: string | null,
  file: string,
  base: Required<Extra>,
  extra: Extra,
): RouteEntry => ({
  id,
  vi,
  en,
  file: `routes/${file}.tsx`,
  ...base,
  ...extra,
});

const shop = (id: string, vi: string, en: string, file: string, extra: Extra = {}) =>
  entry(id, vi, en, `shop/${file}`, { read: anyone, write: nobody, tenant: "none", layout: "shop" }, extra);

const person = (id: string, vi: string, en: string, file: string, extra: Extra = {}) =>
  entry(id, vi, en, `account/${file}`, { read: account, write: account, tenant: "account", layout: "shop" }, extra);

const seller = (id: string, vi: string, en: string, file: string, extra: Extra = {}) =>
  entry(id, vi, en, `seller/${file}`, { read: member, write: member, tenant: "shop", layout: "seller" }, extra);

const staff = (id: string, vi: string, en: string, file: string, roles: readonly Role[], extra: Extra = {}) =>
  entry(id, vi, en, `staff/${file}`, { read: roles, write: roles, tenant: "none", layout: "staff" }, extra);

const machine = (id: string, path: string, file: string, extra: Extra = {}) =>
  entry(id, path, null, `api/${file}`, { read: anyone, write: nobody, tenant: "none", layout: "none" }, extra);

const hostOrStaff: readonly Role[] = ["member", "moderator"];
const anyStaff: readonly Role[] = ["moderator", "certifier", "finance", "admin"];

const shopRoutes = [
  shop("home", "/", "/en", "home", { write: nobody }),
  shop("group", "/nhom/:slug", "/en/groups/:slug", "group"),
  shop("communes", "/xa", "/en/communes", "communes"),
  shop("commune", "/xa/:slug", "/en/communes/:slug", "commune"),
  shop("shop", "/cua-hang/:slug", "/en/shops/:slug", "shop"),
  shop("product", "/san-pham/:slug", "/en/products/:slug", "product", { write: anyone }),
  shop("lots", "/lo", "/en/lots", "lots"),
  shop("lot", "/lo/:code", "/en/lots/:code", "lot"),
  shop("search", "/tim", "/en/search", "search"),
  shop("shows", "/live", "/en/live", "shows"),
  shop("policy", "/quy-dinh/:page", "/en/policies/:page", "policy"),
  shop("report", "/bao-cao/:kind/:id", "/en/report/:kind/:id", "report", { write: anyone }),
  shop("cart", "/gio-hang", "/en/cart", "cart", { write: anyone, tenant: "account" }),
  shop("checkout", "/thanh-toan", "/en/checkout", "checkout", { write: anyone, tenant: "account" }),
  shop("pay-return", "/thanh-toan/ve", "/en/checkout/return", "pay-return"),
  shop("order", "/don/:code", "/en/orders/:code", "order", { write: anyone, tenant: "order" }),
  shop("track", "/theo-doi", "/en/track", "track", { write: anyone, tenant: "order" }),
] as const;

const accountRoutes = [
  person("sign-in", "/dang-nhap", "/en/sign-in", "sign-in", { read: anyone, write: anyone }),
  person("sign-up", "/dang-ky", "/en/sign-up", "sign-up", { read: anyone, write: anyone }),
  person("sign-out", "/dang-xuat", "/en/sign-out", "sign-out", { read: anyone, write: anyone }),
  person("forgot", "/quen-mat-khau", "/en/forgot-password", "forgot", { read: anyone, write: anyone }),
  person("reset", "/dat-lai-mat-khau", "/en/reset-password", "reset", { read: anyone, write: anyone }),
  person("confirm", "/xac-nhan", "/en/confirm", "confirm", { read: anyone, write: anyone }),
  person("account", "/tai-khoan", "/en/account", "account"),
  person("account-orders", "/tai-khoan/don", "/en/account/orders", "orders"),
] as const;

const sellerRoutes = [
  seller("seller", "/ban", "/en/sell", "home", { read: account }),
  seller("seller-apply", "/ban/mo-cua-hang", "/en/sell/open-a-shop", "apply", { read: account, write: account }),
  seller("seller-shop", "/ban/cua-hang", "/en/sell/shop", "shop"),
  seller("seller-listings", "/ban/hang", "/en/sell/goods", "listings", { write: nobody }),
  seller("seller-listing-new", "/ban/hang/moi", "/en/sell/goods/new", "listing-new"),
  seller("seller-listing", "/ban/hang/:id", "/en/sell/goods/:id", "listing"),
  seller("seller-stock", "/ban/hang/:id/kho", "/en/sell/goods/:id/stock", "stock"),
  seller("seller-shows", "/ban/live", "/en/sell/live", "shows"),
  seller("seller-show", "/ban/live/:id", "/en/sell/live/:id", "show"),
  seller("seller-orders", "/ban/don", "/en/sell/orders", "orders", { write: nobody }),
  seller("seller-order", "/ban/don/:code", "/en/sell/orders/:code", "order"),
  seller("seller-slip", "/ban/don/:code/phieu", "/en/sell/orders/:code/slip", "slip", {
    layout: "none",
    write: nobody,
  }),
] as const;

const staffRoutes = [
  staff("staff", "/tinh", "/en/province", "queue", anyStaff, { write: nobody }),
  staff("staff-item", "/tinh/xet/:kind/:id", "/en/province/review/:kind/:id", "item", ["moderator"]),
  staff("staff-listings", "/tinh/hang", "/en/province/goods", "listings", ["moderator"]),
  staff("staff-shops", "/tinh/cua-hang", "/en/province/shops", "shops", ["moderator"], { write: nobody }),
  staff("staff-shop", "/tinh/cua-hang/:id", "/en/province/shops/:id", "shop", ["moderator"]),
  staff("staff-certificates", "/tinh/chung-nhan", "/en/province/certificates", "certificates", ["certifier"]),
  staff("staff-certificate", "/tinh/chung-nhan/:id", "/en/province/certificates/:id", "certificate", ["certifier"]),
  staff("staff-payments", "/tinh/thanh-toan", "/en/province/payments", "payments", ["finance"]),
  staff("staff-shows", "/tinh/live", "/en/province/live", "shows", ["moderator"]),
  staff("staff-hosts", "/tinh/live/nguoi-dan", "/en/province/live/hosts", "hosts", ["moderator"]),
  staff("staff-refunds", "/tinh/hoan-tien", "/en/province/refunds", "refunds", ["finance"]),
  staff("staff-audit", "/tinh/nhat-ky", "/en/province/audit", "audit", ["admin"], { write: nobody }),
  staff("staff-people", "/tinh/nguoi", "/en/province/people", "people", ["admin"]),
] as const;

const machineRoutes = [
  machine("vnpay-ipn", "/api/vnpay/ipn", "vnpay-ipn"),
  machine("livekit-webhook", "/api/livekit/webhook", "livekit-webhook", { read: nobody, write: anyone }),
  machine("show-pass", "/api/live/:slug/pass", "show-pass"),
  machine("studio-act", "/api/live/:id/act", "studio-act", { read: nobody, write: member, tenant: "shop" }),
  machine("order-payment", "/api/orders/:code/payment", "order-payment", { tenant: "order" }),
  machine("communes-of", "/api/communes", "communes"),
  machine("upload", "/api/upload", "upload", { read: member, write: member, tenant: "shop" }),
  machine("runtime", "/api/runtime", "runtime"),
  machine("show-figures", "/api/live/:id/figures", "show-figures", { read: member, tenant: "shop" }),
  machine("live-board", "/api/live/:slug/board", "live-board"),
  machine("live-messages", "/api/live/:slug/messages", "live-messages"),
  machine("live-hide", "/api/live/:slug/hide", "live-hide", { read: nobody, write: hostOrStaff, tenant: "shop" }),
  machine("live-mute", "/api/live/:slug/mute", "live-mute", { read: nobody, write: hostOrStaff, tenant: "shop" }),
  machine("private-file", "/giay-to/:id", "private-file", { read: account, tenant: "shop" }),
  machine("sitemap", "/sitemap.xml", "sitemap"),
  machine("robots", "/robots.txt", "robots"),
  machine("dev-ui", "/dev/ui", "dev-ui", { read: ["demo"] }),
  machine("dev-outbox", "/dev/outbox", "dev-outbox", { read: ["demo"] }),
  machine("not-found", "/*", "not-found", { layout: "shop" }),
] as const;

const liveRoutes = [
  entry(
    "live-show",
    "/live/:slug",
    "/en/live/:slug",
    "live/show",
    { read: anyone, write: account, tenant: "none", layout: "none" },
    {},
  ),
  entry(
    "live-studio",
    "/ban/live/:id/studio",
    "/en/sell/live/:id/studio",
    "live/studio",
    { read: member, write: nobody, tenant: "shop", layout: "none" },
    {},
  ),
] as const;

/** Every address of the market, in both languages, the file that answers and who may use it. */
export const routeTable: readonly RouteEntry[] = [
  ...shopRoutes,
  ...accountRoutes,
  ...sellerRoutes,
  ...staffRoutes,
  ...liveRoutes,
  ...machineRoutes,
];
