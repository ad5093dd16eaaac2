// Reads annotated fixtures: text with markers under the lines they speak of, and several files in one.
//
//   token: "changeme!"
//   #      ^^^^^^^^^^^ warning token-placeholder "words contained in the message"
//   #- group_vars/all.yml        the next file begins
//
// `# <---` is an arrow from column 0; its length, `# ` excluded, is the span. Marker lines are removed before parsing.

export interface Marker {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly severity: string;
  readonly ruleId: string;
  readonly words: string;
}

export interface Fixture {
  /** Text by path; the first file is called as the fixture's caller says. */
  readonly files: Readonly<Record<string, string>>;
  readonly markers: readonly Marker[];
}

const MARKER = /^(\s*#\s*)(\^+|<-*)\s+(error|warning|info)\s+([a-z0-9-]+)(?:\s+"(.*)")?\s*$/;
const NEXT_FILE = /^#- (\S+)\s*$/;

export function parseFixture(text: string, mainFile: string): Fixture {
  const files: Record<string, string[]> = {};
  const markers: Marker[] = [];
  let file = mainFile;
  let lines: string[] = [];
  files[file] = lines;
  for (const line of text.split('\n')) {
    const next = NEXT_FILE.exec(line);
    const marker = MARKER.exec(line);
    if (next?.[1]) {
      file = next[1];
      lines = [];
      files[file] = lines;
    } else if (marker) {
      const [, before = '', arrow = '', severity = '', ruleId = '', words = ''] = marker;
      const column = arrow.startsWith('<') ? 0 : before.length;
      markers.push({ file, line: lines.length - 1, column, length: arrow.length, severity, ruleId, words });
    } else {
      lines.push(line);
    }
  }
  const joined = Object.entries(files).map(([path, content]) => [path, endWithNewline(content)]);
  return { files: Object.fromEntries(joined), markers };
}

/** A file before a separator ends where the separator's line begins. */
const endWithNewline = (lines: readonly string[]): string =>
  lines.at(-1) === '' ? lines.join('\n') : `${lines.join('\n')}\n`;
