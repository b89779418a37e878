import type { IForbiddenRuleType } from "dependency-cruiser";

/** Rooms by tier: a room may call rooms of a lower tier, never of its own or a higher one. */
export const TIERS: readonly (readonly string[])[] = [
  ["accounts", "notifications"],
  ["shops"],
  ["catalogue", "certification", "trace"],
  ["search", "shipping", "ledger"],
  ["cart"],
  ["orders", "payments"],
  ["checkout"],
  ["live", "chat"],
  ["moderation", "portal", "reports"],
];

const ROOMS = TIERS.flat();

/** `notifications` holds the outbox alone, which every room of the first tier may fill. */
const SERVES_ITS_OWN_TIER = "notifications";

function mayNotCall(room: string): string[] {
  const tier = TIERS.findIndex((rooms) => rooms.includes(room));
  return TIERS.slice(tier)
    .flat()
    .filter((other) => other !== room && other !== SERVES_ITS_OWN_TIER);
}

const tierRules: IForbiddenRuleType[] = ROOMS.map((room) => ({
  name: `tier-${room}`,
  severity: "error",
  from: { path: `^services/${room}/` },
  to: { path: `^services/(${mayNotCall(room).join("|")})/` },
}));

export const importRules: IForbiddenRuleType[] = [
  { name: "app-never-reaches-db", severity: "error", from: { path: "^app/" }, to: { path: "^db/" } },
  {
    name: "app-calls-use-cases-alone",
    severity: "error",
    from: { path: "^app/" },
    to: { path: "^services/(adapters|processes)/" },
  },
  {
    name: "ui-knows-no-room",
    severity: "error",
    from: { path: "^app/ui/" },
    to: { path: "^(app/(routes|features|http)|services|db)/" },
  },
  {
    name: "features-call-no-use-case",
    severity: "error",
    from: { path: "^app/features/" },
    to: {
      path: "^services/(?!shared/)",
      pathNot: "(rules|^services/realtime/protocol)\\.ts$",
      dependencyTypesNot: ["type-only"],
    },
  },
  { name: "features-know-no-route", severity: "error", from: { path: "^app/features/" }, to: { path: "^app/routes/" } },
  {
    name: "rooms-know-no-web",
    severity: "error",
    from: { path: "^services/", pathNot: "^services/(processes|adapters|realtime)/" },
    to: { path: "(^app/|node_modules/(react|react-dom|@remix-run|socket\\.io|express)/)" },
  },
  {
    name: "only-processes-know-adapters",
    severity: "error",
    from: { path: "^(app|services|db)/", pathNot: "^services/(processes|adapters)/" },
    to: { path: "^services/adapters/" },
  },
  {
    name: "adapters-stand-apart",
    severity: "error",
    from: { path: "^services/adapters/([^/]+)/" },
    to: { path: "^services/adapters/", pathNot: "^services/adapters/$1/" },
  },
  {
    name: "rules-are-pure",
    severity: "error",
    from: { path: "^services/.*rules\\.ts$" },
    to: {
      path: "(^db/|^services/adapters/|^services/shared/(market|jobs|log|env)\\.ts$)",
      dependencyTypesNot: ["type-only"],
    },
  },
  {
    name: "rules-do-no-io",
    severity: "error",
    from: { path: "^services/.*rules\\.ts$" },
    to: { dependencyTypes: ["core"] },
  },
  {
    name: "gateway-stands-alone",
    severity: "error",
    from: { path: "^services/processes/gateway/" },
    to: {
      path: "^(app|db|services)/",
      pathNot: "^services/(processes/(gateway/|start/supervised\\.ts$)|shared/settings\\.mjs$)",
    },
  },
  { name: "nothing-imports-tests", severity: "error", from: { path: "^(app|services|db)/" }, to: { path: "^tests/" } },
  {
    name: "no-circles",
    severity: "error",
    from: { path: "^(app|services|db)/" },
    to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
  },
  {
    name: "queries-decide-nothing",
    severity: "error",
    from: { path: "^db/(queries|schema)/" },
    to: { path: "^services/(?!shared/)", dependencyTypesNot: ["type-only"] },
  },
  ...tierRules,
];
