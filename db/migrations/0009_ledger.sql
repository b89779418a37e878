CREATE TABLE "ledger_accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"shop_id" uuid,
	"party" text,
	CONSTRAINT "ledger_accounts_key" UNIQUE NULLS NOT DISTINCT("kind","shop_id","party"),
	CONSTRAINT "ledger_accounts_kind" CHECK ("ledger_accounts"."kind" in ('gateway_clearing', 'carrier_clearing', 'bank', 'shop_pending', 'shop_available', 'commission', 'tax_withheld', 'refunds_owed', 'goodwill')),
	CONSTRAINT "ledger_accounts_shop" CHECK (("ledger_accounts"."kind" in ('shop_pending', 'shop_available')) = ("ledger_accounts"."shop_id" is not null)),
	CONSTRAINT "ledger_accounts_party" CHECK (("ledger_accounts"."kind" in ('gateway_clearing', 'carrier_clearing', 'tax_withheld')) = ("ledger_accounts"."party" is not null))
);
--> statement-breakpoint
CREATE TABLE "ledger_batches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"group_id" uuid,
	"order_id" uuid,
	"attempt_id" uuid,
	"refund_due_id" uuid,
	"entry_count" integer NOT NULL,
	"occurred_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	"posted_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	"corrects_batch_id" uuid,
	"reason" text,
	"prepared_by" uuid,
	"approved_by" uuid,
	CONSTRAINT "ledger_batches_kind" CHECK ("ledger_batches"."kind" in ('prepaid_captured', 'cash_collected', 'order_completed', 'order_ended', 'stray_money', 'refund_paid', 'correction')),
	CONSTRAINT "ledger_batches_two_entries" CHECK ("ledger_batches"."entry_count" >= 2),
	CONSTRAINT "ledger_batches_correction" CHECK (num_nonnulls("ledger_batches"."corrects_batch_id", nullif(btrim("ledger_batches"."reason"), ''), "ledger_batches"."prepared_by", "ledger_batches"."approved_by") = case when "ledger_batches"."kind" = 'correction' then 4 else 0 end),
	CONSTRAINT "ledger_batches_second_person" CHECK ("ledger_batches"."prepared_by" <> "ledger_batches"."approved_by")
);
--> statement-breakpoint
CREATE TABLE "ledger_beginnings" (
	"only_row" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"posted_at" timestamp with time zone,
	CONSTRAINT "ledger_beginnings_one" CHECK ("ledger_beginnings"."only_row")
);
--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ledger_entries_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"batch_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"amount_vnd" bigint NOT NULL,
	"order_id" uuid,
	"line_id" uuid,
	"rate_basis_points" integer,
	CONSTRAINT "ledger_entries_amount" CHECK ("ledger_entries"."amount_vnd" <> 0 and "ledger_entries"."amount_vnd" between -1000000000000 and 1000000000000),
	CONSTRAINT "ledger_entries_line_has_order" CHECK ("ledger_entries"."line_id" is null or "ledger_entries"."order_id" is not null)
);
--> statement-breakpoint
CREATE TABLE "ledger_snapshots" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"upto_seq" bigint NOT NULL,
	"balance_vnd" bigint NOT NULL,
	"taken_at" timestamp with time zone DEFAULT market_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tax_rates" (
	"kind" text NOT NULL,
	"legal_form" text NOT NULL,
	"base" text NOT NULL,
	"valid_from" date NOT NULL,
	"rate_basis_points" integer NOT NULL,
	"source" text NOT NULL,
	"is_draft" boolean NOT NULL,
	CONSTRAINT "tax_rates_kind_legal_form_base_valid_from_pk" PRIMARY KEY("kind","legal_form","base","valid_from"),
	CONSTRAINT "tax_rates_kind" CHECK ("tax_rates"."kind" in ('vat', 'pit')),
	CONSTRAINT "tax_rates_form" CHECK ("tax_rates"."legal_form" in ('household', 'cooperative_group')),
	CONSTRAINT "tax_rates_base" CHECK ("tax_rates"."base" in ('goods', 'services', 'transport', 'other', 'shipping')),
	CONSTRAINT "tax_rates_rate" CHECK ("tax_rates"."rate_basis_points" between 0 and 10000)
);
--> statement-breakpoint
ALTER TABLE "ledger_accounts" ADD CONSTRAINT "ledger_accounts_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_batches" ADD CONSTRAINT "ledger_batches_group_id_order_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."order_groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_batches" ADD CONSTRAINT "ledger_batches_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_batches" ADD CONSTRAINT "ledger_batches_attempt_id_payment_attempts_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."payment_attempts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_batches" ADD CONSTRAINT "ledger_batches_refund_due_id_refund_dues_id_fk" FOREIGN KEY ("refund_due_id") REFERENCES "public"."refund_dues"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_batches" ADD CONSTRAINT "ledger_batches_corrects_batch_id_ledger_batches_id_fk" FOREIGN KEY ("corrects_batch_id") REFERENCES "public"."ledger_batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_batches" ADD CONSTRAINT "ledger_batches_prepared_by_accounts_id_fk" FOREIGN KEY ("prepared_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_batches" ADD CONSTRAINT "ledger_batches_approved_by_accounts_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_batch_id_ledger_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."ledger_batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_account_id_ledger_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."ledger_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_line_id_order_lines_id_fk" FOREIGN KEY ("line_id") REFERENCES "public"."order_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_snapshots" ADD CONSTRAINT "ledger_snapshots_account_id_ledger_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."ledger_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_batches_key" ON "ledger_batches" USING btree ("key");--> statement-breakpoint
CREATE INDEX "ledger_batches_group" ON "ledger_batches" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "ledger_batches_order" ON "ledger_batches" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "ledger_batches_due" ON "ledger_batches" USING btree ("refund_due_id");--> statement-breakpoint
CREATE INDEX "ledger_entries_batch" ON "ledger_entries" USING btree ("batch_id");--> statement-breakpoint
CREATE INDEX "ledger_entries_account" ON "ledger_entries" USING btree ("account_id","seq");--> statement-breakpoint
CREATE INDEX "ledger_entries_order" ON "ledger_entries" USING btree ("order_id");--> statement-breakpoint

