// How words are asked for; no page and no browser is needed to know it.
import type app from '../../locales/en/app.json';
import type codes from '../../locales/en/codes.json';
import type rules from '../../locales/en/rules.json';

export type MessageId = Extract<keyof typeof app | keyof typeof codes | keyof typeof rules, string>;
export type Values = Record<string, string | number>;
export type Say = (id: MessageId, values?: Values) => string;
export type CodeKind =
  | 'state'
  | 'reason'
  | 'authority'
  | 'risk'
  | 'condition'
  | 'outcome'
  | 'decided'
  | 'verb'
  | 'did'
  | 'mode'
  | 'entry'
  | 'travel'
  | 'problem'
  | 'notice'
  | 'role'
  | 'subject'
  | 'verdict'
  | 'process'
  | 'headcount'
  | 'relation'
  | 'field'
  | 'fact'
  | 'value'
  | 'finding'
  | 'invariant'
  | 'fault';
/** What an organization calls its authorities, by language. */
export type Titles = Readonly<Record<string, Readonly<Record<string, string>>>>;
export type Word = (kind: CodeKind, code: string) => string;
