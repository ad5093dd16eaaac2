// Messages that arrive at once: no request waits for work on a text that is outdated already.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FileChangeType } from 'vscode-languageserver';
import { createLanguageService } from '../../server/src/core/index.ts';
import { createDiagnosticsScheduler } from '../../server/src/lsp/diagnosticsScheduler.ts';
import { type LspClient, startLspClient } from '../support/lspClient.ts';
import { ENDPOINT_OF_FIRST_SERVER, withEndpoint } from '../support/smallInventory.ts';

const uri = 'file:///nowhere/inventory.yml';
const clean = withEndpoint(ENDPOINT_OF_FIRST_SERVER);
const broken = clean.replace('"{{ vault_token | trim }}"', '""');

let client: LspClient;
let published: (number | undefined)[];
beforeEach(async () => {
  client = await startLspClient();
  await client.open(uri, clean);
  published = [];
});
afterEach(() => client.stop());

const change = (version: number, text: string) => ({
  method: 'textDocument/didChange',
  params: { textDocument: { uri, version }, contentChanges: [{ text }] },
});

/** Diagnostics until those of the version, noted on the way. */
const until = (version: number) =>
  client.diagnostics(uri, (params) => published.push(params.version) > 0 && params.version === version);

it('checks only the last of several changes', async () => {
  const last = until(5);
  client.notifyTogether(change(2, broken), change(3, clean), change(4, broken), change(5, broken));
  expect((await last).diagnostics.map(({ code }) => code)).toEqual(['token-empty']);
  expect(published).toEqual([5]);
});

it('lets what came with a change go first, and works once for all marks', async () => {
  const order: string[] = [];
  await new Promise<void>((resolve) => {
    const refresh = createDiagnosticsScheduler(
      async () => {
        order.push('work');
        resolve();
      },
      () => undefined,
    );
    refresh([uri]);
    setImmediate(() => {
      order.push('question');
      refresh([uri]);
    });
  });
  expect(order).toEqual(['question', 'work']);
});

it('reads no more than a few times, however many files come and go at once', async () => {
  let readings = 0;
  const counting = await startLspClient({
    watches: true,
    createService: (...args) => {
      const service = createLanguageService(...args);
      return {
        ...service,
        checkInSteps: (...asked) => {
          readings++;
          return service.checkInSteps(...asked);
        },
      };
    },
  });
  await counting.open(uri, broken);
  readings = 0;
  const reported = counting.diagnostics(uri);
  counting.notifyTogether(
    ...Array.from({ length: 10_000 }, (_, index) => ({
      method: 'workspace/didChangeWatchedFiles',
      params: { changes: [{ uri: `file:///nowhere/made/x${index}.yml`, type: FileChangeType.Created }] },
    })),
  );
  expect((await reported).diagnostics.map(({ code }) => code)).toEqual(['token-empty']);
  // A question is answered after everything that was sent before it.
  await counting.hover(uri, { line: 0, character: 2 });
  expect(readings).toBeLessThan(4);
  await counting.stop();
});
