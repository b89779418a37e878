import { type ReactNode, useSyncExternalStore } from "react";
import { cx } from "./cx.ts";
import { Icon, type IconName } from "./icon.tsx";

const kinds = {
  info: { className: "", icon: "info" },
  good: { className: "note--leaf", icon: "circle-check" },
  warn: { className: "note--earth", icon: "circle-alert" },
  bad: { className: "note--red", icon: "octagon-alert" },
} as const;

type NoteProps = {
  kind?: keyof typeof kinds;
  icon?: IconName;
  role?: "status" | "alert";
  className?: string;
  children: ReactNode;
};

/** Speaks in the flow, where the thing happens. */
export function Note({ kind = "info", icon, role, className, children }: NoteProps) {
  return (
    <div className={cx("note", kinds[kind].className, className)} role={role}>
      <Icon name={icon ?? kinds[kind].icon} />
      <div>{children}</div>
    </div>
  );
}

/** "This is a demonstration": one line above a page's content; `label` names it for screen readers. */
export function DemoBar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <aside className="demobar" aria-label={label}>
      <div className="wrap">{children}</div>
    </aside>
  );
}

/** The same as a small paragraph, at the end of a page without a footer. */
export function Demo({ children }: { children: ReactNode }) {
  return <p className="demo">{children}</p>;
}

function subscribe(changed: () => void) {
  addEventListener("online", changed);
  addEventListener("offline", changed);
  return () => {
    removeEventListener("online", changed);
    removeEventListener("offline", changed);
  };
}

/** Whether the browser has a network; true on the server. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
}

/** Under the header: since when the network is gone and what waits. Hidden while there is one, unless `always`. */
export function OfflineStrip({ always = false, children }: { always?: boolean; children: ReactNode }) {
  const online = useOnline();
  return (
    <div role="status">
      {(always || !online) && (
        <div className="offline">
          <div className="wrap">
            <Icon name="cloud-off" small />
            <span>{children}</span>
          </div>
        </div>
      )}
    </div>
  );
}
