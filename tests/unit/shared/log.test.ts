import { execFileSync } from "node:child_process";
import { DrizzleQueryError } from "drizzle-orm/errors";
import { describe, expect, it } from "vitest";
import { tellError } from "#services/shared/log.ts";

describe("an error in the log", () => {
  const secret = ["Trần Bí Mật", "+84912345678", "bi.mat@example.vn"];

  it("names the statement, the code and the places in our code, and none of the data", () => {
    const cause = Object.assign(new Error('column "x" does not exist'), {
      code: "42703",
      detail: `Failing row contains (${secret.join(", ")}).`,
      parameters: secret,
    });
    const told = tellError(new DrizzleQueryError('insert into "order_contacts" values ($1, $2, $3)', secret, cause));
    const line = JSON.stringify(told);
    for (const word of secret) expect(line).not.toContain(word);
    expect(told.message).toContain("order_contacts");
    expect(told.stack).toContain("log.test.ts");
    expect(told.cause).toMatchObject({ code: "42703", message: 'column "x" does not exist' });
  });

  it("ends at causes that go in a circle, and says of something thrown that is no error only what kind it is", () => {
    const round = new Error("round");
    round.cause = round;
    expect(JSON.stringify(tellError(round)).match(/round/g)?.length).toBeLessThan(20);
    expect(tellError("0912345678")).toEqual({ type: "string", message: "not an error" });
  });
});

describe("a role that serves", () => {
  it("says so at every level, and nothing else that is below it", () => {
    const script = `import { openLog, sayReady } from "./services/shared/log.ts";
      const log = openLog("silent", "web");
      log.error("hush");
      sayReady(log, { port: 3000 });
      log.error("hush");`;
    const said = execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
    expect(
      said
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual([expect.objectContaining({ role: "web", port: 3000, msg: "ready" })]);
  });
});
