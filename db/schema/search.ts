import { pgTable, text, uuid } from "drizzle-orm/pg-core";
import { listings } from "./catalogue.ts";
import { instant } from "./columns.ts";

/** Words of a listing for PostgreSQL search. `tsv` and `name_folded` are generated columns, made in the rules migration. */
export const searchDocuments = pgTable("search_documents", {
  listingId: uuid("listing_id")
    .primaryKey()
    .references(() => listings.id, { onDelete: "cascade" }),
  name: text("name").notNull(),
  body: text("body").notNull(),
  indexedAt: instant("indexed_at").notNull(),
});
