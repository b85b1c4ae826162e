// Fails where a style names a side of the screen instead of a side of the text, or markup is set from a string.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../src');
const forbidden = {
  css: /(^|[\s{;-])(left|right)\s*:|-(left|right)(-\w+)?\s*:|(text-align|float|clear)\s*:\s*(left|right)/,
  tsx: /dangerouslySetInnerHTML|\b(margin|padding|border)(Left|Right)\b|\b(ml|mr|pl|pr)=/,
};
const faults = readdirSync(folder, { recursive: true }).flatMap((file) => {
  const pattern = forbidden[file.split('.').at(-1)];
  if (!pattern) return [];
  const lines = readFileSync(join(folder, file), 'utf8').split('\n');
  return lines.flatMap((line, index) => (pattern.test(line) ? [`${String(file)}:${index + 1} ${line.trim()}`] : []));
});
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
