import { WHOSE, type Whose } from "#app/http/whose.ts";
import { useRootData } from "#app/root.tsx";

/** Says in a form whom its page was made for, so that what a signed-in person sends is never taken for a guest's. */
export function WhoseField() {
  const isSomebody = Boolean(useRootData()?.person);
  return <input type="hidden" name={WHOSE} value={(isSomebody ? "account" : "guest") satisfies Whose} />;
}
