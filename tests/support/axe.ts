import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What axe finds on a page as it stands, and whether it scrolls sideways. */
export async function faultsOf(page: Page, what: string, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page: page as never });
  const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(RULES)).analyze();
  const faults = violations.map((v) => `${what}: ${v.id} ${v.nodes[0]?.target.join(" ")} (${v.nodes.length})`);
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return excess > 1 ? [...faults, `${what}: ${excess} px too wide`] : faults;
}

/** The same in both themes: all of axe in light, and what hangs on colours in dark, for nothing else differs. */
export async function faultsInBoth(page: Page, what: string): Promise<string[]> {
  await page.emulateMedia({ colorScheme: "light" });
  const light = await faultsOf(page, `${what}, light`);
  await page.emulateMedia({ colorScheme: "dark" });
  return [...light, ...(await faultsOf(page, `${what}, dark`, ["color-contrast"]))];
}

/**
 * Runs in the page. Its forms that write and take typing, those alike in all their fields as one: names of the fields of
 * each; with `send` that one is emptied and sent as a document would, without the browser's own checks, in one go: the
 * page's scripts may write it anew at any moment.
 */
function typedForms(send: number | null): string[] {
  const typed = "input:not([type=hidden]):not([type=checkbox]), textarea, select";
  const signOf = (form: HTMLFormElement) =>
    [...form.elements].map((e) => `${(e as HTMLInputElement).name} ${e.getAttribute("value")?.slice(0, 20)}`).join();
  const seen = new Set<string>();
  const forms = [...document.querySelectorAll<HTMLFormElement>("main form[method=post]")].filter((form) => {
    const act = (form.querySelector("[name=act]") as HTMLInputElement | null)?.value;
    const sign = act ? `${act} ${form.elements.length}` : signOf(form);
    const isNew = [...form.elements].some((e) => e.matches(typed)) && !seen.has(sign);
    seen.add(sign);
    return isNew;
  });
  const names = forms.map((form) =>
    [...new Set([...form.elements].map((e) => (e as HTMLInputElement).name))].filter(Boolean).join(" "),
  );
  const form = send === null ? undefined : forms[send];
  if (!form) return names;
  for (const field of form.elements) {
    const input = field as HTMLInputElement;
    if (field.matches("[type=radio], [type=checkbox]")) input.checked = false;
    else if (field.matches("[type=number]")) input.value = "0";
    else if (field.matches(typed) && input.type !== "file") input.value = "";
  }
  const buttons = [...form.elements].filter((e): e is HTMLButtonElement => e.matches("button[name]"));
  const pressed = buttons.find((b) => ["place", "save", "submit"].includes(b.value)) ?? buttons.find((b) => b.value);
  const given = pressed && { type: "hidden", name: pressed.name, value: pressed.value };
  if (given) form.append(Object.assign(document.createElement("input"), given));
  document.documentElement.setAttribute("data-left", "");
  HTMLFormElement.prototype.submit.call(form);
  return names;
}

/** Names of the fields of each form of the page that writes and takes typing. */
export const formsOn = (page: Page) => page.evaluate(typedForms, null);

/** Goes on by an act in the page that marks it as left; answers with the status of what came first. */
async function leave(page: Page, act: () => Promise<unknown>): Promise<number> {
  const [answer] = await Promise.all([page.waitForResponse((r) => r.request().isNavigationRequest()), act()]);
  await page.waitForFunction(() => !document.querySelector("[data-left]") && document.readyState === "complete");
  return answer.status();
}

/** Sends the nth of these forms with nothing in it; answers with the status. */
export const sendEmpty = (page: Page, nth: number) => leave(page, () => page.evaluate(typedForms, nth));

/** Sends fields to an address from where the page is, as a form of its own would. */
export const post = (page: Page, action: string, fields: Record<string, string>) =>
  leave(page, () =>
    page.evaluate(
      ([to, all]) => {
        const form = Object.assign(document.createElement("form"), { method: "post", action: to });
        for (const [name, value] of Object.entries(all))
          form.append(Object.assign(document.createElement("textarea"), { name, value }));
        document.body.append(form);
        document.documentElement.setAttribute("data-left", "");
        form.submit();
      },
      [action, fields] as const,
    ),
  );
