// What a command finds, where, and the two ways it can end without an answer.
export type Place = { file: string; line: number; column: number };
/** `error` blocks. */
export type Level = 'error' | 'warning' | 'note';
export type CliFinding = { code: string; level: Level; message: string; rule?: string; place?: Place };

/** `lines` are for people, `details` for machines. */
export type CliAnswer = {
  findings: CliFinding[];
  lines?: string[];
  details?: Record<string, unknown>;
  /** What was not settled. */
  undecided?: string[];
};

export const exits = { clean: 0, blocked: 1, wrongUse: 2, undecided: 3 } as const;

export class WrongUse extends Error {}

/** The question could not be put, or not be answered. */
export class NoAnswer extends Error {}
