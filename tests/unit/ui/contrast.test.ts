import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const css = readFileSync(join(import.meta.dirname, "../../../app/ui/styles/tokens.css"), "utf8");

type Tokens = ReadonlyMap<string, string>;

/** The declarations of the first block with this selector. */
function block(selector: string): Tokens {
  const start = css.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`tokens.css has no block ${selector}`);
  const body = css.slice(start, css.indexOf("}", start));
  return new Map([...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map((match) => [match[1] ?? "", match[2] ?? ""]));
}

const light = block(":root");
const darkBySystem = block(':root:not([data-theme="light"])');
const darkByChoice = block('[data-theme="dark"]');

function channels(hex: string): number[] {
  if (!/^#[0-9a-f]{6}$/i.test(hex)) throw new Error(`not a plain colour: ${hex}`);
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

/** Relative luminance, WCAG 2.2. */
function luminance(rgb: number[]): number {
  const [r = 0, g = 0, b = 0] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: number[], other: number[]): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

function ratio(tokens: Tokens, ink: string, ground: string): number {
  return contrast(channels(tokens.get(`--${ink}`) ?? ""), channels(tokens.get(`--${ground}`) ?? ""));
}

const grounds = ["paper", "surface", "sunken", "action-ground", "leaf-ground", "earth-ground", "red-ground"];
const on = (inks: string[], ...under: string[]) => inks.flatMap((ink) => under.map((ground) => [ink, ground] as const));

/** What carries words: 4.5. */
const text = [
  ...on(["ink"], ...grounds),
  ...on(["ink-2", "action"], "paper", "surface", "sunken", "action-ground"),
  ...on(["ink-3"], "paper", "surface", "sunken"),
  ...on(["on-action"], "action", "action-press"),
  ...on(["red"], "paper", "surface", "sunken", "action-ground", "red-ground"),
  ...on(["on-live"], "live", "live-press"),
  ...on(["gold-ink"], "gold-ground"),
  ...on(["leaf"], "paper", "surface", "leaf-ground"),
  ...on(["earth"], "paper", "surface", "earth-ground"),
  ...on(["on-cham", "on-cham-2"], "cham"),
  ...on(["on-toast", "toast-act"], "toast"),
];

/** What is only a mark: 3. */
const marks = [
  ...on(["gold"], "gold-ground", "surface", "paper"),
  ...on(["line-strong"], "surface", "paper"),
  ...on(["leaf"], "line"),
  ...on(["live", "action"], "paper"),
  ...on(["cham-thread"], "cham"),
];

describe.each([
  ["light", light],
  ["dark", new Map([...light, ...darkByChoice])],
] as const)("colours in the %s", (_, tokens) => {
  it.each(text)("let %s be read on %s", (ink, ground) => {
    expect(ratio(tokens, ink, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(marks)("let the mark %s be seen on %s", (ink, ground) => {
    expect(ratio(tokens, ink, ground)).toBeGreaterThanOrEqual(3);
  });

  it("let words over a picture be read even where it is white", () => {
    const scrim = light.get("--scrim")?.match(/rgb\((\d+) (\d+) (\d+) \/ ([\d.]+)\)/);
    const alpha = Number(scrim?.[4]);
    const over = [1, 2, 3].map((at) => Number(scrim?.[at]) * alpha + 255 * (1 - alpha));
    expect(contrast(channels(light.get("--on-scrim") ?? ""), over)).toBeGreaterThanOrEqual(4.5);
  });
});

describe("the two dark themes", () => {
  it("are one: by system and by choice", () => {
    expect([...darkByChoice]).toEqual([...darkBySystem]);
  });

  it("change no token that the light one lacks", () => {
    expect([...darkByChoice.keys()].filter((name) => !light.has(name))).toEqual([]);
  });
});
