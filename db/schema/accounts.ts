import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, idColumn, instant, oneOf } from "./columns.ts";

export const STAFF_ROLES = ["moderator", "certifier", "finance", "admin"] as const;

/** A person who can sign in. Columns up to `updatedAt` are those better-auth expects of its user. */
export const accounts = pgTable(
  "accounts",
  {
    id: idColumn(),
    name: text("name").notNull(),
    email: text("email").notNull(),
    emailVerified: boolean("email_verified").notNull().default(false),
    image: text("image"),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().default(sql`market_now()`),
    phoneNumber: text("phone_number"),
    phoneNumberVerified: boolean("phone_number_verified").notNull().default(false),
    /** False where the e-mail is a stand-in for an account opened by phone alone. */
    emailIsReal: boolean("email_is_real").notNull().default(true),
    bannedAt: instant("banned_at"),
    isDemo: boolean("is_demo").notNull().default(false),
  },
  (t) => [uniqueIndex("accounts_email_key").on(t.email), uniqueIndex("accounts_phone_key").on(t.phoneNumber)],
);

export const sessions = pgTable(
  "sessions",
  {
    id: idColumn(),
    userId: uuid("user_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    token: text("token").notNull(),
    expiresAt: instant("expires_at").notNull(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().default(sql`market_now()`),
  },
  (t) => [uniqueIndex("sessions_token_key").on(t.token), index("sessions_user").on(t.userId)],
);

/** better-auth calls this "account": how an account proves itself; `password` is an argon2id hash. */
export const credentials = pgTable(
  "credentials",
  {
    id: idColumn(),
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    userId: uuid("user_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: instant("access_token_expires_at"),
    refreshTokenExpiresAt: instant("refresh_token_expires_at"),
    scope: text("scope"),
    password: text("password"),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().default(sql`market_now()`),
  },
  (t) => [
    index("credentials_user").on(t.userId),
    uniqueIndex("credentials_provider_key").on(t.providerId, t.accountId),
  ],
);

export const verifications = pgTable(
  "verifications",
  {
    id: idColumn(),
    identifier: text("identifier").notNull(),
    value: text("value").notNull(),
    expiresAt: instant("expires_at").notNull(),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().default(sql`market_now()`),
  },
  (t) => [index("verifications_identifier").on(t.identifier)],
);

/** better-auth's own limiter. */
export const authRateLimits = pgTable(
  "auth_rate_limits",
  {
    id: idColumn(),
    key: text("key").notNull(),
    count: integer("count").notNull(),
    lastRequest: bigint("last_request", { mode: "number" }).notNull(),
  },
  (t) => [uniqueIndex("auth_rate_limits_key").on(t.key)],
);

export const staffRoles = pgTable(
  "staff_roles",
  {
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    role: text("role", { enum: STAFF_ROLES }).notNull(),
    grantedAt: instant("granted_at").notNull().default(sql`market_now()`),
    grantedBy: uuid("granted_by").references(() => accounts.id),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.role] }), oneOf("staff_roles_role", t.role, STAFF_ROLES)],
);

/** Which version of which page was agreed to, at sign-up (account) or checkout (group). Append-only. */
export const agreements = pgTable(
  "agreements",
  {
    id: idColumn(),
    accountId: uuid("account_id").references(() => accounts.id),
    groupId: uuid("group_id"),
    page: text("page").notNull(),
    version: text("version").notNull(),
    agreedAt: instant("agreed_at").notNull().default(sql`market_now()`),
  },
  (t) => [index("agreements_account").on(t.accountId), index("agreements_group").on(t.groupId)],
);

/** A shopper's saved addresses. */
export const addresses = pgTable(
  "addresses",
  {
    id: idColumn(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    phone: text("phone").notNull(),
    line: text("line").notNull(),
    communeCode: text("commune_code").notNull(),
    createdAt: createdAt(),
    lastUsedAt: instant("last_used_at").notNull().default(sql`market_now()`),
  },
  (t) => [index("addresses_account").on(t.accountId)],
);

/** Counters of rate-limiter-flexible (RateLimiterPostgres). */
export const rateLimits = pgTable("rate_limits", {
  key: text("key").primaryKey(),
  points: integer("points").notNull().default(0),
  expire: bigint("expire", { mode: "number" }),
});

/** Every act of staff: who, when, what, before, after, why. Append-only. */
export const auditEntries = pgTable(
  "audit_entries",
  {
    id: idColumn(),
    actorId: uuid("actor_id")
      .notNull()
      .references(() => accounts.id),
    actorRole: text("actor_role").notNull(),
    act: text("act").notNull(),
    subjectKind: text("subject_kind").notNull(),
    subjectId: uuid("subject_id").notNull(),
    before: jsonb("before"),
    after: jsonb("after"),
    reasonCode: text("reason_code"),
    reason: text("reason"),
    at: instant("at").notNull().default(sql`market_now()`),
  },
  (t) => [index("audit_entries_time").on(t.at), index("audit_entries_subject").on(t.subjectKind, t.subjectId)],
);
