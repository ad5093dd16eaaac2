// Secrets planted in files that an editor has open: nothing that the server sends holds one, whatever it is asked.
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { startLspClient } from '../support/lspClient.ts';
import { FILES, leakedIn } from '../support/plantedSecrets.ts';
import { createFolder } from '../support/terminal.ts';

const OF_DOCUMENTS = [
  'codeLens',
  'documentLink',
  'documentSymbol',
  'foldingRange',
  'inlayHint',
  'semanticTokens/full',
];
const AT_PLACES = [
  'completion',
  'definition',
  'documentHighlight',
  'hover',
  'prepareRename',
  'references',
  'signatureHelp',
];
const WHOLE = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };

/** Where a name, a value and a template begin or end. */
function* placesIn(text: string): Generator<{ readonly line: number; readonly character: number }> {
  for (const [line, content] of text.split('\n').entries())
    for (const column of new Set([
      content.search(/\S/) + 1,
      content.indexOf(': ') + 2,
      content.indexOf('{{') + 3,
      content.length,
    ]))
      if (column > 2 && column <= content.length) yield { line, character: column };
}

it.each(['inventory.yml', 'others/inventory.yml', 'others/hosts.ini', 'broken/inventory.yml', 'ansible.cfg'])(
  'are in no message of the server: %s',
  async (path) => {
    const folder = createFolder(FILES);
    const root = pathToFileURL(folder.path).href;
    const client = await startLspClient({ folders: [root] });
    try {
      const expectNone = (answer: unknown, what: string): void =>
        expect(leakedIn(JSON.stringify(answer) ?? ''), what).toEqual([]);
      const text = FILES[path] ?? '';
      const uri = `${root}/${path}`;
      const textDocument = { uri };
      expectNone(await client.open(uri, text, path.endsWith('.yml') ? 'yaml' : 'ini'), 'diagnostics');
      const actions = await client.codeActions(uri, WHOLE);
      expectNone(actions, 'code actions');
      for (const method of OF_DOCUMENTS)
        expectNone(await client.request(`textDocument/${method}`, { textDocument, range: WHOLE }), method);
      for (const method of ['documentStatus', 'airgapReport', 'preflight'])
        expectNone(await client.request(`k3sInventory/${method}`, { uri }), method);
      expectNone(await client.request('workspace/symbol', { query: '' }), 'symbols of the workspace');
      for (const position of placesIn(text))
        for (const method of AT_PLACES) {
          const params = { textDocument, position, context: { includeDeclaration: true } };
          const answer = client
            .request(`textDocument/${method}`, params)
            .catch((error: Error) => error.message);
          expectNone(await answer, `${method} at ${position.line + 1}:${position.character + 1}`);
        }
      const wrong = { uri, position: { line: 1, character: 1 }, password: 'x', newPassword: 'y' };
      for (const method of [
        'viewVault',
        'editVault',
        'rekeyVault',
        'sealVault',
        'encryptToken',
        'decryptVault',
      ])
        expectNone(
          await client.request(`k3sInventory/${method}`, wrong).catch((error: Error) => error.message),
          method,
        );
      expectNone(client.logs, 'log');
    } finally {
      await client.stop();
      folder.remove();
    }
  },
  60_000,
);
