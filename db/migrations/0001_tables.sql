CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	"phone_number" text,
	"phone_number_verified" boolean DEFAULT false NOT NULL,
	"email_is_real" boolean DEFAULT true NOT NULL,
	"banned_at" timestamp with time zone,
	"is_demo" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "addresses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"name" text NOT NULL,
	"phone" text NOT NULL,
	"line" text NOT NULL,
	"commune_code" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	"last_used_at" timestamp with time zone DEFAULT market_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "agreements" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid,
	"group_id" uuid,
	"page" text NOT NULL,
	"version" text NOT NULL,
	"agreed_at" timestamp with time zone DEFAULT market_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"actor_id" uuid NOT NULL,
	"actor_role" text NOT NULL,
	"act" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"reason_code" text,
	"reason" text,
	"at" timestamp with time zone DEFAULT market_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth_rate_limits" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "credentials" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" uuid NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT market_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT market_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_roles" (
	"account_id" uuid NOT NULL,
	"role" text NOT NULL,
	"granted_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	"granted_by" uuid,
	CONSTRAINT "staff_roles_account_id_role_pk" PRIMARY KEY("account_id","role"),
	CONSTRAINT "staff_roles_role" CHECK ("staff_roles"."role" in ('moderator', 'certifier', 'finance', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT market_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cart_lines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"cart_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"shop_id" uuid NOT NULL,
	"quantity" integer NOT NULL,
	"seen_price_vnd" bigint NOT NULL,
	"seen_stars" integer,
	"seen_seller" text NOT NULL,
	"set_aside" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	CONSTRAINT "cart_lines_quantity" CHECK ("cart_lines"."quantity" between 1 and 999)
);
--> statement-breakpoint
CREATE TABLE "carts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid,
	"token_hash" text,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	CONSTRAINT "carts_has_owner" CHECK (("carts"."account_id" is null) <> ("carts"."token_hash" is null))
);
--> statement-breakpoint
CREATE TABLE "holds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"lot_id" uuid NOT NULL,
	"shop_id" uuid NOT NULL,
	"quantity" integer NOT NULL,
	"buyer_key" text NOT NULL,
	"purpose" text NOT NULL,
	"order_line_id" uuid,
	"deal_id" uuid,
	"state" text NOT NULL,
	"expires_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	CONSTRAINT "holds_state_known" CHECK ("holds"."state" in ('held', 'committed', 'consumed', 'released')),
	CONSTRAINT "holds_quantity" CHECK ("holds"."quantity" > 0),
	CONSTRAINT "holds_held_expires" CHECK ("holds"."state" <> 'held' or "holds"."expires_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "listing_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"listing_id" uuid NOT NULL,
	"shop_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"actor_id" uuid,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "listing_pictures" (
	"listing_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"picture_id" uuid NOT NULL,
	CONSTRAINT "listing_pictures_listing_id_position_pk" PRIMARY KEY("listing_id","position")
);
--> statement-breakpoint
CREATE TABLE "listing_revisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"listing_id" uuid NOT NULL,
	"shop_id" uuid NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"content" jsonb NOT NULL,
	"submitted_by" uuid,
	"submitted_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"reason_code" text,
	"reason" text,
	CONSTRAINT "listing_revisions_state" CHECK ("listing_revisions"."state" in ('waiting', 'approved', 'returned', 'withdrawn'))
);
--> statement-breakpoint
CREATE TABLE "listing_texts" (
	"listing_id" uuid NOT NULL,
	"language" text NOT NULL,
	"name" text NOT NULL,
	"summary" text DEFAULT '' NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"ingredients" text DEFAULT '' NOT NULL,
	"storage" text DEFAULT '' NOT NULL,
	"usage" text DEFAULT '' NOT NULL,
	CONSTRAINT "listing_texts_listing_id_language_pk" PRIMARY KEY("listing_id","language"),
	CONSTRAINT "listing_texts_language" CHECK ("listing_texts"."language" in ('vi', 'en'))
);
--> statement-breakpoint
CREATE TABLE "listings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shop_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"group_number" integer NOT NULL,
	"slug" text NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"state_reason_code" text,
	"state_reason" text,
	"paused" boolean DEFAULT false NOT NULL,
	"submitted_at" timestamp with time zone,
	"published_at" timestamp with time zone,
	"from_price_vnd" bigint,
	"from_unit_price_vnd" bigint,
	"lead_variant_id" uuid,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "listings_id_shop_key" UNIQUE("id","shop_id"),
	CONSTRAINT "listings_state_known" CHECK ("listings"."state" in ('draft', 'submitted', 'returned', 'approved', 'refused', 'taken_down'))
);
--> statement-breakpoint
CREATE TABLE "lots" (
	"id" uuid PRIMARY KEY NOT NULL,
	"variant_id" uuid NOT NULL,
	"shop_id" uuid NOT NULL,
	"code" text NOT NULL,
	"number" text NOT NULL,
	"made_on" date,
	"best_before" date,
	"on_hand" integer DEFAULT 0 NOT NULL,
	"reserved" integer DEFAULT 0 NOT NULL,
	"is_closed" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	CONSTRAINT "lots_id_shop_key" UNIQUE("id","shop_id"),
	CONSTRAINT "lots_stock" CHECK (0 <= "lots"."reserved" and "lots"."reserved" <= "lots"."on_hand"),
	CONSTRAINT "lots_dates" CHECK ("lots"."best_before" is null or "lots"."made_on" is null or "lots"."made_on" <= "lots"."best_before")
);
--> statement-breakpoint
CREATE TABLE "offers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"variant_id" uuid NOT NULL,
	"shop_id" uuid NOT NULL,
	"kind" text DEFAULT 'regular' NOT NULL,
	"price_vnd" bigint NOT NULL,
	"valid_from" timestamp with time zone DEFAULT market_now() NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	CONSTRAINT "offers_id_shop_key" UNIQUE("id","shop_id"),
	CONSTRAINT "offers_price" CHECK ("offers"."price_vnd" between 0 and 1000000000000),
	CONSTRAINT "offers_price_positive" CHECK ("offers"."price_vnd" > 0)
);
--> statement-breakpoint
CREATE TABLE "pictures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shop_id" uuid,
	"original_file_id" uuid,
	"state" text DEFAULT 'pending' NOT NULL,
	"refused_code" text,
	"content_hash" text,
	"width" integer,
	"height" integer,
	"alt" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	CONSTRAINT "pictures_state" CHECK ("pictures"."state" in ('pending', 'ready', 'refused')),
	CONSTRAINT "pictures_ready_has_hash" CHECK ("pictures"."state" <> 'ready' or "pictures"."content_hash" is not null)
);
--> statement-breakpoint
CREATE TABLE "products" (
	"id" uuid PRIMARY KEY NOT NULL,
	"producer_id" uuid NOT NULL,
	"group_number" integer NOT NULL,
	"set_number" integer,
	"kind" text DEFAULT 'goods' NOT NULL,
	"name" text NOT NULL,
	"is_alcohol" boolean DEFAULT false NOT NULL,
	"is_health_protection" boolean DEFAULT false NOT NULL,
	"origin_commune_code" text,
	"former_commune_id" uuid,
	"recognised_year" integer,
	"is_demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stock_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"lot_id" uuid NOT NULL,
	"shop_id" uuid NOT NULL,
	"delta" integer NOT NULL,
	"reason" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"order_line_id" uuid,
	"actor_id" uuid,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	CONSTRAINT "stock_entries_reason" CHECK ("stock_entries"."reason" in ('first_count', 'made', 'found', 'damaged', 'expired', 'lost', 'sold_elsewhere', 'recount', 'order_packed', 'order_returned', 'demo')),
	CONSTRAINT "stock_entries_delta" CHECK ("stock_entries"."delta" <> 0)
);
--> statement-breakpoint
CREATE TABLE "variants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"listing_id" uuid NOT NULL,
	"shop_id" uuid NOT NULL,
	"name" text NOT NULL,
	"net_amount" integer NOT NULL,
	"net_unit" text NOT NULL,
	"weight_grams" integer NOT NULL,
	"gtin" text,
	"position" integer DEFAULT 0 NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"current_offer_id" uuid,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	CONSTRAINT "variants_id_shop_key" UNIQUE("id","shop_id"),
	CONSTRAINT "variants_net_unit" CHECK ("variants"."net_unit" in ('g', 'ml', 'piece')),
	CONSTRAINT "variants_net_positive" CHECK ("variants"."net_amount" > 0 and "variants"."weight_grams" > 0),
	CONSTRAINT "variants_gtin" CHECK ("variants"."gtin" is null or "variants"."gtin" ~ '^[0-9]{8,14}$')
);
--> statement-breakpoint
CREATE TABLE "certificate_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"certificate_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"effective_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	"reason_code" text,
	"reason" text,
	"decision_number" text,
	"actor_id" uuid,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	CONSTRAINT "certificate_events_kind" CHECK ("certificate_events"."kind" in ('issued', 'revoked', 'corrected')),
	CONSTRAINT "certificate_events_revocation_says_why" CHECK ("certificate_events"."kind" <> 'revoked' or ("certificate_events"."reason" is not null and "certificate_events"."decision_number" is not null))
);
--> statement-breakpoint
CREATE TABLE "certificates" (
	"id" uuid PRIMARY KEY NOT NULL,
	"product_id" uuid NOT NULL,
	"number" text NOT NULL,
	"stars" integer NOT NULL,
	"issuer" text NOT NULL,
	"decision_number" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date NOT NULL,
	"is_demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	CONSTRAINT "certificates_stars" CHECK ("certificates"."stars" between 1 and 5),
	CONSTRAINT "certificates_range" CHECK ("certificates"."valid_from" < "certificates"."valid_to")
);
--> statement-breakpoint
CREATE TABLE "moderation_claims" (
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"until" timestamp with time zone NOT NULL,
	CONSTRAINT "moderation_claims_subject_kind_subject_id_pk" PRIMARY KEY("subject_kind","subject_id")
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"request_id" uuid NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"shop_id" uuid,
	"kind" text NOT NULL,
	"body" text NOT NULL,
	"contact" text,
	"account_id" uuid,
	"state" text DEFAULT 'open' NOT NULL,
	"outcome" text,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_by" uuid,
	CONSTRAINT "reports_request_id_unique" UNIQUE("request_id"),
	CONSTRAINT "reports_kind" CHECK ("reports"."kind" in ('wrong_information', 'false_star', 'fake_origin', 'unsafe', 'forbidden', 'other'))
);
--> statement-breakpoint
CREATE TABLE "outbox_messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"recipient" text NOT NULL,
	"kind" text NOT NULL,
	"language" text NOT NULL,
	"subject" text DEFAULT '' NOT NULL,
	"body" text NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"dedupe_key" text NOT NULL,
	"account_id" uuid,
	"state" text DEFAULT 'queued' NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "outbox_messages_state" CHECK ("outbox_messages"."state" in ('queued', 'sent', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "line_lots" (
	"id" uuid PRIMARY KEY NOT NULL,
	"line_id" uuid NOT NULL,
	"lot_id" uuid NOT NULL,
	"shop_id" uuid NOT NULL,
	"quantity" integer NOT NULL,
	"packed_at" timestamp with time zone,
	CONSTRAINT "line_lots_quantity" CHECK ("line_lots"."quantity" > 0)
);
--> statement-breakpoint
CREATE TABLE "order_contacts" (
	"group_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"phone" text NOT NULL,
	"email" text,
	"address_line" text NOT NULL,
	"commune_code" text NOT NULL,
	"commune_name" text NOT NULL,
	"province_name" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"forgotten_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "order_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"group_id" uuid NOT NULL,
	"order_id" uuid,
	"kind" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order_groups" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"request_id" uuid NOT NULL,
	"request_hash" text NOT NULL,
	"account_id" uuid,
	"buyer_key" text NOT NULL,
	"guest_token_hash" text,
	"method" text NOT NULL,
	"goods_vnd" bigint NOT NULL,
	"shipping_vnd" bigint NOT NULL,
	"total_vnd" bigint NOT NULL,
	"language" text NOT NULL,
	"age_confirmed_at" timestamp with time zone,
	"is_demo" boolean DEFAULT false NOT NULL,
	"placed_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	CONSTRAINT "order_groups_method" CHECK ("order_groups"."method" in ('cod', 'vnpay')),
	CONSTRAINT "order_groups_total" CHECK ("order_groups"."total_vnd" between 0 and 1000000000000),
	CONSTRAINT "order_groups_sum" CHECK ("order_groups"."total_vnd" = "order_groups"."goods_vnd" + "order_groups"."shipping_vnd")
);
--> statement-breakpoint
CREATE TABLE "order_lines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_id" uuid NOT NULL,
	"shop_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"listing_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"offer_id" uuid NOT NULL,
	"quantity" integer NOT NULL,
	"unit_price_vnd" bigint NOT NULL,
	"total_vnd" bigint NOT NULL,
	"listing_name" text NOT NULL,
	"variant_name" text NOT NULL,
	"seller_name" text NOT NULL,
	"picture_hash" text,
	"stars_at_sale" integer,
	"certificate_id" uuid,
	"is_alcohol" boolean NOT NULL,
	"commission_rule_id" uuid,
	"commission_basis_points" integer NOT NULL,
	"commission_vnd" bigint NOT NULL,
	"legal_form" text NOT NULL,
	"tax_category" text NOT NULL,
	"show_id" uuid,
	"show_second" integer,
	"pin_id" uuid,
	"deal_id" uuid,
	CONSTRAINT "order_lines_id_shop_key" UNIQUE("id","shop_id"),
	CONSTRAINT "order_lines_total" CHECK ("order_lines"."total_vnd" between 0 and 1000000000000),
	CONSTRAINT "order_lines_sum" CHECK ("order_lines"."total_vnd" = "order_lines"."unit_price_vnd" * "order_lines"."quantity"),
	CONSTRAINT "order_lines_quantity" CHECK ("order_lines"."quantity" > 0)
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"group_id" uuid NOT NULL,
	"shop_id" uuid NOT NULL,
	"code" text NOT NULL,
	"state" text NOT NULL,
	"goods_vnd" bigint NOT NULL,
	"shipping_vnd" bigint NOT NULL,
	"total_vnd" bigint NOT NULL,
	"shipping_tariff_id" uuid,
	"shipping_zone" text NOT NULL,
	"weight_grams" integer NOT NULL,
	"accept_by" timestamp with time zone,
	"accepted_at" timestamp with time zone,
	"packed_at" timestamp with time zone,
	"handed_over_at" timestamp with time zone,
	"complete_by" timestamp with time zone,
	"delivered_at" timestamp with time zone,
	"cash_received_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"carrier" text,
	"tracking_number" text,
	"end_reason_code" text,
	"end_reason" text,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "orders_id_shop_key" UNIQUE("id","shop_id"),
	CONSTRAINT "orders_state_known" CHECK ("orders"."state" in ('awaiting_payment', 'new', 'accepted', 'packed', 'handed_over', 'delivered', 'completed', 'refused', 'cancelled')),
	CONSTRAINT "orders_total" CHECK ("orders"."total_vnd" between 0 and 1000000000000),
	CONSTRAINT "orders_sum" CHECK ("orders"."total_vnd" = "orders"."goods_vnd" + "orders"."shipping_vnd")
);
--> statement-breakpoint
CREATE TABLE "refund_dues" (
	"id" uuid PRIMARY KEY NOT NULL,
	"group_id" uuid NOT NULL,
	"order_id" uuid,
	"attempt_id" uuid,
	"amount_vnd" bigint NOT NULL,
	"cause" text NOT NULL,
	"cause_key" text NOT NULL,
	"state" text DEFAULT 'owed' NOT NULL,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	"paid_at" timestamp with time zone,
	"paid_reference" text,
	"recorded_by" uuid,
	CONSTRAINT "refund_dues_cause" CHECK ("refund_dues"."cause" in ('shop_refused', 'shop_timeout', 'buyer_cancelled', 'staff_refused', 'late_payment', 'double_payment', 'amount_differs')),
	CONSTRAINT "refund_dues_amount" CHECK ("refund_dues"."amount_vnd" between 0 and 1000000000000),
	CONSTRAINT "refund_dues_paid_has_reference" CHECK (("refund_dues"."state" = 'paid') = ("refund_dues"."paid_reference" is not null and "refund_dues"."recorded_by" is not null and "refund_dues"."paid_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "payment_attempts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"intent_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"reference" text NOT NULL,
	"amount_vnd" bigint NOT NULL,
	"provider_create_date" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"response_code" text,
	"provider_transaction_no" text,
	"asked_count" integer DEFAULT 0 NOT NULL,
	"last_asked_at" timestamp with time zone,
	"settled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	CONSTRAINT "payment_attempts_state_known" CHECK ("payment_attempts"."state" in ('pending', 'succeeded', 'failed', 'expired', 'review', 'late')),
	CONSTRAINT "payment_attempts_amount" CHECK ("payment_attempts"."amount_vnd" between 0 and 1000000000000)
);
--> statement-breakpoint
CREATE TABLE "payment_callbacks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"provider" text NOT NULL,
	"kind" text NOT NULL,
	"attempt_id" uuid,
	"reference" text,
	"raw" text NOT NULL,
	"verdict" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT market_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payment_intents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"group_id" uuid NOT NULL,
	"method" text NOT NULL,
	"amount_vnd" bigint NOT NULL,
	"state" text NOT NULL,
	"expires_at" timestamp with time zone,
	"last_error_code" text,
	"succeeded_at" timestamp with time zone,
	"canceled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	CONSTRAINT "payment_intents_state_known" CHECK ("payment_intents"."state" in ('requires_payment_method', 'requires_action', 'processing', 'succeeded', 'canceled')),
	CONSTRAINT "payment_intents_amount" CHECK ("payment_intents"."amount_vnd" between 0 and 1000000000000)
);
--> statement-breakpoint
CREATE TABLE "change_tags" (
	"tag" text PRIMARY KEY NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "communes" (
	"code" text PRIMARY KEY NOT NULL,
	"province_code" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"slug" text,
	"latitude" double precision,
	"longitude" double precision
);
--> statement-breakpoint
CREATE TABLE "former_communes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"district" text NOT NULL,
	"merged_into" text NOT NULL,
	"until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "policy_versions" (
	"page" text NOT NULL,
	"version" text NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"is_draft" boolean NOT NULL,
	CONSTRAINT "policy_versions_page_version_pk" PRIMARY KEY("page","version")
);
--> statement-breakpoint
CREATE TABLE "product_groups" (
	"number" integer PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"slug_en" text NOT NULL,
	"name_vi" text NOT NULL,
	"name_en" text NOT NULL,
	"short_vi" text NOT NULL,
	"short_en" text NOT NULL,
	CONSTRAINT "product_groups_slug_unique" UNIQUE("slug"),
	CONSTRAINT "product_groups_slug_en_unique" UNIQUE("slug_en")
);
--> statement-breakpoint
CREATE TABLE "product_sets" (
	"number" integer PRIMARY KEY NOT NULL,
	"decision" text NOT NULL,
	"name_vi" text NOT NULL,
	"name_en" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "product_subgroups" (
	"group_number" integer NOT NULL,
	"position" integer NOT NULL,
	"name_vi" text NOT NULL,
	CONSTRAINT "product_subgroups_group_number_position_pk" PRIMARY KEY("group_number","position")
);
--> statement-breakpoint
CREATE TABLE "provinces" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"region" text NOT NULL,
	"is_home" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_documents" (
	"listing_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"body" text NOT NULL,
	"indexed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shipping_tariffs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"zone" text NOT NULL,
	"from_grams" integer NOT NULL,
	"price_vnd" bigint NOT NULL,
	"days_min" integer NOT NULL,
	"days_max" integer NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"is_demo" boolean DEFAULT false NOT NULL,
	CONSTRAINT "shipping_tariffs_zone_known" CHECK ("shipping_tariffs"."zone" in ('province', 'region', 'country')),
	CONSTRAINT "shipping_tariffs_price" CHECK ("shipping_tariffs"."price_vnd" between 0 and 1000000000000),
	CONSTRAINT "shipping_tariffs_days" CHECK (0 <= "shipping_tariffs"."days_min" and "shipping_tariffs"."days_min" <= "shipping_tariffs"."days_max")
);
--> statement-breakpoint
CREATE TABLE "bank_accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shop_id" uuid NOT NULL,
	"bank_name" text NOT NULL,
	"account_number" text NOT NULL,
	"holder" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "commission_rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shop_id" uuid,
	"group_number" integer,
	"rate_basis_points" integer NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_to" timestamp with time zone,
	"note" text DEFAULT '' NOT NULL,
	CONSTRAINT "commission_rules_rate" CHECK ("commission_rules"."rate_basis_points" between 0 and 10000)
);
--> statement-breakpoint
CREATE TABLE "file_reads" (
	"id" uuid PRIMARY KEY NOT NULL,
	"file_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"read_at" timestamp with time zone DEFAULT market_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shop_id" uuid,
	"visibility" text NOT NULL,
	"sha256" text NOT NULL,
	"mime" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"storage_key" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	CONSTRAINT "files_id_shop_key" UNIQUE("id","shop_id")
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"account_id" uuid NOT NULL,
	"shop_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	CONSTRAINT "memberships_account_id_shop_id_pk" PRIMARY KEY("account_id","shop_id"),
	CONSTRAINT "memberships_role" CHECK ("memberships"."role" in ('owner', 'manager', 'packer'))
);
--> statement-breakpoint
CREATE TABLE "producers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"legal_form" text NOT NULL,
	"name" text NOT NULL,
	"tax_number" text,
	"address_line" text,
	"commune_code" text,
	"phone" text,
	"email" text,
	"is_demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	CONSTRAINT "producers_legal_form" CHECK ("producers"."legal_form" in ('household', 'cooperative_group', 'cooperative', 'company'))
);
--> statement-breakpoint
CREATE TABLE "shop_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shop_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"actor_id" uuid,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shop_licences" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shop_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"number" text NOT NULL,
	"issuer" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date NOT NULL,
	"recorded_by" uuid,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "shop_licences_range" CHECK ("shop_licences"."valid_from" < "shop_licences"."valid_to")
);
--> statement-breakpoint
CREATE TABLE "shop_papers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shop_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"file_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	CONSTRAINT "shop_papers_kind" CHECK ("shop_papers"."kind" in ('business_licence', 'food_safety', 'alcohol_licence', 'other'))
);
--> statement-breakpoint
CREATE TABLE "shops" (
	"id" uuid PRIMARY KEY NOT NULL,
	"producer_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"story" text DEFAULT '' NOT NULL,
	"picture_id" uuid,
	"pickup_line" text,
	"pickup_commune_code" text,
	"ship_zones" text DEFAULT 'province,region,country' NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"state_reason" text,
	"state_reason_code" text,
	"paused" boolean DEFAULT false NOT NULL,
	"submitted_at" timestamp with time zone,
	"approved_at" timestamp with time zone,
	"is_demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "shops_state_known" CHECK ("shops"."state" in ('draft', 'submitted', 'returned', 'approved', 'refused', 'suspended'))
);
--> statement-breakpoint
CREATE TABLE "slug_history" (
	"kind" text NOT NULL,
	"slug" text NOT NULL,
	"target_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT market_now() NOT NULL,
	CONSTRAINT "slug_history_kind_slug_pk" PRIMARY KEY("kind","slug")
);
--> statement-breakpoint
ALTER TABLE "addresses" ADD CONSTRAINT "addresses_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD CONSTRAINT "audit_entries_actor_id_accounts_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_user_id_accounts_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_accounts_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_roles" ADD CONSTRAINT "staff_roles_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_roles" ADD CONSTRAINT "staff_roles_granted_by_accounts_id_fk" FOREIGN KEY ("granted_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cart_lines" ADD CONSTRAINT "cart_lines_cart_id_carts_id_fk" FOREIGN KEY ("cart_id") REFERENCES "public"."carts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cart_lines" ADD CONSTRAINT "cart_lines_variant" FOREIGN KEY ("variant_id","shop_id") REFERENCES "public"."variants"("id","shop_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "carts" ADD CONSTRAINT "carts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_lot" FOREIGN KEY ("lot_id","shop_id") REFERENCES "public"."lots"("id","shop_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listing_changes" ADD CONSTRAINT "listing_changes_actor_id_accounts_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listing_pictures" ADD CONSTRAINT "listing_pictures_listing_id_listings_id_fk" FOREIGN KEY ("listing_id") REFERENCES "public"."listings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listing_pictures" ADD CONSTRAINT "listing_pictures_picture_id_pictures_id_fk" FOREIGN KEY ("picture_id") REFERENCES "public"."pictures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listing_revisions" ADD CONSTRAINT "listing_revisions_submitted_by_accounts_id_fk" FOREIGN KEY ("submitted_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listing_revisions" ADD CONSTRAINT "listing_revisions_decided_by_accounts_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listing_revisions" ADD CONSTRAINT "listing_revisions_listing" FOREIGN KEY ("listing_id","shop_id") REFERENCES "public"."listings"("id","shop_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listing_texts" ADD CONSTRAINT "listing_texts_listing_id_listings_id_fk" FOREIGN KEY ("listing_id") REFERENCES "public"."listings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listings" ADD CONSTRAINT "listings_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listings" ADD CONSTRAINT "listings_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listings" ADD CONSTRAINT "listings_group_number_product_groups_number_fk" FOREIGN KEY ("group_number") REFERENCES "public"."product_groups"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lots" ADD CONSTRAINT "lots_variant" FOREIGN KEY ("variant_id","shop_id") REFERENCES "public"."variants"("id","shop_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_created_by_accounts_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_variant" FOREIGN KEY ("variant_id","shop_id") REFERENCES "public"."variants"("id","shop_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pictures" ADD CONSTRAINT "pictures_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_producer_id_producers_id_fk" FOREIGN KEY ("producer_id") REFERENCES "public"."producers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_group_number_product_groups_number_fk" FOREIGN KEY ("group_number") REFERENCES "public"."product_groups"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_set_number_product_sets_number_fk" FOREIGN KEY ("set_number") REFERENCES "public"."product_sets"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_origin_commune_code_communes_code_fk" FOREIGN KEY ("origin_commune_code") REFERENCES "public"."communes"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_former_commune_id_former_communes_id_fk" FOREIGN KEY ("former_commune_id") REFERENCES "public"."former_communes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_entries" ADD CONSTRAINT "stock_entries_actor_id_accounts_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_entries" ADD CONSTRAINT "stock_entries_lot" FOREIGN KEY ("lot_id","shop_id") REFERENCES "public"."lots"("id","shop_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "variants" ADD CONSTRAINT "variants_listing" FOREIGN KEY ("listing_id","shop_id") REFERENCES "public"."listings"("id","shop_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificate_events" ADD CONSTRAINT "certificate_events_certificate_id_certificates_id_fk" FOREIGN KEY ("certificate_id") REFERENCES "public"."certificates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificate_events" ADD CONSTRAINT "certificate_events_actor_id_accounts_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "moderation_claims" ADD CONSTRAINT "moderation_claims_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_closed_by_accounts_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "line_lots" ADD CONSTRAINT "line_lots_line" FOREIGN KEY ("line_id","shop_id") REFERENCES "public"."order_lines"("id","shop_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "line_lots" ADD CONSTRAINT "line_lots_lot" FOREIGN KEY ("lot_id","shop_id") REFERENCES "public"."lots"("id","shop_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_contacts" ADD CONSTRAINT "order_contacts_group_id_order_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."order_groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_group_id_order_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."order_groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_actor_id_accounts_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_groups" ADD CONSTRAINT "order_groups_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_listing_id_listings_id_fk" FOREIGN KEY ("listing_id") REFERENCES "public"."listings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_offer_id_offers_id_fk" FOREIGN KEY ("offer_id") REFERENCES "public"."offers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_order" FOREIGN KEY ("order_id","shop_id") REFERENCES "public"."orders"("id","shop_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_variant" FOREIGN KEY ("variant_id","shop_id") REFERENCES "public"."variants"("id","shop_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_group_id_order_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."order_groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refund_dues" ADD CONSTRAINT "refund_dues_group_id_order_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."order_groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refund_dues" ADD CONSTRAINT "refund_dues_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refund_dues" ADD CONSTRAINT "refund_dues_recorded_by_accounts_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_attempts" ADD CONSTRAINT "payment_attempts_intent_id_payment_intents_id_fk" FOREIGN KEY ("intent_id") REFERENCES "public"."payment_intents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_intents" ADD CONSTRAINT "payment_intents_group_id_order_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."order_groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "communes" ADD CONSTRAINT "communes_province_code_provinces_code_fk" FOREIGN KEY ("province_code") REFERENCES "public"."provinces"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "former_communes" ADD CONSTRAINT "former_communes_merged_into_communes_code_fk" FOREIGN KEY ("merged_into") REFERENCES "public"."communes"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_subgroups" ADD CONSTRAINT "product_subgroups_group_number_product_groups_number_fk" FOREIGN KEY ("group_number") REFERENCES "public"."product_groups"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_documents" ADD CONSTRAINT "search_documents_listing_id_listings_id_fk" FOREIGN KEY ("listing_id") REFERENCES "public"."listings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_accounts" ADD CONSTRAINT "bank_accounts_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commission_rules" ADD CONSTRAINT "commission_rules_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_reads" ADD CONSTRAINT "file_reads_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_reads" ADD CONSTRAINT "file_reads_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "producers" ADD CONSTRAINT "producers_commune_code_communes_code_fk" FOREIGN KEY ("commune_code") REFERENCES "public"."communes"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop_changes" ADD CONSTRAINT "shop_changes_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop_changes" ADD CONSTRAINT "shop_changes_actor_id_accounts_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop_licences" ADD CONSTRAINT "shop_licences_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop_licences" ADD CONSTRAINT "shop_licences_recorded_by_accounts_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop_papers" ADD CONSTRAINT "shop_papers_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shops" ADD CONSTRAINT "shops_producer_id_producers_id_fk" FOREIGN KEY ("producer_id") REFERENCES "public"."producers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shops" ADD CONSTRAINT "shops_pickup_commune_code_communes_code_fk" FOREIGN KEY ("pickup_commune_code") REFERENCES "public"."communes"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_email_key" ON "accounts" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_phone_key" ON "accounts" USING btree ("phone_number");--> statement-breakpoint
CREATE INDEX "addresses_account" ON "addresses" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "agreements_account" ON "agreements" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "agreements_group" ON "agreements" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "audit_entries_time" ON "audit_entries" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_entries_subject" ON "audit_entries" USING btree ("subject_kind","subject_id");--> statement-breakpoint
CREATE UNIQUE INDEX "auth_rate_limits_key" ON "auth_rate_limits" USING btree ("key");--> statement-breakpoint
CREATE INDEX "credentials_user" ON "credentials" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "credentials_provider_key" ON "credentials" USING btree ("provider_id","account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_token_key" ON "sessions" USING btree ("token");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verifications_identifier" ON "verifications" USING btree ("identifier");--> statement-breakpoint
CREATE UNIQUE INDEX "cart_lines_key" ON "cart_lines" USING btree ("cart_id","variant_id");--> statement-breakpoint
CREATE INDEX "cart_lines_variant" ON "cart_lines" USING btree ("variant_id");--> statement-breakpoint
CREATE UNIQUE INDEX "carts_account_key" ON "carts" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "carts_token_key" ON "carts" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "holds_lot_state" ON "holds" USING btree ("lot_id","state");--> statement-breakpoint
CREATE INDEX "holds_line" ON "holds" USING btree ("order_line_id");--> statement-breakpoint
CREATE INDEX "holds_expiry" ON "holds" USING btree ("expires_at") WHERE state = 'held';--> statement-breakpoint
CREATE INDEX "listing_changes_listing" ON "listing_changes" USING btree ("listing_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "listing_revisions_one_waiting" ON "listing_revisions" USING btree ("listing_id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "listing_revisions_queue" ON "listing_revisions" USING btree ("state","submitted_at");--> statement-breakpoint
CREATE UNIQUE INDEX "listings_slug_key" ON "listings" USING btree ("slug");--> statement-breakpoint
CREATE INDEX "listings_shop" ON "listings" USING btree ("shop_id");--> statement-breakpoint
CREATE INDEX "listings_product" ON "listings" USING btree ("product_id");--> statement-breakpoint
CREATE INDEX "listings_queue" ON "listings" USING btree ("state","submitted_at");--> statement-breakpoint
CREATE INDEX "listings_newest" ON "listings" USING btree ("group_number","published_at" DESC NULLS LAST,"id") WHERE state = 'approved' and not paused;--> statement-breakpoint
CREATE INDEX "listings_group_shop" ON "listings" USING btree ("group_number","shop_id") WHERE state = 'approved' and not paused;--> statement-breakpoint
CREATE INDEX "listings_price" ON "listings" USING btree ("group_number","from_price_vnd","id") WHERE state = 'approved' and not paused;--> statement-breakpoint
CREATE INDEX "listings_unit_price" ON "listings" USING btree ("group_number","from_unit_price_vnd","id") WHERE state = 'approved' and not paused;--> statement-breakpoint
CREATE UNIQUE INDEX "lots_code_key" ON "lots" USING btree ("code");--> statement-breakpoint
CREATE UNIQUE INDEX "lots_number_key" ON "lots" USING btree ("variant_id","number");--> statement-breakpoint
CREATE INDEX "offers_variant_from" ON "offers" USING btree ("variant_id","valid_from" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "pictures_shop" ON "pictures" USING btree ("shop_id");--> statement-breakpoint
CREATE INDEX "products_producer" ON "products" USING btree ("producer_id");--> statement-breakpoint
CREATE INDEX "products_commune" ON "products" USING btree ("origin_commune_code");--> statement-breakpoint
CREATE INDEX "stock_entries_lot_time" ON "stock_entries" USING btree ("lot_id","created_at");--> statement-breakpoint
CREATE INDEX "variants_listing_position" ON "variants" USING btree ("listing_id","position");--> statement-breakpoint
CREATE INDEX "certificate_events_certificate" ON "certificate_events" USING btree ("certificate_id","kind");--> statement-breakpoint
CREATE UNIQUE INDEX "certificate_events_revoked_once" ON "certificate_events" USING btree ("certificate_id") WHERE kind = 'revoked';--> statement-breakpoint
CREATE UNIQUE INDEX "certificates_number_key" ON "certificates" USING btree ("number");--> statement-breakpoint
CREATE INDEX "certificates_product" ON "certificates" USING btree ("product_id");--> statement-breakpoint
CREATE INDEX "reports_queue" ON "reports" USING btree ("state","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_messages_dedupe_key" ON "outbox_messages" USING btree ("dedupe_key");--> statement-breakpoint
CREATE INDEX "outbox_messages_time" ON "outbox_messages" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "line_lots_key" ON "line_lots" USING btree ("line_id","lot_id");--> statement-breakpoint
CREATE INDEX "line_lots_lot" ON "line_lots" USING btree ("lot_id");--> statement-breakpoint
CREATE INDEX "order_contacts_phone" ON "order_contacts" USING btree ("phone");--> statement-breakpoint
CREATE INDEX "order_contacts_email" ON "order_contacts" USING btree ("email");--> statement-breakpoint
CREATE INDEX "order_events_group" ON "order_events" USING btree ("group_id","created_at");--> statement-breakpoint
CREATE INDEX "order_events_order" ON "order_events" USING btree ("order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "order_groups_code_key" ON "order_groups" USING btree ("code");--> statement-breakpoint
CREATE UNIQUE INDEX "order_groups_request_key" ON "order_groups" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "order_groups_account" ON "order_groups" USING btree ("account_id","placed_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "order_groups_guest" ON "order_groups" USING btree ("guest_token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "order_lines_key" ON "order_lines" USING btree ("order_id","variant_id");--> statement-breakpoint
CREATE UNIQUE INDEX "orders_code_key" ON "orders" USING btree ("code");--> statement-breakpoint
CREATE UNIQUE INDEX "orders_group_shop_key" ON "orders" USING btree ("group_id","shop_id");--> statement-breakpoint
CREATE INDEX "orders_shop_state" ON "orders" USING btree ("shop_id","state","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "refund_dues_cause_key" ON "refund_dues" USING btree ("cause_key");--> statement-breakpoint
CREATE INDEX "refund_dues_state" ON "refund_dues" USING btree ("state","created_at");--> statement-breakpoint
CREATE INDEX "refund_dues_group" ON "refund_dues" USING btree ("group_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_attempts_reference_key" ON "payment_attempts" USING btree ("provider","reference");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_attempts_request_key" ON "payment_attempts" USING btree ("request_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_attempts_transaction_key" ON "payment_attempts" USING btree ("provider","provider_transaction_no");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_attempts_one_success" ON "payment_attempts" USING btree ("intent_id") WHERE state = 'succeeded';--> statement-breakpoint
CREATE INDEX "payment_attempts_intent" ON "payment_attempts" USING btree ("intent_id");--> statement-breakpoint
CREATE INDEX "payment_callbacks_attempt" ON "payment_callbacks" USING btree ("attempt_id");--> statement-breakpoint
CREATE INDEX "payment_callbacks_time" ON "payment_callbacks" USING btree ("received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_intents_group_key" ON "payment_intents" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "payment_intents_expiry" ON "payment_intents" USING btree ("expires_at") WHERE state in ('requires_payment_method', 'requires_action');--> statement-breakpoint
CREATE INDEX "communes_province" ON "communes" USING btree ("province_code");--> statement-breakpoint
CREATE UNIQUE INDEX "communes_slug_key" ON "communes" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "former_communes_key" ON "former_communes" USING btree ("district","kind","name");--> statement-breakpoint
CREATE INDEX "shipping_tariffs_zone" ON "shipping_tariffs" USING btree ("zone","valid_from" DESC NULLS LAST,"from_grams");--> statement-breakpoint
CREATE INDEX "bank_accounts_shop" ON "bank_accounts" USING btree ("shop_id","created_at");--> statement-breakpoint
CREATE INDEX "file_reads_file" ON "file_reads" USING btree ("file_id");--> statement-breakpoint
CREATE INDEX "files_shop" ON "files" USING btree ("shop_id");--> statement-breakpoint
CREATE INDEX "memberships_shop" ON "memberships" USING btree ("shop_id");--> statement-breakpoint
CREATE INDEX "producers_commune" ON "producers" USING btree ("commune_code");--> statement-breakpoint
CREATE INDEX "shop_changes_shop" ON "shop_changes" USING btree ("shop_id","created_at");--> statement-breakpoint
CREATE INDEX "shop_licences_shop" ON "shop_licences" USING btree ("shop_id","kind");--> statement-breakpoint
CREATE INDEX "shop_papers_shop" ON "shop_papers" USING btree ("shop_id");--> statement-breakpoint
CREATE UNIQUE INDEX "shops_slug_key" ON "shops" USING btree ("slug");--> statement-breakpoint
CREATE INDEX "shops_producer" ON "shops" USING btree ("producer_id");--> statement-breakpoint
CREATE INDEX "shops_state" ON "shops" USING btree ("state","submitted_at");