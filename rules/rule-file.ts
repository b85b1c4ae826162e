// The file a rule set is kept in outside the system: one text for one content, with line breaks that make changes easy to read.
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

export const fileFormat = 'safeconduct-rules/1';

/** Keys in order, two spaces a level, a line break at the end; with the hash of the rules, so that damage is seen. */
export function ruleFile(ruleSet: unknown): string {
  return `${JSON.stringify(sorted({ format: fileFormat, hash: hashOf(ruleSet), ruleSet }), null, 2)}\n`;
}

export type FileRead = { ok: true; ruleSet: Record<string, unknown> } | { ok: false; code: FileFault; message: string };
export type FileFault = 'import-newer' | 'import-altered' | 'import-no-rules';

/** What a file holds, whatever faults its rules have. A file edited by hand goes without its hash. */
export function readRuleFile(file: unknown): FileRead {
  const no = (code: FileFault, message: string): FileRead => ({ ok: false, code, message });
  if (!isRecord(file)) return no('import-no-rules', 'The file is no JSON object');
  const { format, hash, ruleSet } = file;
  const [, version] = (typeof format === 'string' && /^safeconduct-rules\/(\d{1,6})$/.exec(format)) || [];
  if (version === undefined) return no('import-no-rules', `The file does not say that its format is ${fileFormat}`);
  if (Number(version) > 1)
    return no('import-newer', `The file is of ${String(format)}, this release reads ${fileFormat}`);
  if (!isRecord(ruleSet) || !Array.isArray(ruleSet['rules'])) return no('import-no-rules', 'The file holds no rules');
  if (hash !== undefined && hash !== hashOf(ruleSet))
    return no('import-altered', 'The rules are not what the hash in the file says; take the hash out if that is meant');
  return { ok: true, ruleSet };
}

function hashOf(value: unknown): string {
  return createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex');
}

/** Also the keys that name a prototype stay what they are. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  const entries = Object.keys(value).sort();
  return Object.fromEntries(entries.map((key) => [key, sorted(value[key])]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
