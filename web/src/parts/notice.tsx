// A message box: a sign and words beside the colour, and a role that screen readers announce.
import type { ReactNode, Ref } from 'react';
import { Sign } from './sign.tsx';
import type { SignName } from './sign.tsx';

export type Tone = 'info' | 'good' | 'warn' | 'bad';
const signs: Record<Tone, SignName> = { info: 'info', good: 'tick', warn: 'triangle', bad: 'cross' };

type Props = {
  tone: Tone;
  title?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  announce?: boolean;
  ref?: Ref<HTMLDivElement>;
};

export function NoticeBox({ tone, title, children, actions, announce = false, ref }: Props) {
  return (
    <div
      ref={ref}
      tabIndex={-1}
      className={`notice ${tone}`}
      role={announce ? (tone === 'bad' ? 'alert' : 'status') : undefined}
    >
      <Sign name={signs[tone]} />
      <div className="notice-body">
        {title && <p className="notice-title">{title}</p>}
        {children}
        {actions && <div className="row">{actions}</div>}
      </div>
    </div>
  );
}
