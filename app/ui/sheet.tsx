import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { cx } from "./cx.ts";
import { Icon } from "./icon.tsx";

/** Ties an open dialog to the address: `#id` opens it, Back closes it, closing takes the hash away and gives the focus back. */
function useHashDialog(dialog: RefObject<HTMLDialogElement>, id: string) {
  useEffect(() => {
    const box = dialog.current;
    if (!box) return;
    const hash = `#${id}`;
    let opener: HTMLAnchorElement | null = null;
    let cameByLink = false;
    const follow = () => {
      if (location.hash === hash && !box.open) box.showModal();
      else if (location.hash !== hash && box.open) box.close();
      // Going to a fragment takes the focus off the link, so the dialog cannot give it back by itself.
      if (!box.open) opener?.focus();
    };
    const onHash = () => {
      cameByLink = location.hash === hash;
      follow();
    };
    const onClose = () => {
      opener?.focus();
      if (location.hash !== hash) return;
      if (cameByLink) history.back();
      else history.replaceState(history.state, "", location.pathname + location.search);
    };
    const onClick = (event: MouseEvent) => {
      if (!(event.target instanceof Element)) return;
      opener = event.target.closest<HTMLAnchorElement>(`a[href="${hash}"]`) ?? opener;
      if (!box.open || !box.contains(event.target) || !event.target.closest("[data-close]")) return;
      event.preventDefault();
      box.close();
    };
    box.dataset.live = "";
    follow();
    addEventListener("hashchange", onHash);
    document.addEventListener("click", onClick);
    box.addEventListener("close", onClose);
    return () => {
      removeEventListener("hashchange", onHash);
      document.removeEventListener("click", onClick);
      box.removeEventListener("close", onClose);
    };
  }, [dialog, id]);
}

type SheetProps = { id: string; title: ReactNode; close: string; children: ReactNode; foot?: ReactNode };

/**
 * From below on a phone, in the middle on a desk. Opened by a plain link to `#id` (SheetLink), so it works
 * without scripts; with them it is a modal dialog: Esc, Back and the x close it and the focus returns.
 */
export function Sheet({ id, title, close, children, foot }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useHashDialog(dialog, id);
  return (
    <dialog ref={dialog} id={id} className="sheet" aria-labelledby={`${id}-title`}>
      <div className="sheet__head">
        <h2 id={`${id}-title`}>{title}</h2>
        <a className="iconbtn" href="#top" aria-label={close} data-close="">
          <Icon name="x" />
        </a>
      </div>
      {children}
      {foot && <div className="sheetfoot">{foot}</div>}
    </dialog>
  );
}

/** Opens the sheet with that id. */
export function SheetLink({ to, className, children }: { to: string; className?: string; children: ReactNode }) {
  return (
    <a href={`#${to}`} className={className}>
      {children}
    </a>
  );
}

/** "Để sau": closes the sheet it stands in. */
export function SheetClose({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <a href="#top" className={cx("btn btn--line", className)} data-close="">
      {children}
    </a>
  );
}
