import { useEffect, useRef, useState } from "react";
import type { ShowPage } from "#services/live/view-show.ts";
import type { SayAnswer } from "#services/realtime/protocol.ts";
import { ShowLine, type ShowView } from "./show-line.ts";

/** The line of a page to its show: what came with the page, and from then on what the line says. */
export function useShowLine(show: Pick<ShowPage, "slug" | "board" | "sockets">) {
  const line = useRef<ShowLine | null>(null);
  const [view, setView] = useState<ShowView | null>(null);
  useEffect(() => {
    const opened = new ShowLine({ url: show.sockets, slug: show.slug, onChange: setView });
    line.current = opened;
    opened.start();
    return () => opened.stop();
  }, [show.sockets, show.slug]);
  const known = view?.board ?? null;
  return {
    state: view?.state ?? ("connecting" as const),
    reason: view?.reason ?? null,
    // A page that was loaded again may know more than a line that is still coming back.
    board: known !== null && known.at >= show.board.at ? known : show.board,
    messages: view?.messages ?? [],
    viewers: view === null || view.state === "connecting" ? null : view.viewers,
    hearts: view?.reactions ?? 0,
    warning: view?.warning ?? null,
    say: (body: string): Promise<SayAnswer> =>
      line.current?.say(body) ?? Promise.resolve({ ok: false, code: "not_joined" }),
    react: () => line.current?.tap(),
  };
}
