import { type RefObject, useCallback, useEffect, useState } from "react";

/** What somebody typed and hasn't sent: kept in the browser, so that a lost connection or a closed page loses nothing. */
export type KeptForm = { at: string; stamp: string; values: Record<string, string> };

const PREFIX = "cho-phien:form:";

function read(name: string): KeptForm | null {
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? "null") as KeptForm | null;
    return kept && typeof kept.at === "string" && typeof kept.values === "object" ? kept : null;
  } catch {
    return null;
  }
}

function write(name: string, kept: KeptForm): void {
  try {
    localStorage.setItem(name, JSON.stringify(kept));
  } catch {
    // A full or forbidden store: the form works as it does without one.
  }
}

export function dropKept(key: string): void {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Nothing was kept.
  }
}

/** The newest form that was kept under a key that begins so and with the same stamp; older stamps are dropped. */
function newestKept(keyPrefix: string, stamp: string): KeptForm | null {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX + keyPrefix));
  const forms = names.flatMap((name) => {
    const kept = read(name);
    if (kept && kept.stamp === stamp) return [kept];
    localStorage.removeItem(name);
    return [];
  });
  return forms.sort((a, b) => b.at.localeCompare(a.at))[0] ?? null;
}

export function valuesOf(form: HTMLFormElement): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) if (typeof value === "string") values[name] = value;
  return values;
}

/** What was kept before, found once scripts run; `drop` begins anew. */
export function useKept(keyPrefix: string, stamp: string) {
  const [kept, setKept] = useState<KeptForm | null>(null);
  useEffect(() => {
    try {
      setKept(newestKept(keyPrefix, stamp));
    } catch {
      setKept(null);
    }
  }, [keyPrefix, stamp]);
  return { kept, forget: () => setKept(null) };
}

/** Keeps what is typed in a form, shortly after each letter and when the page goes away. */
export function useKeeping(form: RefObject<HTMLFormElement>, key: string, stamp: string): () => void {
  const keep = useCallback(() => {
    if (form.current) write(PREFIX + key, { at: new Date().toISOString(), stamp, values: valuesOf(form.current) });
  }, [form, key, stamp]);
  useEffect(() => {
    const node = form.current;
    if (!node) return;
    let timer: number | undefined;
    const soon = () => {
      clearTimeout(timer);
      timer = window.setTimeout(keep, 250);
    };
    node.addEventListener("input", soon);
    return () => {
      clearTimeout(timer);
      node.removeEventListener("input", soon);
    };
  }, [form, keep]);
  return keep;
}
