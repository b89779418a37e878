import { resolve } from "node:path";
import { Refusal } from "./messages.mjs";

export const DEFAULT_PORT = 3000;
export const DEFAULT_HOST = "127.0.0.1";

export const HELP = `Chợ Phiên: sets everything up and opens the market.

  npm start                     open it on http://localhost:${DEFAULT_PORT}
  npm start -- OPTIONS

  --port N            port of the market (default ${DEFAULT_PORT}, or PORT)
  --host ADDRESS      address to listen on (default ${DEFAULT_HOST}, or HOST; 0.0.0.0 for all)
  --data DIR          folder for database, files and logs (default .data)
  --search postgres   search in PostgreSQL, also when a Meilisearch is there
  --no-download       fetch and build no engines (video server, Meilisearch)
  --no-demo-show      leave the demonstration show out
  --demo              demo market on a database of your own (DATABASE_URL)
  --reset             delete the data folder first and begin anew; asks before it does
  --yes               answer yes to that question
  --dev               run from the sources with hot reload (npm run dev)
  --help              this page

  DATABASE_URL        use a PostgreSQL of your own (15 or newer) instead of the embedded one;
                      it wants PUBLIC_URL and APP_SECRET beside it
  MEILI_HOST, MEILI_KEY   use a Meilisearch of your own
  LIVEKIT_URL, LIVEKIT_KEY, LIVEKIT_SECRET   use a LiveKit server of your own
`;

const WITH_VALUE = new Set(["port", "host", "data", "search"]);
const SWITCHES = new Set(["reset", "demo", "yes", "dev", "help", "no-download", "no-demo-show"]);

/**
 * Reads the options of `npm start`. Folders are meant from where the person stands, not from where npm runs.
 * @param {string[]} argv
 * @param {Record<string, string | undefined>} env
 * @param {string} root folder of the program
 */
export function parseOptions(argv, env, root) {
  refuseEatenOptions(env);
  const given = readArguments(argv);
  const here = env.INIT_CWD ?? process.cwd();
  if (given.search !== undefined && given.search !== "postgres") {
    throw new Refusal(
      `--search knows "postgres" only, not "${given.search}": leave it out to use Meilisearch where there is one.`,
    );
  }
  return {
    port: readPort(given.port ?? (env.PORT || String(DEFAULT_PORT)), given.port === undefined ? "PORT" : "--port"),
    host: given.host ?? (env.HOST || DEFAULT_HOST),
    data: given.data === undefined ? resolve(root, ".data") : resolve(here, given.data),
    search: given.search === "postgres" ? "postgres" : "auto",
    mayDownload: given["no-download"] !== true,
    demoShow: given["no-demo-show"] !== true,
    reset: given.reset === true,
    yes: given.yes === true,
    demo: given.demo === true,
    dev: given.dev === true,
    help: given.help === true,
  };
}

/** Splits `argv` into known options; an unknown one or a missing value is refused. */
function readArguments(argv) {
  /** @type {Record<string, string | true | undefined> & {port?: string, host?: string, data?: string, search?: string}} */
  const given = {};
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] === "-h" ? "--help" : argv[i];
    const match = /^--([a-z-]+)(?:=(.*))?$/s.exec(word);
    const name = match?.[1];
    if (name !== undefined && SWITCHES.has(name) && match?.[2] === undefined) {
      given[name] = true;
    } else if (name !== undefined && WITH_VALUE.has(name)) {
      const value = match?.[2] ?? argv[++i];
      if (!value || (match?.[2] === undefined && value.startsWith("--"))) {
        throw new Refusal(`--${name} wants a value: see npm start -- --help.`);
      }
      given[name] = value;
    } else {
      throw new Refusal(`Unknown option "${argv[i]}": see npm start -- --help.`);
    }
  }
  return given;
}

function readPort(text, name) {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65535) {
    throw new Refusal(`${name} must be a number from 1 to 65535, not "${text}".`);
  }
  return port;
}

/** `npm start --port 4000` gives the option to npm itself: starting on another port than asked would surprise. */
function refuseEatenOptions(env) {
  if (env.npm_lifecycle_event !== "start" && env.npm_lifecycle_event !== "dev") return;
  const eaten = [...WITH_VALUE, "reset", "demo"].find((name) => env[`npm_config_${name}`]);
  if (eaten)
    throw new Refusal(`npm took --${eaten} for itself: write two dashes before the options, npm start -- --${eaten} …`);
}
