// The access log: each chain whole, each row what its bytes say.
import { fromHex, isSame, sha256 } from './bytes.ts';
import type { Finding } from './finding.ts';
import type { Row } from './rows.ts';

type Read = Row<'access_log'>;

/** Takes the rows of all chains, each in order; says what is wrong with each. */
export function readsVerifier(find: (finding: Finding) => void): (row: Read) => void {
  let last: Read | undefined;
  return (row) => {
    const before = last?.chain === row.chain ? last : undefined;
    last = row;
    const wanted = (before?.seq ?? 0) + 1;
    const say = (code: string, seq: number, text: string) => find({ code, where: { chain: row.chain, seq }, text });
    if (row.seq !== wanted) return say('missing', wanted, `read ${wanted} is missing or stands there twice`);
    if (sha256(fromHex(row.previous ?? ''), fromHex(row.bytes)).toString('hex') !== row.hash)
      return say('altered', row.seq, 'the bytes of this read are not those that were hashed');
    if (row.previous !== (before?.hash ?? null))
      return say('reordered', row.seq, 'this read does not follow the one before it');
    if (!isSame(saidBy(row), columnsOf(row)))
      return say('altered', row.seq, 'the columns of this read say something else than its bytes');
  };
}

function saidBy({ bytes }: Read): unknown {
  try {
    return JSON.parse(fromHex(bytes).toString('utf8'));
  } catch {
    return null;
  }
}

const columnsOf = ({ id, chain, seq, at, personId, action, caseId, target, outcome, code }: Read) => ({
  ...{ id, chain, seq, at, action, target, outcome, code, person: personId, case: caseId },
});
