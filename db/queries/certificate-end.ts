import { type SQL, sql } from "drizzle-orm";

/** How the newest certificate of a product ended, 'revoked' or 'lapsed'; null where there is none. Asked only where none is in force. */
export const certificateEnd = (productId: SQL) => sql`
  (select case when exists (select 1 from certificate_events ce where ce.certificate_id = ct.id and ce.kind = 'revoked')
      then 'revoked' else 'lapsed' end
    from certificates ct where ct.product_id = ${productId} order by ct.valid_to desc, ct.id desc limit 1)`;
