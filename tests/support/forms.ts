/** A form of a page as the server wrote it. */
export type PageForm = {
  action: string;
  /** Name, value and kind of each control: the type of an input, or `textarea`, `select`, `button`. */
  fields: { name: string; value: string; kind: string }[];
};

const ENTITIES: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'" };
const plain = (text: string) => text.replace(/&(?:amp|lt|gt|quot|#x27);/g, (hit) => ENTITIES[hit] ?? hit);

function attribute(tag: string, name: string): string | null {
  const hit = new RegExp(`\\s${name}="([^"]*)"`).exec(tag);
  return hit ? plain(hit[1] ?? "") : null;
}

function fieldsIn(html: string): PageForm["fields"] {
  return [...html.matchAll(/<(input|textarea|select|button)\b[^>]*>/g)].flatMap(([tag, element]) => {
    const name = attribute(tag, "name");
    if (name === null) return [];
    const kind = element === "input" ? (attribute(tag, "type") ?? "text") : (element ?? "");
    return [{ name, value: attribute(tag, "value") ?? "", kind }];
  });
}

/** The forms of a page that write, with what stands in them; markup as React writes it. */
export function formsOf(html: string, path: string): PageForm[] {
  return [...html.matchAll(/<form\b[^>]*method="post"[^>]*>([\s\S]*?)<\/form>/g)].map(([form, inner]) => ({
    action: attribute(form.slice(0, form.indexOf(">") + 1), "action") ?? path,
    fields: fieldsIn(inner ?? ""),
  }));
}
