// What an editor is told of an inventory is what the command line prints of it: the same places, severities, rules and words.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Diagnostic, RelatedFullDocumentDiagnosticReport } from 'vscode-languageserver';
import { parseFixture } from '../support/fixture.ts';
import { type LspClient, startLspClient } from '../support/lspClient.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

const ROOM = join(import.meta.dirname, '../fixtures/rules');
const FIXTURES = readdirSync(ROOM).flatMap((rule) =>
  readdirSync(join(ROOM, rule)).map((name) => `${rule}/${name}`),
);
/** What lies in the system's temporary folder, or above it, is not looked at. */
const DEEP = 'of/a/cluster/';
const SEVERITIES = ['', 'error', 'warning', 'info'];

let client: LspClient;
let folder: Folder;
beforeAll(async () => {
  client = await startLspClient({ pulls: true });
});
afterAll(() => client.stop());

/** Of one file, in the shape that `check --format json` has. */
const rowsOf = (file: string, diagnostics: readonly Diagnostic[]) =>
  diagnostics.map(({ range: { start, end }, severity = 0, code, message }) => ({
    file,
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
    severity: SEVERITIES[severity],
    rule: code,
    message,
  }));

async function shownInEditor(files: Readonly<Record<string, string>>, main: string) {
  const uriOf = (name: string): string => pathToFileURL(join(folder.path, DEEP, name)).href;
  const uri = uriOf(main);
  client.notify('textDocument/didOpen', {
    textDocument: { uri, languageId: main.endsWith('.ini') ? 'ini' : 'yaml', version: 1, text: files[main] },
  });
  const report: RelatedFullDocumentDiagnosticReport = await client.request('textDocument/diagnostic', {
    textDocument: { uri },
  });
  client.close(uri);
  const byUri = { ...report.relatedDocuments, [uri]: report };
  const named = Object.keys(files).map((name) => [uriOf(name), DEEP + name]);
  const names: Readonly<Record<string, string>> = Object.fromEntries(named);
  return Object.entries(byUri).flatMap(([of, one]) =>
    rowsOf(names[of] ?? of, 'items' in one ? one.items : []),
  );
}

async function printed(main: string) {
  const { stdout } = await folder.run(['check', '--format', 'json', '--allow-unrecognised', DEEP + main]);
  const rows: Record<string, unknown>[] = JSON.parse(stdout);
  return rows.map(({ file, line, column, endLine, endColumn, severity, rule, message }) => ({
    ...{ file, line, column, endLine, endColumn, severity, rule, message },
  }));
}

const sorted = (rows: readonly object[]): string[] => rows.map((row) => JSON.stringify(row)).sort();

it.each(FIXTURES)('%s', async (fixture) => {
  const main = fixture.endsWith('.ini') ? 'inventory.ini' : 'inventory.yml';
  const { files, markers } = parseFixture(readFileSync(join(ROOM, fixture), 'utf8'), main);
  folder = createFolder(Object.fromEntries(Object.entries(files).map(([name, text]) => [DEEP + name, text])));
  try {
    const shown = await shownInEditor(files, main);
    expect(sorted(shown)).toEqual(sorted(await printed(main)));
    if (markers.some(({ file }) => file === main)) expect(shown).not.toEqual([]);
  } finally {
    folder.remove();
  }
});
