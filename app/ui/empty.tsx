import type { ReactNode } from "react";

type EmptyProps = {
  title: string;
  level?: 1 | 2 | 3;
  /** A drawing of /drawings/. */
  picture?: string | undefined;
  children?: ReactNode;
  /** One way on. */
  action?: ReactNode;
};

/** Nothing here: the band, a drawing, one sentence, one way on. */
export function Empty({ title, level = 2, picture, children, action }: EmptyProps) {
  const Title = `h${level}` as const;
  return (
    <div className="empty">
      {picture !== undefined && <img src={picture} alt="" width="224" height="224" />}
      <Title>{title}</Title>
      {children && <div className="muted">{children}</div>}
      {action}
    </div>
  );
}

type ErrorPanelProps = {
  title: string;
  picture?: string | undefined;
  /** What is safe, and what to do. */
  children: ReactNode;
  actions?: ReactNode;
  /** Words and number to copy into a complaint. */
  request?: { label: string; id: string } | undefined;
  /** Other ways on, beside it on a desk. */
  aside?: ReactNode;
};

/** A page that could not be shown; the content of an error page, with its `h1`. */
export function ErrorPanel({ title, picture, children, actions, request, aside }: ErrorPanelProps) {
  return (
    <div className="oops">
      <div className="empty">
        {picture !== undefined && <img src={picture} alt="" width="224" height="224" />}
        <h1>{title}</h1>
        <div>{children}</div>
        {actions && <div className="row">{actions}</div>}
        {request && (
          <p className="meta">
            {request.label} <span className="rid break">{request.id}</span>
          </p>
        )}
      </div>
      {aside && <div>{aside}</div>}
    </div>
  );
}

/** The band being woven: something takes a while. `label` says what. */
export function Weave({ label }: { label: string }) {
  return (
    <div className="stack stack--2" role="status">
      <p>{label}</p>
      <div className="weave" />
    </div>
  );
}

/** Flat blocks where text will stand; hidden from screen readers, which hear the Weave. */
export function Skeleton() {
  return (
    <div className="stack" aria-hidden="true">
      <div className="skel skel--1" />
      <div className="skel skel--2" />
      <div className="skel skel--block" />
    </div>
  );
}
