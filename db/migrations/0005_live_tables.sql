CREATE TABLE "deals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shop_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"offer_id" uuid NOT NULL,
	"show_id" uuid NOT NULL,
	"regular_vnd" bigint NOT NULL,
	"quota" integer NOT NULL,
	"per_buyer" integer NOT NULL,
	"taken" integer DEFAULT 0 NOT NULL,
	"starts_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"end_code" text,
	"started_by" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "deals_end_known" CHECK ("deals"."end_code" in ('over', 'stopped', 'show_ended', 'off_sale')),
	CONSTRAINT "deals_quota" CHECK ("deals"."quota" between 1 and 100000 and 0 <= "deals"."taken" and "deals"."taken" <= "deals"."quota"),
	CONSTRAINT "deals_per_buyer" CHECK ("deals"."per_buyer" between 1 and 999),
	CONSTRAINT "deals_window" CHECK ("deals"."starts_at" < "deals"."ends_at"),
	CONSTRAINT "deals_end_told" CHECK (("deals"."ended_at" is null) = ("deals"."end_code" is null))
);
--> statement-breakpoint
CREATE TABLE "chat_messages" (
	"show_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"id" uuid NOT NULL,
	"account_id" uuid,
	"author_name" text NOT NULL,
	"role" text NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	"hidden_at" timestamp with time zone,
	"hidden_by" uuid,
	"hidden_reason" text,
	CONSTRAINT "chat_messages_show_id_number_pk" PRIMARY KEY("show_id","number"),
	CONSTRAINT "chat_messages_role" CHECK ("chat_messages"."role" in ('viewer', 'host', 'staff', 'demo')),
	CONSTRAINT "chat_messages_body" CHECK (char_length("chat_messages"."body") between 1 and 300)
);
--> statement-breakpoint
CREATE TABLE "chat_mutes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"show_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"muted_by" uuid NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "show_deals" (
	"deal_id" uuid PRIMARY KEY NOT NULL,
	"show_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"request_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "show_events" (
	"show_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"kind" text NOT NULL,
	"body" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	CONSTRAINT "show_events_show_id_seq_pk" PRIMARY KEY("show_id","seq"),
	CONSTRAINT "show_events_kind" CHECK ("show_events"."kind" in ('opened', 'pinned', 'unpinned', 'deal_started', 'deal_ended', 'stock', 'off_sale', 'message_hidden', 'muted', 'warned', 'ended', 'stopped'))
);
--> statement-breakpoint
CREATE TABLE "show_gates" (
	"id" uuid PRIMARY KEY NOT NULL,
	"show_id" uuid NOT NULL,
	"is_green" boolean NOT NULL,
	"lines" jsonb NOT NULL,
	"actor_id" uuid,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "show_items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"show_id" uuid NOT NULL,
	"shop_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"variant_id" uuid NOT NULL,
	"live_price_vnd" bigint,
	"quota" integer,
	"per_buyer" integer,
	"is_discount" boolean DEFAULT false NOT NULL,
	CONSTRAINT "show_items_price" CHECK ("show_items"."live_price_vnd" between 0 and 1000000000000),
	CONSTRAINT "show_items_price_positive" CHECK ("show_items"."live_price_vnd" is null or "show_items"."live_price_vnd" > 0),
	CONSTRAINT "show_items_deal_whole" CHECK (("show_items"."live_price_vnd" is null) = ("show_items"."quota" is null) and ("show_items"."quota" is null) = ("show_items"."per_buyer" is null)),
	CONSTRAINT "show_items_quota" CHECK ("show_items"."quota" is null or "show_items"."quota" between 1 and 100000),
	CONSTRAINT "show_items_per_buyer" CHECK ("show_items"."per_buyer" is null or "show_items"."per_buyer" between 1 and 999)
);
--> statement-breakpoint
CREATE TABLE "show_pins" (
	"id" uuid PRIMARY KEY NOT NULL,
	"show_id" uuid NOT NULL,
	"shop_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"pinned_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	"unpinned_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "show_visits" (
	"show_id" uuid NOT NULL,
	"visitor_hash" text NOT NULL,
	"first_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	CONSTRAINT "show_visits_show_id_visitor_hash_pk" PRIMARY KEY("show_id","visitor_hash")
);
--> statement-breakpoint
CREATE TABLE "shows" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shop_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"title" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'planned' NOT NULL,
	"is_demo" boolean DEFAULT false NOT NULL,
	"seq" integer DEFAULT 0 NOT NULL,
	"chat_number" integer DEFAULT 0 NOT NULL,
	"host_id" uuid,
	"room" text,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"ended_by" uuid,
	"end_reason_code" text,
	"end_reason" text,
	"studio_key" text,
	"studio_until" timestamp with time zone,
	"most_viewers" integer DEFAULT 0 NOT NULL,
	"request_id" uuid NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "shows_id_shop_key" UNIQUE("id","shop_id"),
	CONSTRAINT "shows_state_known" CHECK ("shows"."state" in ('planned', 'live', 'ended', 'stopped', 'called_off')),
	CONSTRAINT "shows_live_has_room" CHECK ("shows"."state" <> 'live' or ("shows"."room" is not null and "shows"."started_at" is not null)),
	CONSTRAINT "shows_stop_told" CHECK ("shows"."state" <> 'stopped' or "shows"."end_reason_code" is not null),
	CONSTRAINT "shows_title" CHECK (char_length("shows"."title") between 1 and 120)
);
--> statement-breakpoint
CREATE TABLE "video_calls" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"room" text,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "host_identities" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"legal_name" text NOT NULL,
	"paper" text NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" uuid,
	"end_reason" text,
	CONSTRAINT "host_identities_paper" CHECK ("host_identities"."paper" in ('citizen_card', 'passport', 'met_in_person')),
	CONSTRAINT "host_identities_end_told" CHECK ("host_identities"."ended_at" is null or "host_identities"."end_reason" is not null)
);
--> statement-breakpoint
ALTER TABLE "cart_lines" ADD COLUMN "show_id" uuid;--> statement-breakpoint
ALTER TABLE "cart_lines" ADD COLUMN "show_second" integer;--> statement-breakpoint
ALTER TABLE "cart_lines" ADD COLUMN "pin_id" uuid;--> statement-breakpoint
ALTER TABLE "cart_lines" ADD COLUMN "deal_id" uuid;--> statement-breakpoint
ALTER TABLE "deals" ADD CONSTRAINT "deals_started_by_accounts_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deals" ADD CONSTRAINT "deals_variant" FOREIGN KEY ("variant_id","shop_id") REFERENCES "public"."variants"("id","shop_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deals" ADD CONSTRAINT "deals_offer" FOREIGN KEY ("offer_id","shop_id") REFERENCES "public"."offers"("id","shop_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_messages" ADD CONSTRAINT "chat_messages_show_id_shows_id_fk" FOREIGN KEY ("show_id") REFERENCES "public"."shows"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_messages" ADD CONSTRAINT "chat_messages_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_messages" ADD CONSTRAINT "chat_messages_hidden_by_accounts_id_fk" FOREIGN KEY ("hidden_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_mutes" ADD CONSTRAINT "chat_mutes_show_id_shows_id_fk" FOREIGN KEY ("show_id") REFERENCES "public"."shows"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_mutes" ADD CONSTRAINT "chat_mutes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_mutes" ADD CONSTRAINT "chat_mutes_muted_by_accounts_id_fk" FOREIGN KEY ("muted_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "show_deals" ADD CONSTRAINT "show_deals_deal_id_deals_id_fk" FOREIGN KEY ("deal_id") REFERENCES "public"."deals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "show_deals" ADD CONSTRAINT "show_deals_show_id_shows_id_fk" FOREIGN KEY ("show_id") REFERENCES "public"."shows"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "show_deals" ADD CONSTRAINT "show_deals_item_id_show_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."show_items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "show_events" ADD CONSTRAINT "show_events_show_id_shows_id_fk" FOREIGN KEY ("show_id") REFERENCES "public"."shows"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "show_gates" ADD CONSTRAINT "show_gates_show_id_shows_id_fk" FOREIGN KEY ("show_id") REFERENCES "public"."shows"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "show_gates" ADD CONSTRAINT "show_gates_actor_id_accounts_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "show_items" ADD CONSTRAINT "show_items_show" FOREIGN KEY ("show_id","shop_id") REFERENCES "public"."shows"("id","shop_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "show_items" ADD CONSTRAINT "show_items_variant" FOREIGN KEY ("variant_id","shop_id") REFERENCES "public"."variants"("id","shop_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "show_pins" ADD CONSTRAINT "show_pins_item_id_show_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."show_items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "show_pins" ADD CONSTRAINT "show_pins_show" FOREIGN KEY ("show_id","shop_id") REFERENCES "public"."shows"("id","shop_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "show_visits" ADD CONSTRAINT "show_visits_show_id_shows_id_fk" FOREIGN KEY ("show_id") REFERENCES "public"."shows"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shows" ADD CONSTRAINT "shows_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shows" ADD CONSTRAINT "shows_host_id_accounts_id_fk" FOREIGN KEY ("host_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shows" ADD CONSTRAINT "shows_ended_by_accounts_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shows" ADD CONSTRAINT "shows_created_by_accounts_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "host_identities" ADD CONSTRAINT "host_identities_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "host_identities" ADD CONSTRAINT "host_identities_recorded_by_accounts_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "host_identities" ADD CONSTRAINT "host_identities_ended_by_accounts_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "deals_one_a_variant" ON "deals" USING btree ("variant_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "deals_show" ON "deals" USING btree ("show_id","starts_at");--> statement-breakpoint
CREATE UNIQUE INDEX "chat_messages_id_key" ON "chat_messages" USING btree ("id");--> statement-breakpoint
CREATE INDEX "chat_messages_author" ON "chat_messages" USING btree ("show_id","account_id");--> statement-breakpoint
CREATE INDEX "chat_mutes_person" ON "chat_mutes" USING btree ("show_id","account_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "show_deals_request_key" ON "show_deals" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "show_deals_item" ON "show_deals" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "show_gates_show" ON "show_gates" USING btree ("show_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "show_items_key" ON "show_items" USING btree ("show_id","variant_id");--> statement-breakpoint
CREATE UNIQUE INDEX "show_pins_one" ON "show_pins" USING btree ("show_id") WHERE unpinned_at is null;--> statement-breakpoint
CREATE INDEX "show_pins_show_time" ON "show_pins" USING btree ("show_id","pinned_at");--> statement-breakpoint
CREATE UNIQUE INDEX "shows_slug_key" ON "shows" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "shows_request_key" ON "shows" USING btree ("request_id");--> statement-breakpoint
CREATE UNIQUE INDEX "shows_room_key" ON "shows" USING btree ("room");--> statement-breakpoint
CREATE UNIQUE INDEX "shows_one_live_a_shop" ON "shows" USING btree ("shop_id") WHERE state = 'live';--> statement-breakpoint
CREATE INDEX "shows_state_start" ON "shows" USING btree ("state","starts_at");--> statement-breakpoint
CREATE UNIQUE INDEX "host_identities_one" ON "host_identities" USING btree ("account_id") WHERE ended_at is null;--> statement-breakpoint
ALTER TABLE "cart_lines" ADD CONSTRAINT "cart_lines_deal_id_deals_id_fk" FOREIGN KEY ("deal_id") REFERENCES "public"."deals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_deal_id_deals_id_fk" FOREIGN KEY ("deal_id") REFERENCES "public"."deals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "holds_deal_buyer" ON "holds" USING btree ("deal_id","buyer_key") WHERE deal_id is not null;