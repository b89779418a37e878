import { useEffect, useRef, useState } from "react";
import type { ShowPage } from "#services/live/view-show.ts";
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
    sayings: view?.sayings ?? [],
    viewers: view === null || view.state === "connecting" ? null : view.viewers,
    hearts: view?.reactions ?? 0,
    warning: view?.warning ?? null,
    /** False where there is no line to say it on: what was typed then stays where it is. */
    say: (body: string): boolean => {
      void line.current?.say(body);
      return line.current !== null;
    },
    sayAgain: (id: string) => line.current?.sayAgain(id),
    forget: (id: string) => line.current?.forget(id),
    react: () => line.current?.tap(),
  };
}
