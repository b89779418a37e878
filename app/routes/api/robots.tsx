import type { LoaderFunctionArgs } from "@remix-run/node";

const CLOSED = [
  "/gio-hang",
  "/thanh-toan",
  "/don/",
  "/theo-doi",
  "/tai-khoan",
  "/dang-nhap",
  "/dang-ky",
  "/dang-xuat",
  "/quen-mat-khau",
  "/dat-lai-mat-khau",
  "/xac-nhan",
  "/ban",
  "/tinh",
  "/bao-cao/",
  "/giay-to/",
  "/api/",
  "/dev/",
  "/en/cart",
  "/en/checkout",
  "/en/orders/",
  "/en/track",
  "/en/account",
  "/en/sign-",
  "/en/forgot-password",
  "/en/reset-password",
  "/en/confirm",
  "/en/sell",
  "/en/province",
  "/en/report/",
];

/** What machines may read: the open market, not what belongs to one person. */
export function loader({ context }: LoaderFunctionArgs) {
  const { PUBLIC_URL } = context.market.settings;
  const lines = [
    "User-agent: *",
    ...CLOSED.map((path) => `Disallow: ${path}`),
    "",
    `Sitemap: ${PUBLIC_URL}/sitemap.xml`,
  ];
  return new Response(`${lines.join("\n")}\n`, {
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "public, max-age=3600" },
  });
}
