CREATE TABLE "payout_carries" (
	"run_id" uuid NOT NULL,
	"shop_id" uuid NOT NULL,
	"amount_vnd" bigint NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "payout_carries_run_id_shop_id_pk" PRIMARY KEY("run_id","shop_id"),
	CONSTRAINT "payout_carries_reason" CHECK ("payout_carries"."reason" in ('negative', 'suspended', 'no_bank_account', 'bank_changed', 'open_payout')),
	CONSTRAINT "payout_carries_negative" CHECK (("payout_carries"."reason" = 'negative') = ("payout_carries"."amount_vnd" < 0) and "payout_carries"."amount_vnd" <> 0)
);
--> statement-breakpoint
CREATE TABLE "payout_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"request_id" uuid NOT NULL,
	"code" text NOT NULL,
	"state" text DEFAULT 'prepared' NOT NULL,
	"upto_seq" bigint NOT NULL,
	"prepared_by" uuid NOT NULL,
	"prepared_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	"approved_by" uuid,
	"approved_at" timestamp with time zone,
	"discarded_by" uuid,
	"discarded_at" timestamp with time zone,
	"discard_reason" text,
	CONSTRAINT "payout_runs_state" CHECK ("payout_runs"."state" in ('prepared', 'approved', 'discarded')),
	CONSTRAINT "payout_runs_second_person" CHECK ("payout_runs"."approved_by" <> "payout_runs"."prepared_by"),
	CONSTRAINT "payout_runs_approved" CHECK (num_nonnulls("payout_runs"."approved_by", "payout_runs"."approved_at") = case when "payout_runs"."state" = 'approved' then 2 else 0 end),
	CONSTRAINT "payout_runs_discarded" CHECK (num_nonnulls("payout_runs"."discarded_by", "payout_runs"."discarded_at", nullif(btrim("payout_runs"."discard_reason"), '')) = case when "payout_runs"."state" = 'discarded' then 3 else 0 end)
);
--> statement-breakpoint
CREATE TABLE "payouts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"run_id" uuid NOT NULL,
	"shop_id" uuid NOT NULL,
	"bank_account_id" uuid NOT NULL,
	"amount_vnd" bigint NOT NULL,
	"state" text DEFAULT 'planned' NOT NULL,
	"bank_reference" text,
	"paid_at" timestamp with time zone,
	"paid_by" uuid,
	"failure" text,
	"failed_at" timestamp with time zone,
	"failed_by" uuid,
	CONSTRAINT "payouts_run_shop_key" UNIQUE("run_id","shop_id"),
	CONSTRAINT "payouts_state" CHECK ("payouts"."state" in ('planned', 'sent', 'paid', 'failed', 'returned', 'discarded')),
	CONSTRAINT "payouts_amount" CHECK ("payouts"."amount_vnd" between 1 and 1000000000000),
	CONSTRAINT "payouts_paid" CHECK (num_nonnulls("payouts"."bank_reference", "payouts"."paid_at", "payouts"."paid_by") = case when "payouts"."state" in ('paid', 'returned') then 3 else 0 end),
	CONSTRAINT "payouts_failed" CHECK (num_nonnulls(nullif(btrim("payouts"."failure"), ''), "payouts"."failed_at", "payouts"."failed_by") = case when "payouts"."state" in ('failed', 'returned') then 3 else 0 end)
);
--> statement-breakpoint
ALTER TABLE "ledger_batches" DROP CONSTRAINT "ledger_batches_kind";--> statement-breakpoint
ALTER TABLE "ledger_batches" ADD COLUMN "payout_id" uuid;--> statement-breakpoint
ALTER TABLE "payout_carries" ADD CONSTRAINT "payout_carries_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_carries" ADD CONSTRAINT "payout_carries_run" FOREIGN KEY ("run_id") REFERENCES "public"."payout_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_runs" ADD CONSTRAINT "payout_runs_prepared_by_accounts_id_fk" FOREIGN KEY ("prepared_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_runs" ADD CONSTRAINT "payout_runs_approved_by_accounts_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_runs" ADD CONSTRAINT "payout_runs_discarded_by_accounts_id_fk" FOREIGN KEY ("discarded_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_run_id_payout_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."payout_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_bank_account_id_bank_accounts_id_fk" FOREIGN KEY ("bank_account_id") REFERENCES "public"."bank_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_paid_by_accounts_id_fk" FOREIGN KEY ("paid_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_failed_by_accounts_id_fk" FOREIGN KEY ("failed_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "payout_runs_request_key" ON "payout_runs" USING btree ("request_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payout_runs_code_key" ON "payout_runs" USING btree ("code");--> statement-breakpoint
CREATE UNIQUE INDEX "payout_runs_one_prepared" ON "payout_runs" USING btree ("state") WHERE state = 'prepared';--> statement-breakpoint
CREATE INDEX "payout_runs_prepared" ON "payout_runs" USING btree ("prepared_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE UNIQUE INDEX "payouts_one_open" ON "payouts" USING btree ("shop_id") WHERE state in ('planned', 'sent');--> statement-breakpoint
CREATE INDEX "payouts_shop" ON "payouts" USING btree ("shop_id","run_id");--> statement-breakpoint
ALTER TABLE "ledger_batches" ADD CONSTRAINT "ledger_batches_payout_id_payouts_id_fk" FOREIGN KEY ("payout_id") REFERENCES "public"."payouts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ledger_batches_payout" ON "ledger_batches" USING btree ("payout_id");--> statement-breakpoint
ALTER TABLE "ledger_batches" ADD CONSTRAINT "ledger_batches_payout_kind" CHECK (("ledger_batches"."kind" in ('payout_paid', 'payout_returned')) = ("ledger_batches"."payout_id" is not null));--> statement-breakpoint
ALTER TABLE "ledger_batches" ADD CONSTRAINT "ledger_batches_kind" CHECK ("ledger_batches"."kind" in ('prepaid_captured', 'cash_collected', 'order_completed', 'order_ended', 'stray_money', 'refund_paid', 'payout_paid', 'payout_returned', 'correction'));
--> statement-breakpoint

-- The rules that tables alone cannot hold.
create trigger payout_carries_append_only before update or delete on payout_carries for each row execute function refuse_change();
--> statement-breakpoint
create trigger payout_carries_keep before truncate on payout_carries for each statement execute function refuse_change();
--> statement-breakpoint
create trigger payout_runs_ended before update of state on payout_runs
  for each row execute function ended_stays_ended('approved', 'discarded');
--> statement-breakpoint
create trigger payout_runs_fixed before update on payout_runs
  for each row when ((old.request_id, old.code, old.upto_seq, old.prepared_by, old.prepared_at)
    is distinct from (new.request_id, new.code, new.upto_seq, new.prepared_by, new.prepared_at)) execute function money_is_fixed();
--> statement-breakpoint
create trigger payouts_fixed before update on payouts
  for each row when ((old.run_id, old.shop_id, old.bank_account_id, old.amount_vnd)
    is distinct from (new.run_id, new.shop_id, new.bank_account_id, new.amount_vnd)) execute function money_is_fixed();
--> statement-breakpoint
-- A payout follows its run and its bank: a new one belongs to a run that waits, and what was sent was approved.
create function payouts_move() returns trigger language plpgsql as $$
declare run text;
begin
  select r.state into run from payout_runs r where r.id = new.run_id;
  if tg_op = 'INSERT' then
    if new.state <> 'planned' or run <> 'prepared' then
      raise exception 'a payout begins planned, in a run that waits' using errcode = 'restrict_violation', constraint = 'payouts_move';
    end if;
    return new;
  end if;
  if new.state = old.state then return new; end if;
  if (old.state, new.state) not in (('planned', 'sent'), ('planned', 'discarded'), ('sent', 'paid'), ('sent', 'failed'), ('paid', 'returned')) then
    raise exception 'a payout cannot go from % to %', old.state, new.state using errcode = 'restrict_violation', constraint = 'payouts_move';
  end if;
  if new.state = 'sent' and run <> 'approved' then
    raise exception 'a payout is sent when its run is approved' using errcode = 'restrict_violation', constraint = 'payouts_move';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger payouts_move before insert or update on payouts for each row execute function payouts_move();
--> statement-breakpoint
create trigger payouts_no_delete before delete on payouts for each row execute function refuse_change();
--> statement-breakpoint
create trigger payout_runs_no_delete before delete on payout_runs for each row execute function refuse_change();
