// The tree over all events and reads against its signed heads: every head is that of the leaves below it, every leaf a row.
import type { KeyObject } from 'node:crypto';
import { fromHex, sha256 } from './bytes.ts';
import type { Finding, Report } from './finding.ts';
import { Tree } from './merkle.ts';
import { openCheckpoint } from './note.ts';
import type { Row } from './rows.ts';

type Leaf = Row<'audit_leaves'>;
type Head = { size: number; root: string; note: string; from: string };
type Evidence = { source: string; id: string; chain: string; seq: number; hash: string };

export class TreeVerifier {
  readonly #report: Report;
  readonly #keys: readonly KeyObject[];
  readonly #evidence = new Map<string, string>();
  readonly #heads = new Map<string, Head[]>();
  readonly #cut: { note: string; finding: Finding }[] = [];
  readonly #begunAt = new Set<string>();
  #origin: string | undefined;
  #tree = new Tree();
  #matched = 0;
  #newest = { generation: 0, matched: 0 };
  #firstUnsigned: Leaf | undefined;

  constructor(report: Report, keys: readonly KeyObject[]) {
    this.#report = report;
    this.#keys = keys;
  }

  /** Every event and read, before the first leaf. */
  know({ source, id, chain, seq, hash }: Evidence): void {
    this.#evidence.set(id, `${source} ${hash} ${chain} ${seq}`);
  }

  /** Every head, before the first leaf; `from` says where it was kept. */
  head(note: string, from: string, row?: { origin: string; size: number }): void {
    this.#report.counted.checkpoints += 1;
    const opened = openCheckpoint(note, this.#keys);
    if ('flaw' in opened) return this.#find('checkpoint', `The checkpoint ${from} ${opened.flaw}.`);
    const { origin, size, root } = opened.checkpoint;
    if (row && (row.origin !== origin || row.size !== size))
      return this.#find('checkpoint', `The checkpoint ${from} is kept under another origin or size than it signs.`);
    const heads = this.#heads.get(origin) ?? [];
    const head = { size, root: root.toString('base64'), note, from };
    const twin = heads.find((one) => one.size === size);
    if (twin && twin.root !== head.root)
      this.#find(
        'fork',
        `Two checkpoints of ${origin} sign ${size} leaves and different trees: ${twin.from}, ${from}.`,
      );
    else if (!twin) heads.push(head);
    this.#heads.set(origin, heads);
  }

  leaf(leaf: Leaf): void {
    if (leaf.origin !== this.#origin) this.#begin(leaf.origin);
    this.#report.counted.leaves += 1;
    this.#firstUnsigned ??= leaf;
    if (leaf.index !== this.#tree.size)
      this.#find('leaf', `Leaf ${this.#tree.size} of ${leaf.origin} is missing or stands there twice.`);
    const known = this.#evidence.get(leaf.rowId);
    if (leaf.index === 0 && generationOf(leaf.origin) > 1) this.#takeUp(leaf);
    else if (known === undefined)
      this.#find('removed', `was in the tree (leaf ${leaf.index}) and is gone`, {
        chain: leaf.chain,
        seq: leaf.seq,
      });
    else if (known !== `${leaf.source} ${leaf.hash} ${leaf.chain} ${leaf.seq}`)
      this.#find('replaced', `is not the one in the tree (leaf ${leaf.index})`, {
        chain: leaf.chain,
        seq: leaf.seq,
      });
    else this.#matched += 1;
    this.#tree.append(fromHex(leaf.hash));
    const head = this.#heads.get(leaf.origin)?.find((one) => one.size === this.#tree.size);
    if (head) this.#compare(head, this.#firstUnsigned);
  }

  end(): void {
    this.#finish();
    for (const [origin, heads] of this.#heads) if (!this.#seen.has(origin)) this.#cutShort(origin, heads, 0);
    for (const { note, finding } of this.#cut)
      if (this.#begunAt.has(sha256(note).toString('hex')))
        this.#report.remarks.push(`${finding.text} A later origin says so: what lay between is lost.`);
      else this.#report.findings.push(finding);
    const newer = this.#evidence.size - this.#newest.matched;
    if (newer > 0) this.#report.remarks.push(`${newer} events and reads are newer than the last checkpoint.`);
    if (this.#report.counted.checkpoints === 0)
      this.#report.remarks.push('There is no checkpoint: nothing shows that no case or event was removed.');
  }

  /** The first leaf of a later origin is the last head of the one before. */
  #takeUp(leaf: Leaf): void {
    this.#begunAt.add(leaf.hash);
    const before = this.#heads.get(leaf.chain)?.find(({ note }) => sha256(note).toString('hex') === leaf.hash);
    const isSaid = leaf.source === 'checkpoint' && leaf.rowId === `checkpoint:${leaf.hash}`;
    if (!isSaid || (before && before.size !== leaf.seq))
      this.#find('leaf', `${leaf.origin} does not begin with the last checkpoint of the log before it.`);
    else if (!before)
      this.#report.remarks.push(
        `${leaf.origin} begins at a checkpoint of ${leaf.seq} leaves of ${leaf.chain} that is not here.`,
      );
  }

  readonly #seen = new Set<string>();

  #begin(origin: string): void {
    this.#finish();
    if (this.#seen.has(origin)) this.#find('leaf', `The leaves of ${origin} are not in one piece.`);
    this.#seen.add(origin);
    this.#origin = origin;
    this.#tree = new Tree();
    this.#matched = 0;
    this.#heads.get(origin)?.sort((one, other) => one.size - other.size);
  }

  #finish(): void {
    if (this.#origin === undefined) return;
    this.#cutShort(this.#origin, this.#heads.get(this.#origin) ?? [], this.#tree.size);
    if (this.#firstUnsigned)
      this.#find(
        'unsigned',
        `Leaves of ${this.#origin} from ${this.#firstUnsigned.index} on stand under no checkpoint: one was removed, or they were added by another than the signer.`,
      );
    this.#firstUnsigned = undefined;
    const generation = generationOf(this.#origin);
    if (generation >= this.#newest.generation) this.#newest = { generation, matched: this.#matched };
  }

  #cutShort(origin: string, heads: readonly Head[], size: number): void {
    for (const head of heads.filter((one) => one.size > size))
      this.#cut.push({
        note: head.note,
        finding: {
          code: 'truncated',
          text: `The log ${origin} holds ${size} leaves where the checkpoint ${head.from} signs ${head.size}: its end was removed, or an older copy was continued.`,
        },
      });
  }

  #compare({ size, root, from }: Head, first: Leaf): void {
    const isSigned = this.#tree.root().toString('base64') === root;
    if (!isSigned)
      this.#find(
        'tree',
        `the checkpoint ${from} signs another tree of ${size} leaves: this event or one of the leaves ${first.index} to ${size - 1} was altered after it was signed`,
        { chain: first.chain, seq: first.seq },
      );
    this.#firstUnsigned = undefined;
  }

  #find(code: string, text: string, where?: Finding['where']): void {
    this.#report.findings.push({ code, text, ...(where ? { where } : {}) });
  }
}

/** `name/2` follows `name`. */
export const generationOf = (origin: string): number => Number(/\/(\d+)$/.exec(origin)?.[1] ?? 1);
