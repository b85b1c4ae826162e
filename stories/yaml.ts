// Reads YAML that anybody may have written: plain values only, nothing that grows when it is read, nothing nested without end.
import { Lexer, isScalar, parseDocument, visit, type Document } from 'yaml';

export type YamlRead = { content: unknown; faults: string[] };

/** The reader goes down with the text, so the text must not go far. */
const [mostLevels, mostIndented, mostOnALine] = [40, 100, 20];

export function readYaml(text: string): YamlRead {
  const refused = unfit(text);
  if (refused !== undefined) return { content: undefined, faults: [`yaml: ${refused}`] };
  // Keys are compared below, in a time that grows with their number only.
  const document = parseDocument(text, { version: '1.2', schema: 'core', merge: false, uniqueKeys: false });
  const said = [...document.errors, ...document.warnings].map((error) => error.message.split('\n')[0] ?? '');
  const keys = document.errors.length > 0 ? [] : keyFaults(document);
  const isBroken = document.errors.length + keys.length > 0;
  return {
    content: isBroken ? undefined : document.toJS({ maxAliasCount: 0 }),
    faults: [...said, ...keys].map((fault) => `yaml: ${fault}`),
  };
}

function keyFaults(document: Document): string[] {
  const faults: string[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        const name = isScalar(key) ? String(key.value) : undefined;
        if (name === undefined) faults.push('a key must be a plain word');
        else if (seen.size === seen.add(name).size) faults.push(`"${name}" stands twice in one mapping`);
      }
    },
  });
  return faults.slice(0, 20);
}

/** Looked at word by word, before anything descends into it. */
function unfit(text: string): string | undefined {
  let [levels, onLine, isText] = [0, 0, false];
  for (const token of new Lexer().lex(text)) {
    if (isText) {
      isText = false;
      continue;
    }
    const [first = ''] = token;
    if (token === scalarNext) isText = true;
    else if (first === '\n' || first === '\r') onLine = 0;
    else if (first === ' ' && token.length > mostIndented) return 'is indented too far';
    else if (first === '[' || first === '{') levels += 1;
    else if (first === ']' || first === '}') levels -= 1;
    else if (levels === 0 && '-?:'.includes(first) && token.length === 1) onLine += 1;
    else if (first === '&' || first === '*') return `${token} is an anchor or alias: write the value out`;
    else if (first === '!') return `${token} is a tag: only plain values are read`;
    else if (first === '%') return `${token} is a directive: only plain values are read`;
    if (levels > mostLevels || onLine > mostOnALine) return 'is nested too deep';
  }
  return undefined;
}

/** What the lexer says before the text of a scalar. */
const scalarNext = '\u001f';
