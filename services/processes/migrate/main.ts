import { migrateDatabase, NewerDatabaseError } from "./migrate.ts";

const url = process.env.DATABASE_URL;
if (!url) {
  console.error("DATABASE_URL is missing: the address of the database to migrate");
  process.exit(2);
}
try {
  await migrateDatabase(url);
  console.log(JSON.stringify({ msg: "migrated" }));
} catch (error) {
  if (!(error instanceof NewerDatabaseError)) throw error;
  console.error(error.message);
  process.exit(3);
}
