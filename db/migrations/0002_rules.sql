-- The rules that tables alone cannot hold.

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation', constraint = tg_table_name || '_append_only';
end $$;
--> statement-breakpoint
do $$
declare name text;
begin
  foreach name in array array['offers','stock_entries','certificates','certificate_events','order_events','payment_callbacks','audit_entries','listing_changes','shop_changes','agreements','file_reads','bank_accounts'] loop
    execute format('create trigger %I before update or delete on %I for each row execute function refuse_change()', name || '_append_only', name);
    execute format('create trigger %I before truncate on %I for each statement execute function refuse_change()', name || '_keep', name);
  end loop;
end $$;
--> statement-breakpoint

-- Stars: the one definition. A day counts in the market's zone; a revocation ends at its moment.
create function all_stars_in_force(moment timestamptz)
returns table (product_id uuid, certificate_id uuid, stars integer) language sql stable as $$
  select c.product_id, c.id, c.stars
  from public.certificates c
  where (moment at time zone public.market_zone())::date >= c.valid_from
    and (moment at time zone public.market_zone())::date < c.valid_to
    and not exists (
      select 1 from public.certificate_events e
      where e.certificate_id = c.id and e.kind = 'revoked' and e.effective_at <= moment)
$$;
--> statement-breakpoint
create function stars_in_force(product uuid, moment timestamptz) returns integer language sql stable as $$
  select max(s.stars) from public.all_stars_in_force(moment) s where s.product_id = product
$$;
--> statement-breakpoint

create function touch_tag(touched text) returns void language sql as $$
  insert into public.change_tags (tag, version) values (touched, 1)
  on conflict (tag) do update set version = change_tags.version + 1;
  select pg_notify('market_tags', touched)
$$;
--> statement-breakpoint
create function certificates_touch() returns trigger language plpgsql as $$
declare product uuid;
begin
  if tg_table_name = 'certificates' then
    product := new.product_id;
  else
    select c.product_id into product from certificates c where c.id = new.certificate_id;
  end if;
  perform touch_tag('product:' || product);
  return null;
end $$;
--> statement-breakpoint
create trigger certificates_touch after insert on certificates for each row execute function certificates_touch();
--> statement-breakpoint
create trigger certificate_events_touch after insert on certificate_events for each row execute function certificates_touch();
--> statement-breakpoint

-- Stock: `reserved` is the sum of living holds, `on_hand` the sum of entries; nothing else may write them.
create function lots_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.on_hand <> 0 or new.reserved <> 0 then
      raise exception 'a lot begins empty; stock comes by stock_entries' using errcode = 'restrict_violation', constraint = 'lots_guard';
    end if;
  elsif (new.on_hand, new.reserved) is distinct from (old.on_hand, old.reserved) and pg_trigger_depth() < 2 then
    raise exception 'stock moves by stock_entries and holds alone' using errcode = 'restrict_violation', constraint = 'lots_guard';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger lots_guard before insert or update on lots for each row execute function lots_guard();
--> statement-breakpoint
create function stock_entries_apply() returns trigger language plpgsql as $$
begin
  update lots set on_hand = on_hand + new.delta where id = new.lot_id;
  return null;
end $$;
--> statement-breakpoint
create trigger stock_entries_apply after insert on stock_entries for each row execute function stock_entries_apply();
--> statement-breakpoint
create function holds_apply() returns trigger language plpgsql as $$
declare was integer := 0; becomes integer := 0;
begin
  if tg_op = 'DELETE' then
    raise exception 'a hold is released, never deleted' using errcode = 'restrict_violation', constraint = 'holds_moves';
  end if;
  if tg_op = 'UPDATE' then
    if (new.lot_id, new.quantity, new.buyer_key, new.purpose) is distinct from (old.lot_id, old.quantity, old.buyer_key, old.purpose) then
      raise exception 'a hold keeps its lot and quantity' using errcode = 'restrict_violation', constraint = 'holds_moves';
    end if;
    if old.state <> new.state and not (
      (old.state = 'held' and new.state in ('committed', 'released')) or
      (old.state = 'committed' and new.state in ('consumed', 'released'))) then
      raise exception 'a hold cannot go from % to %', old.state, new.state using errcode = 'restrict_violation', constraint = 'holds_moves';
    end if;
    if old.state in ('held', 'committed') then was := old.quantity; end if;
  elsif new.state not in ('held', 'committed') then
    raise exception 'a hold begins held or committed' using errcode = 'restrict_violation', constraint = 'holds_moves';
  end if;
  if new.state in ('held', 'committed') then becomes := new.quantity; end if;
  if becomes <> was then
    update lots set reserved = reserved + becomes - was where id = new.lot_id;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger holds_apply after insert or update or delete on holds for each row execute function holds_apply();
--> statement-breakpoint

-- Price: the newest regular offer is the variant's; the cheapest active variant leads its listing.
create function unit_price_vnd(price bigint, net_amount integer, net_unit text) returns bigint language sql immutable as $$
  select case when net_unit = 'piece' then round(price::numeric / net_amount) else round(price::numeric * 1000 / net_amount) end::bigint
$$;
--> statement-breakpoint
create function refresh_listing_price(listing uuid) returns void language sql as $$
  update public.listings l set
    lead_variant_id = lead.id, from_price_vnd = lead.price_vnd,
    from_unit_price_vnd = public.unit_price_vnd(lead.price_vnd, lead.net_amount, lead.net_unit)
  from (select 1) one
  left join lateral (
    select v.id, v.net_amount, v.net_unit, o.price_vnd
    from public.variants v join public.offers o on o.id = v.current_offer_id
    where v.listing_id = listing and v.is_active
    order by o.price_vnd, v.position, v.id limit 1) lead on true
  where l.id = listing
