// What the verifier found: where, what is wrong, in words.
export type Where = { chain: string; seq?: number };
export type Finding = {
  /** A code for programs. */
  code: string;
  where?: Where;
  text: string;
};
export type Report = {
  findings: Finding[];
  /** What is no fault but must be known. */
  remarks: string[];
  counted: { cases: number; events: number; reads: number; leaves: number; checkpoints: number };
};

export const mostFindings = 100;

export function sentence({ where, text }: Finding): string {
  if (!where) return text;
  const place = /^(person:|nobody$)/.test(where.chain) ? `reads of ${where.chain}` : `case ${where.chain}`;
  return `${place}${where.seq === undefined ? '' : `, event ${where.seq}`}: ${text}`;
}