-- The rules that tables alone cannot hold.
insert into ledger_beginnings default values;
--> statement-breakpoint
do $$
declare name text;
begin
  foreach name in array array['ledger_accounts','ledger_batches','ledger_entries','tax_rates'] loop
    execute format('create trigger %I before update or delete on %I for each row execute function refuse_change()', name || '_append_only', name);
    execute format('create trigger %I before truncate on %I for each statement execute function refuse_change()', name || '_keep', name);
  end loop;
end $$;
--> statement-breakpoint
-- The owner too gives the rights up. Foreign keys lock rows of batches and accounts by the right to update, so that one stays.
revoke update, delete, truncate on ledger_entries from public, current_user;
--> statement-breakpoint
revoke delete, truncate on ledger_batches, ledger_accounts from public, current_user;
--> statement-breakpoint

-- A batch is judged when its transaction ends: its entries are as many as it says and add up to zero. Without seqscan,
-- because a connection keeps the plan it made while the book was short.
create function ledger_batch_check() returns trigger language plpgsql set enable_seqscan = off as $$
declare total numeric; entries bigint;
begin
  select coalesce(sum(e.amount_vnd), 0), count(*) into total, entries from ledger_entries e where e.batch_id = new.id;
  if total <> 0 then
    raise exception 'batch % adds up to % instead of 0', new.key, total using errcode = 'check_violation', constraint = 'ledger_batch_balanced';
  end if;
  if entries <> new.entry_count then
    raise exception 'batch % has % entries instead of %', new.key, entries, new.entry_count using errcode = 'check_violation', constraint = 'ledger_batch_whole';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger ledger_batches_balanced after insert on ledger_batches
  deferrable initially deferred for each row execute function ledger_batch_check();
--> statement-breakpoint
-- A batch that has its entries takes no more, so that what was judged stays as it is.
create function ledger_batch_full() returns trigger language plpgsql set enable_seqscan = off as $$
declare wrong text;
begin
  select b.key into wrong
  from (select distinct batch_id from added) n
    cross join lateral (select count(*) as entries from ledger_entries e where e.batch_id = n.batch_id) c
    join ledger_batches b on b.id = n.batch_id
  where c.entries > b.entry_count;
  if wrong is not null then
    raise exception 'batch % has its entries already', wrong using errcode = 'check_violation', constraint = 'ledger_batch_whole';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger ledger_entries_whole after insert on ledger_entries
  referencing new table as added for each statement execute function ledger_batch_full();
--> statement-breakpoint

-- Balances are sums: the snapshot of a night, where there is one, and what was written since.
create view ledger_balances as
select a.id as account_id, a.kind, a.shop_id, a.party,
  (coalesce(s.balance_vnd, 0) + coalesce((
    select sum(e.amount_vnd) from ledger_entries e where e.account_id = a.id and e.seq > coalesce(s.upto_seq, 0)), 0))::bigint as balance_vnd
from ledger_accounts a left join ledger_snapshots s on s.account_id = a.id;
