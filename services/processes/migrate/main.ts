import { leaveForSettings } from "#services/processes/last-words.ts";
import { settingFaults, settingValues } from "#services/shared/settings.mjs";
import { migrateDatabase, NewerDatabaseError } from "./migrate.ts";

const faults = settingFaults(process.env, { needed: ["DATABASE_URL"] });
if (faults.length > 0) leaveForSettings(faults);
try {
  await migrateDatabase(settingValues(process.env).DATABASE_URL ?? "");
  console.log(JSON.stringify({ msg: "migrated" }));
} catch (error) {
  if (!(error instanceof NewerDatabaseError)) throw error;
  console.error(`cho-phien: ${error.message}`);
  process.exit(3);
}
