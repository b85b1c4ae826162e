// Verifies evidence line by line, from a database or an export alike, and says what was altered, removed or reordered first.
import type { KeyObject } from 'node:crypto';
import { canonical, fromHex, sha256 } from './bytes.ts';
import { Unreadable } from './export-file.ts';
import { mostFindings, type Report } from './finding.ts';
import type { Line, Lines, Row } from './rows.ts';
import { verifyCase, type CaseRows } from './verify-case.ts';
import { readsVerifier } from './verify-reads.ts';
import { TreeVerifier } from './verify-tree.ts';

export type Anchor = { name: string; note: string };
type Pending = { id: string; kase?: Row<'cases'> } & Omit<CaseRows, 'kase'>;

export async function verify(
  lines: Lines,
  keys: readonly KeyObject[],
  anchors: readonly Anchor[] = [],
): Promise<Report> {
  const counted = { cases: 0, events: 0, reads: 0, leaves: 0, checkpoints: 0 };
  const report: Report = { findings: [], remarks: [], counted };
  const tree = new TreeVerifier(report, keys);
  const read = readsVerifier((finding) => report.findings.push(finding));
  const ruleHashes = new Map<string, string>();
  let pending: Pending | undefined;
  let [total, ended] = [0, -1];

  const flush = () => {
    if (!pending) return;
    const { id, kase, ...rows } = pending;
    pending = undefined;
    if (!kase)
      report.findings.push({ code: 'case', where: { chain: id }, text: 'the case is gone, rows of it are left' });
    else report.findings.push(...verifyCase({ kase, ...rows }, ruleHashes));
  };
  const at = (id: string): Pending => {
    if (pending?.id !== id) flush();
    return (pending ??= { id, events: [], decisions: [], acts: [], parts: [] });
  };

  for (const anchor of anchors) tree.head(anchor.note, `in ${anchor.name}`);
  try {
    for await (const line of lines) {
      total += 1;
      take(line);
      if (report.findings.length >= mostFindings) return report;
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    report.findings.push({ code: 'export', text: error.message });
    return report;
  }
  flush();
  if (ended !== total - 1)
    report.findings.push({ code: 'export', text: 'The export is not whole: lines are missing.' });
  tree.end();
  return report;

  function take(line: Line): void {
    switch (line.table) {
      case 'export':
        return;
      case 'end':
        ended = line.row.lines;
        return;
      case 'rule_set_versions':
        takeRules(line.row);
        return;
      case 'cases':
        at(line.row.id).kase = line.row;
        counted.cases += 1;
        return;
      case 'audit_events':
        at(line.row.caseId).events.push(line.row);
        tree.know({ ...line.row, source: 'event', chain: line.row.caseId });
        counted.events += 1;
        return;
      case 'decisions':
        at(line.row.caseId).decisions.push(line.row);
        return;
      case 'acts':
        at(line.row.caseId).acts.push(line.row);
        return;
      case 'parts':
        at(line.row.caseId).parts.push(line.row);
        return;
      case 'access_log':
        flush();
        read(line.row);
        tree.know({ ...line.row, source: 'read' });
        counted.reads += 1;
        return;
      case 'audit_checkpoints':
        flush();
        tree.head(line.row.note, `of ${line.row.size} leaves`, line.row);
        return;
      case 'audit_leaves':
        flush();
        tree.leaf(line.row);
        return;
    }
  }

  function takeRules({ name, version, content, bytes, hash }: Row<'rule_set_versions'>): void {
    ruleHashes.set(`${name} ${version}`, hash);
    const said = content as { name?: unknown; version?: unknown } | null;
    const isWhole =
      sha256(fromHex(bytes)).toString('hex') === hash &&
      canonical(content) === fromHex(bytes).toString() &&
      said?.name === name &&
      said.version === version;
    if (!isWhole)
      report.findings.push({
        code: 'rule-text',
        text: `The text of ${name} version ${version} is not what its hash says.`,
      });
  }
}
