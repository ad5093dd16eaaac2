// What comes between the answer to `initialize` and the moment when everything is loaded.
import { PassThrough } from 'node:stream';
import { expect, it, vi } from 'vitest';
import type { Message, PublishDiagnosticsParams } from 'vscode-languageserver';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { createGate } from '../../server/src/lsp/initializeGate.ts';
import { startInNode } from '../../server/src/lsp/process/languageServer.ts';
import { serve } from '../../server/src/lsp/serve.ts';
import { capabilitiesOf } from '../support/lspClient.ts';
import { ENDPOINT_OF_FIRST_SERVER, withEndpoint } from '../support/smallInventory.ts';

/** The first session of a process loads everything; how long that takes depends on what else the machine does. */
const LOADED = { timeout: 15_000 };
const uri = 'file:///nowhere/inventory.yml';
const clean = withEndpoint(ENDPOINT_OF_FIRST_SERVER);

const message = (method: string): Message & { method: string; params: object } => ({
  jsonrpc: '2.0',
  method,
  params: { capabilities: {} },
});

it('answers initialize before anything is loaded, and everything else in its order afterwards', async () => {
  const [up, down] = [new PassThrough(), new PassThrough()];
  let finish = (_: typeof serve): void => undefined;
  const loaded = new Promise<typeof serve>((resolve) => {
    finish = resolve;
  });
  const load = vi.fn(() => loaded);
  const transport = { reader: new StreamMessageReader(up), writer: new StreamMessageWriter(down) };
  startInNode({ transport, load });
  const client = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  const published: PublishDiagnosticsParams[] = [];
  client.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.push(params);
  });
  client.listen();
  const { textDocument: shown } = capabilitiesOf();
  const capabilities = { textDocument: shown };
  const answer = await client.sendRequest('initialize', { processId: null, rootUri: null, capabilities });
  expect(answer).toMatchObject({ serverInfo: { name: 'k3s-inventory' } });
  expect(load).not.toHaveBeenCalled();

  const textDocument = { uri, languageId: 'yaml', version: 1, text: 'all:\n' };
  void client.sendNotification('initialized', {});
  void client.sendNotification('textDocument/didOpen', { textDocument });
  const contentChanges = [{ text: clean }];
  void client.sendNotification('textDocument/didChange', {
    textDocument: { uri, version: 2 },
    contentChanges,
  });
  const symbols = client.sendRequest<{ name: string }[]>('textDocument/documentSymbol', {
    textDocument: { uri },
  });
  await vi.waitFor(() => expect(load).toHaveBeenCalled());
  expect(published).toEqual([]);

  finish(serve);
  expect((await symbols).map(({ name }) => name)).toEqual(['k3s_cluster']);
  await vi.waitFor(() => expect(published.map(({ version }) => version)).toEqual([2]), LOADED);
  await client.sendRequest('shutdown');
  client.dispose();
  expect(load).toHaveBeenCalledTimes(1);
});

it('lets nothing pass when loading fails, and says why', async () => {
  const error = new Error('gone');
  const [passed, reported] = [vi.fn(), vi.fn()];
  const gate = createGate(() => Promise.reject(error), reported);
  gate.handleMessage(message('initialize'), passed);
  await gate.handleMessage(message('initialized'), passed);
  await gate.handleMessage(message('shutdown'), passed);
  expect(passed.mock.calls).toEqual([[message('initialize')]]);
  expect(reported.mock.calls).toEqual([[error]]);
});
