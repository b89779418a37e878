import { Form } from "@remix-run/react";
import { money, time } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Button } from "#app/ui/button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Tag } from "#app/ui/tag.tsx";
import type { ProductPage, VariantView } from "#services/catalogue/view-product.ts";

/** The running show that sells this, and its live price of the chosen pack while there are units of it. */
export function LiveNow({ product, variant }: { product: ProductPage; variant: VariantView }) {
  const { t, language } = useWords();
  const { live } = product;
  if (!live) return null;
  const deal = live.deals.find((one) => one.variantId === variant.id && one.left > 0);
  return (
    <section className="livenow" aria-label={t("shop:product.live.now")}>
      <p className="row row--wrap">
        <Tag kind="live">{t("shop:product.live.now")}</Tag>
        {live.isDemo ? <span className="meta">{t("shop:product.live.demo")}</span> : null}
      </p>
      <p>
        <Anchor href={href("live-show", language, { slug: live.slug })} reload className="strong">
          <Icon name="radio" />
          <span lang="vi">{live.title}</span>
        </Anchor>
      </p>
      {deal ? (
        <Form method="post" action={href("cart", language)} className="row row--wrap">
          <input type="hidden" name="intent" value="show-add" />
          <input type="hidden" name="from" value="page" />
          <input type="hidden" name="show" value={live.slug} />
          <input type="hidden" name="dealId" value={deal.dealId} />
          <input type="hidden" name="variantId" value={variant.id} />
          <input type="hidden" name="quantity" value="1" />
          <p className="grow">
            <b>{t("shop:product.live.price", { price: money(deal.priceVnd, language) })}</b>{" "}
            <span className="meta">
              {t("shop:product.live.terms", {
                left: deal.left,
                most: deal.perBuyer,
                time: time(deal.endsAt, language),
              })}
            </span>
          </p>
          <Button variant="live" small>
            {t("shop:product.live.buy")}
          </Button>
        </Form>
      ) : null}
    </section>
  );
}
