// Says what a command found, as text, JSON or SARIF, and with which code it ends.
import { exits, type CliAnswer, type CliFinding } from './finding.ts';
import { sarifOf } from './sarif.ts';

export const formats = ['text', 'json', 'sarif'] as const;
export type Format = (typeof formats)[number];

export function exitOf({ findings, undecided = [] }: CliAnswer, isStrict: boolean): number {
  if (findings.some(({ level }) => level === 'error' || (isStrict && level === 'warning'))) return exits.blocked;
  return undecided.length > 0 ? exits.undecided : exits.clean;
}

export function say(answer: CliAnswer, format: Format): string {
  const { findings, lines = [], details = {}, undecided = [] } = answer;
  switch (format) {
    case 'json':
      return JSON.stringify({ findings, undecided, ...details }, null, 2);
    case 'sarif':
      return JSON.stringify(sarifOf([...findings, ...undecided.map(notDecided)]), null, 2);
    case 'text':
      return [...lines, ...findings.map(lineOf), ...undecided.map((one) => `not decided: ${one}`)].join('\n');
  }
}

function notDecided(message: string): CliFinding {
  return { code: 'not-decided', level: 'warning', message };
}

function lineOf({ code, level, message, rule, place }: CliFinding): string {
  const where = place ? `${place.file}:${place.line}:${place.column}: ` : '';
  return `${where}${level} ${code}${rule === undefined ? '' : ` ${rule}`}: ${message}`;
}
