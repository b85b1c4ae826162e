// The frame of a screen: its title (also of the browser tab, and where focus goes on arrival) and its one main action.
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';

type Props = {
  title: string;
  heading?: ReactNode;
  caption?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
  wide?: boolean;
};

export function Page({ title, heading, caption, action, children, wide = false }: Props) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – Safeconduct`;
  }, [title]);
  useEffect(() => {
    if (document.activeElement === document.body || document.activeElement?.closest('header'))
      ref.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={wide ? 'page wide' : 'page'}>
      <div className="page-head">
        <div>
          {caption && <p className="caption">{caption}</p>}
          <h1 ref={ref} tabIndex={-1}>
            {heading ?? title}
          </h1>
        </div>
        {action}
      </div>
      {children}
    </div>
  );
}
