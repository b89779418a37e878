/** The page asked for by `?page=`; whatever isn't a number of a page is the first. */
export function pageOf(request: Request): number {
  const typed = new URL(request.url).searchParams.get("page") ?? "1";
  return /^[1-9]\d{0,4}$/.test(typed) ? Number(typed) : 1;
}

/** One of the known words of a query parameter, or null. */
export function choiceOf<T extends string>(request: Request, name: string, known: readonly T[]): T | null {
  const typed = new URL(request.url).searchParams.get(name);
  return known.find((word) => word === typed) ?? null;
}
