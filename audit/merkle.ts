// The Merkle tree of RFC 6962, grown leaf by leaf from its right edge.
import { sha256 } from './bytes.ts';

const [leafMark, nodeMark] = [Uint8Array.of(0), Uint8Array.of(1)];

export const leafHash = (data: Uint8Array): Buffer => sha256(leafMark, data);
const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(nodeMark, left, right);

export class Tree {
  size: number;
  /** Heads of the full subtrees, the largest first: one for each bit of the size. */
  edge: Buffer[];

  constructor(size = 0, edge: Buffer[] = []) {
    this.size = size;
    this.edge = edge;
  }

  append(data: Uint8Array): void {
    let head = leafHash(data);
    for (let rest = this.size; rest % 2 === 1; rest = Math.floor(rest / 2)) head = nodeHash(this.edge.pop()!, head);
    this.edge.push(head);
    this.size += 1;
  }

  root(): Buffer {
    const [last, ...before] = this.edge.toReversed();
    return last ? before.reduce((right, left) => nodeHash(left, right), last) : sha256('');
  }
}