$$;
--> statement-breakpoint
create function offers_apply() returns trigger language plpgsql as $$
begin
  if new.kind = 'regular' then
    update variants set current_offer_id = new.id where id = new.variant_id;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger offers_apply after insert on offers for each row execute function offers_apply();
--> statement-breakpoint
create function variants_apply() returns trigger language plpgsql as $$
begin
  perform refresh_listing_price(new.listing_id);
  return null;
end $$;
--> statement-breakpoint
create trigger variants_apply after insert or update of is_active, net_amount, net_unit, current_offer_id, position on variants
  for each row execute function variants_apply();
--> statement-breakpoint

-- Orders: sums are checked when the transaction ends, and what ended stays ended.
create function order_sums_check() returns trigger language plpgsql as $$
declare the_group uuid; the_order uuid; wrong text;
begin
  if tg_table_name = 'order_groups' then
    the_group := new.id;
  elsif tg_table_name = 'orders' then
    the_group := new.group_id;
    the_order := new.id;
  else
    the_order := new.order_id;
    select o.group_id into the_group from orders o where o.id = the_order;
  end if;
  select o.code into wrong from orders o
  where o.group_id = the_group and o.goods_vnd <> coalesce((select sum(l.total_vnd) from order_lines l where l.order_id = o.id), -1);
  if wrong is not null then
    raise exception 'order % does not add up to its lines', wrong using errcode = 'check_violation', constraint = 'order_sums';
  end if;
  select g.code into wrong from order_groups g
  where g.id = the_group and (
    g.total_vnd <> coalesce((select sum(o.total_vnd) from orders o where o.group_id = g.id), -1) or
    g.total_vnd <> coalesce((select i.amount_vnd from payment_intents i where i.group_id = g.id), g.total_vnd));
  if wrong is not null then
    raise exception 'group % does not add up', wrong using errcode = 'check_violation', constraint = 'order_sums';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger order_groups_sums after insert or update of goods_vnd, shipping_vnd, total_vnd on order_groups
  deferrable initially deferred for each row execute function order_sums_check();
--> statement-breakpoint
create constraint trigger orders_sums after insert or update of goods_vnd, shipping_vnd, total_vnd on orders
  deferrable initially deferred for each row execute function order_sums_check();
--> statement-breakpoint
create constraint trigger order_lines_sums after insert or update of total_vnd, quantity, unit_price_vnd on order_lines
  deferrable initially deferred for each row execute function order_sums_check();
--> statement-breakpoint
create function line_lots_check() returns trigger language plpgsql as $$
declare wrong uuid;
begin
  select l.id into wrong from order_lines l
  where l.id = new.line_id and l.quantity <> (select coalesce(sum(x.quantity), 0) from line_lots x where x.line_id = l.id);
  if wrong is not null then
    raise exception 'line % is not served by its lots', wrong using errcode = 'check_violation', constraint = 'line_lots_sum';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger line_lots_sum after insert or update on line_lots
  deferrable initially deferred for each row execute function line_lots_check();
--> statement-breakpoint
create function ended_stays_ended() returns trigger language plpgsql as $$
begin
  if old.state = any (tg_argv) and new.state <> old.state then
    raise exception '% % stays %', tg_table_name, old.id, old.state using errcode = 'restrict_violation', constraint = tg_table_name || '_ended';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger orders_ended before update of state on orders
  for each row execute function ended_stays_ended('completed', 'refused', 'cancelled');
--> statement-breakpoint
create trigger payment_intents_ended before update of state on payment_intents
  for each row execute function ended_stays_ended('succeeded', 'canceled');
--> statement-breakpoint
create trigger payment_attempts_ended before update of state on payment_attempts
  for each row execute function ended_stays_ended('succeeded', 'late');
--> statement-breakpoint
create trigger refund_dues_ended before update of state on refund_dues
  for each row execute function ended_stays_ended('paid');
--> statement-breakpoint
create function money_is_fixed() returns trigger language plpgsql as $$
begin
  raise exception 'amounts of % are fixed', tg_table_name using errcode = 'restrict_violation', constraint = tg_table_name || '_fixed';
end $$;
--> statement-breakpoint
create trigger payment_intents_fixed before update of amount_vnd, group_id, method on payment_intents
  for each row when (old.amount_vnd <> new.amount_vnd or old.group_id <> new.group_id)
  execute function money_is_fixed();
--> statement-breakpoint
create trigger order_lines_fixed before update on order_lines for each row execute function money_is_fixed();
--> statement-breakpoint
create trigger refund_dues_fixed before update of amount_vnd, group_id, cause_key on refund_dues
  for each row execute function money_is_fixed();
--> statement-breakpoint

-- Search without an engine: accented and folded words in one vector, so that accented queries stay exact.
alter table search_documents
  add column name_folded text generated always as (f_unaccent(name)) stored,
  add column tsv tsvector generated always as (
    setweight(to_tsvector('simple', f_unaccent(name)), 'A') || setweight(to_tsvector('simple', lower(normalize(name, NFC))), 'A') ||
    setweight(to_tsvector('simple', f_unaccent(body)), 'C') || setweight(to_tsvector('simple', lower(normalize(body, NFC))), 'C')) stored;
--> statement-breakpoint
create index search_documents_tsv on search_documents using gin (tsv);
--> statement-breakpoint
create index search_documents_trigram on search_documents using gin (name_folded gin_trgm_ops);
