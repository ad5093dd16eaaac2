import { relative } from 'node:path';
import { visible, visibleJson } from '../../core/index.ts';
import { filePath } from '../../node/diskHost.ts';
import type { CommandContext } from '../terminal.ts';
import type { FindingsReport } from './findingsReport.ts';

/** An array of findings; lines and columns count from 1, columns in UTF-16 units, ends are exclusive. */
export function createJsonReport({ stdout, cwd }: CommandContext): FindingsReport {
  const rows: unknown[] = [];
  return {
    add(diagnoses) {
      for (const d of diagnoses)
        rows.push({
          file: shownPath(d.uri, cwd),
          line: d.start.line + 1,
          column: d.start.column + 1,
          endLine: d.end.line + 1,
          endColumn: d.end.column + 1,
          severity: d.severity,
          rule: d.ruleId,
          message: d.message,
          fixes: d.fixes,
        });
    },
    // Half a document would help nobody.
    end: () => void stdout.write(`${visibleJson(JSON.stringify(rows, null, 2))}\n`),
  };
}

/** Relative to where the user stands, unless that would climb out of it. */
export function shownPath(uri: string, cwd: string): string {
  const path = filePath(uri);
  const short = relative(cwd, path);
  return short === '' || short.startsWith('..') ? path : short;
}

/** The same for people, on one line whatever the name. */
export const printedPath = (uri: string, cwd: string): string => visible(shownPath(uri, cwd));
