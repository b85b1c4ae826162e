// Short marks for state, risk and urgency: shape and word, colour only as a third help.
import { useWords } from '../i18n/words.ts';
import { Sign } from './sign.tsx';
import type { SignName } from './sign.tsx';

type Tone = 'plain' | 'info' | 'good' | 'warn' | 'bad';
type Look = [SignName, Tone];

const states: Record<string, Look> = {
  draft: ['ring', 'plain'],
  submitted: ['clock', 'info'],
  'in-review': ['clock', 'info'],
  waiting: ['clock', 'info'],
  returned: ['back', 'warn'],
  'on-hold': ['pause', 'warn'],
  registered: ['tick', 'plain'],
  'not-required': ['tick', 'plain'],
  cleared: ['tick', 'good'],
  'cleared-with-conditions': ['tick', 'good'],
  denied: ['cross', 'bad'],
  'expired-undecided': ['cross', 'bad'],
  suspended: ['pause', 'bad'],
  withdrawn: ['cross', 'bad'],
  'in-travel': ['dot', 'good'],
  overstay: ['triangle', 'bad'],
  closed: ['ring', 'plain'],
  cancelled: ['ring', 'plain'],
  published: ['clock', 'info'],
  'in-force': ['tick', 'good'],
};
const risks: Record<string, Look> = {
  low: ['bar1', 'good'],
  medium: ['bar2', 'info'],
  high: ['bar3', 'warn'],
  'very-high': ['bar4', 'bad'],
  unacceptable: ['cross', 'bad'],
  unknown: ['question', 'warn'],
};
const results: Record<string, Look> = {
  fired: ['tick', 'info'],
  'not-fired': ['ring', 'plain'],
  undecided: ['question', 'warn'],
  'out-of-scope': ['ring', 'plain'],
};

export function Tag({ sign, tone, children }: { sign: SignName; tone: Tone; children: string }) {
  return (
    <span className={`tag ${tone}`}>
      <Sign name={sign} />
      {children}
    </span>
  );
}

export const lookOf = (state: string): Look => states[state] ?? ['ring', 'plain'];

export function StateTag({ state }: { state: string }) {
  const { word } = useWords();
  const [sign, tone] = lookOf(state);
  return (
    <Tag sign={sign} tone={tone}>
      {word('state', state)}
    </Tag>
  );
}

export function RiskTag({ risk }: { risk: string }) {
  const { say, word } = useWords();
  const [sign, tone] = risks[risk] ?? ['question', 'warn'];
  return (
    <Tag sign={sign} tone={tone}>
      {say('risk', { level: word('risk', risk) }).replace(/[\u2068\u2069]/g, '')}
    </Tag>
  );
}

export function ResultTag({ result }: { result: 'fired' | 'not-fired' | 'undecided' | 'out-of-scope' }) {
  const { say } = useWords();
  const [sign, tone] = results[result] ?? ['ring', 'plain'];
  return (
    <Tag sign={sign} tone={tone}>
      {say(`rule.${result}`)}
    </Tag>
  );
}

export function UrgentTag() {
  const { say } = useWords();
  return (
    <Tag sign="triangle" tone="bad">
      {say('urgent')}
    </Tag>
  );
}
