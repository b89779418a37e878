import { type Typed, wholeOrNull } from "#app/http/typed-form.ts";
import type { PlannedItem } from "#services/live/rules.ts";

/** The run of show as a form holds it: `item` once a pack in its order, and each pack's fields under its id. */
export function readRun({ values, all }: Typed): PlannedItem[] {
  return all("item").map((variantId) => ({
    variantId,
    livePriceVnd: wholeOrNull(values[`price:${variantId}`]),
    quota: wholeOrNull(values[`quota:${variantId}`]),
    perBuyer: wholeOrNull(values[`perBuyer:${variantId}`]),
    isDiscount: values[`discount:${variantId}`] === "on",
  }));
}

function swapped(run: readonly PlannedItem[], at: number, to: number): PlannedItem[] {
  const [one, other] = [run[at], run[to]];
  if (!one || !other) return [...run];
  return run.map((item, index) => (index === at ? other : index === to ? one : item));
}

/** What the button that was pressed makes of it: `up:`, `down:` and `remove:` a pack, `add` the one that was chosen. */
export function movedRun(run: readonly PlannedItem[], act: string, chosen: string): PlannedItem[] {
  const [verb, id] = act.split(":");
  const at = run.findIndex((item) => item.variantId === id);
  switch (verb) {
    case "up":
      return swapped(run, at, at - 1);
    case "down":
      return swapped(run, at, at + 1);
    case "remove":
      return run.filter((item) => item.variantId !== id);
    case "add":
      return chosen === ""
        ? [...run]
        : [...run, { variantId: chosen, livePriceVnd: null, quota: null, perBuyer: null, isDiscount: false }];
    default:
      return [...run];
  }
}
