// Findings in SARIF 2.1.0, the form code hosts show beside the lines of a change.
import { isAbsolute, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CliFinding } from './finding.ts';

export function sarifOf(findings: readonly CliFinding[]): Record<string, unknown> {
  const codes = [...new Set(findings.map(({ code }) => code))];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'safeconduct',
            rules: codes.map((id) => ({ id, shortDescription: { text: id.replaceAll('-', ' ') } })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => resultOf(finding, codes.indexOf(finding.code))),
      },
    ],
  };
}

function resultOf({ code, level, message, rule, place }: CliFinding, ruleIndex: number) {
  const physical = place && {
    physicalLocation: {
      artifactLocation: { uri: uriOf(place.file) },
      region: { startLine: place.line, startColumn: place.column },
    },
  };
  const logical =
    rule === undefined ? undefined : { logicalLocations: [{ name: rule, fullyQualifiedName: `rules/${rule}` }] };
  const locations = physical || logical ? { locations: [{ ...physical, ...logical }] } : {};
  return { ruleId: code, ruleIndex, level, message: { text: message }, ...locations };
}

/** From where the command runs, as hosts expect it; elsewhere the whole address. */
function uriOf(file: string): string {
  const path = relative(process.cwd(), file);
  if (path.startsWith('..') || isAbsolute(path)) return pathToFileURL(file).href;
  return encodeURI(path.split(sep).join('/'));
}
