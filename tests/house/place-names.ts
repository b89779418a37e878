import { readFileSync } from "node:fs";

type Places = {
  province: { name: string; former_province: string };
  communes: { name: string }[];
  former_communes: { name: string; district: string }[];
};

/** Every name of the province, its districts and communes, as its data has them. */
export function placeNames(): string[] {
  const file = JSON.parse(readFileSync("db/seeds/reference/communes.json", "utf8")) as Places;
  const names = [
    file.province.name,
    file.province.former_province,
    ...file.communes.map((c) => c.name),
    ...file.former_communes.flatMap((c) => [c.name, c.district.replace("Thành phố ", "")]),
  ];
  return [...new Set(names)];
}

/** Places named in a source text. */
export function placesNamedIn(text: string, names: readonly string[] = placeNames()): string[] {
  const plain = text.normalize("NFC");
  return names.filter((name) => new RegExp(`(?<![\\p{L}])${name.normalize("NFC")}(?![\\p{L}])`, "u").test(plain));
}
