import { type ReactNode, useEffect, useState } from "react";

/** Where toasts come up, above the bottom bar; always in the page, so that screen readers listen to it. */
export function ToastRegion({ children }: { children?: ReactNode }) {
  return (
    <div className="toasts" role="status">
      {children}
    </div>
  );
}

type ToastProps = { children: ReactNode; action?: ReactNode; seconds?: number | undefined };

/** Says only what may be missed; goes after `seconds` unless a pointer or the focus rests on it. Never an error. */
export function Toast({ children, action, seconds = 6 }: ToastProps) {
  const [gone, setGone] = useState(false);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => setGone(true), seconds * 1000);
    return () => clearTimeout(timer);
  }, [held, seconds]);
  if (gone) return null;
  const hold = { onMouseEnter: () => setHeld(true), onFocus: () => setHeld(true) };
  const release = { onMouseLeave: () => setHeld(false), onBlur: () => setHeld(false) };
  return (
    <div className="toast" {...hold} {...release}>
      <span>{children}</span>
      {action}
    </div>
  );
}
