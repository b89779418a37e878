CREATE TABLE "show_reminders" (
	"show_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"language" text NOT NULL,
	"told_for" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	CONSTRAINT "show_reminders_show_id_account_id_pk" PRIMARY KEY("show_id","account_id"),
	CONSTRAINT "show_reminders_language" CHECK ("show_reminders"."language" in ('vi', 'en'))
);
--> statement-breakpoint
ALTER TABLE "show_reminders" ADD CONSTRAINT "show_reminders_show_id_shows_id_fk" FOREIGN KEY ("show_id") REFERENCES "public"."shows"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "show_reminders" ADD CONSTRAINT "show_reminders_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;