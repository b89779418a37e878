import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Gallery } from "#app/ui/gallery.tsx";
import { iconNames } from "#app/ui/icon-names.ts";
import { htmlOf } from "./render.tsx";

const root = join(import.meta.dirname, "../../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const html = htmlOf(<Gallery />);

describe("the page of all parts", () => {
  it("has no style attribute, which the content policy would drop", () => {
    expect(html.match(/\sstyle=/g)).toBeNull();
  });

  it("gives every id once", () => {
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  it("ties descriptions only to what is there", () => {
    const ids = new Set([...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]));
    const named = [...html.matchAll(/\saria-(?:describedby|labelledby|controls)="([^"]+)"/g)];
    expect(named.flatMap((match) => match[1]?.split(" ") ?? []).filter((id) => !ids.has(id))).toEqual([]);
  });

  it("shows only pictures that exist", () => {
    const pictures = [...html.matchAll(/<img[^>]+src="([^"]+)"/g)].map((match) => match[1] ?? "");
    expect(pictures.filter((src) => !existsSync(join(root, "public", src)))).toEqual([]);
  });
});

describe("the sprite of icons", () => {
  const sprite = read("public/icons.svg");
  const symbols = new Map(
    [...sprite.matchAll(/<symbol id="i-([^"]+)" viewBox="0 0 24 24">(.*)<\/symbol>/g)].map((m) => [m[1], m[2]]),
  );

  it("holds every name and no other", () => {
    expect([...symbols.keys()].sort()).toEqual([...iconNames].sort());
  });

  it("holds the drawings of Lucide as they are", () => {
    const changed = iconNames.filter((name) => {
      const source = read(`node_modules/lucide-static/icons/${name}.svg`);
      const parts = [...source.slice(source.indexOf("<svg") + 4).matchAll(/<(?!\/svg)[^>]+>/g)].map(
        (match) => match[0],
      );
      const drawing = parts.map((part) => part.replace(/\s*\/>$/, "/>").replace(/\s*\n\s*/g, " ")).join("");
      return drawing !== symbols.get(name);
    });
    expect(changed).toEqual([]);
  });
});

describe("the styles", () => {
  const folder = join(root, "app/ui/styles");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".css"));
  const index = read("app/ui/styles/index.css");

  it("are all brought in by index.css, except the page that shows them", () => {
    const alone = new Set(["index.css", "gallery.css"]);
    const missing = files.filter((name) => !alone.has(name) && !index.includes(`"./${name.replaceAll("\\", "/")}"`));
    expect(missing).toEqual([]);
  });

  it("name only files of ours, and no data addresses, which the content policy would drop", () => {
    const wrong = files.flatMap((name) =>
      [...readFileSync(join(folder, name), "utf8").matchAll(/url\("?([^")]+)"?\)/g)]
        .map((match) => match[1] ?? "")
        .filter((url) => !url.startsWith("@fontsource/"))
        .filter((url) => !url.startsWith("/look/") || !existsSync(join(root, "public", url))),
    );
    expect(wrong).toEqual([]);
  });

  it("stand each in a layer", () => {
    const free = files.filter(
      (name) => !/@layer (reset|tokens|base|layout|components|rooms|utilities)/.test(read(`app/ui/styles/${name}`)),
    );
    expect(free.sort()).toEqual(["fonts.css", "index.css"]);
  });
});
