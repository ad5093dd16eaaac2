// The life of a session as the protocol has it, and messages that have no place in it.
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { startInNode } from '../../server/src/lsp/process/languageServer.ts';
import { ENDPOINT_OF_FIRST_SERVER, withEndpoint } from '../support/smallInventory.ts';

/** The first session of a process loads everything; how long that takes depends on what else the machine does. */
const LOADED = { timeout: 15_000 };
const uri = 'file:///nowhere/inventory.yml';
const text = withEndpoint(ENDPOINT_OF_FIRST_SERVER).replace('"{{ vault_token | trim }}"', '""');
const hover = { textDocument: { uri }, position: { line: 0, character: 1 } };
const introduction = { processId: null, rootUri: null, capabilities: {} };

let client: MessageConnection;
let published: unknown[];
beforeEach(() => {
  const [up, down] = [new PassThrough(), new PassThrough()];
  startInNode({
    transport: { reader: new StreamMessageReader(up), writer: new StreamMessageWriter(down) },
  });
  client = createMessageConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  published = [];
  client.onNotification('textDocument/publishDiagnostics', (params) => void published.push(params));
  client.listen();
});
afterEach(() => client.dispose());

const codeOf = (method: string, params: object): Promise<number> =>
  client.sendRequest(method, params).then(
    () => 0,
    (error: { code: number }) => error.code,
  );

async function open(): Promise<void> {
  await client.sendRequest('initialize', introduction);
  await client.sendNotification('initialized', {});
  await client.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'yaml', version: 1, text },
  });
}

it('what comes before initialize is refused or dropped, and harms nothing', async () => {
  await client.sendNotification('$/setTrace', { value: 'off' });
  await client.sendNotification('$/cancelRequest', { id: 7 });
  await client.sendNotification('textDocument/didOpen', {});
  expect(await codeOf('textDocument/hover', hover)).toBe(-32002);
  expect(await codeOf('shutdown', {})).toBe(-32002);
  await open();
  expect(await codeOf('textDocument/hover', hover)).toBe(0);
  await vi.waitFor(() => expect(published).toHaveLength(1), LOADED);
});

it('a second initialize is refused, and the session goes on', async () => {
  await open();
  expect(await codeOf('initialize', introduction)).toBe(-32600);
  expect(await codeOf('textDocument/hover', hover)).toBe(0);
});

it('after shutdown requests are refused, and nothing is published', async () => {
  await open();
  await codeOf('textDocument/hover', hover);
  await client.sendRequest('shutdown');
  const before = published.length;
  await client.sendNotification('textDocument/didChange', {
    textDocument: { uri, version: 2 },
    contentChanges: [{ text: 'all:\n' }],
  });
  expect(await codeOf('textDocument/hover', hover)).toBe(-32600);
  expect(await codeOf('shutdown', {})).toBe(-32600);
  expect(published).toHaveLength(before);
});

const BAD_POSITIONS = [undefined, null, 7, {}, { line: -1, character: 0 }, { line: 0.5, character: 0 }];

it.each<[string, object]>([
  ['initialize', {}],
  ['textDocument/documentSymbol', {}],
  ['textDocument/documentSymbol', { textDocument: { uri: 7 } }],
  ...BAD_POSITIONS.map((position): [string, object] => [
    'textDocument/hover',
    { textDocument: { uri }, position },
  ]),
  ['textDocument/rename', hover],
  ['textDocument/inlayHint', { textDocument: { uri }, range: { start: hover.position } }],
  [
    'textDocument/codeAction',
    { textDocument: { uri }, range: { start: hover.position, end: hover.position } },
  ],
  ['textDocument/selectionRange', { textDocument: { uri }, positions: hover.position }],
  ['workspace/symbol', {}],
  ['k3sInventory/viewVault', {}],
  ['k3sInventory/airgapReport', { uri: 7 }],
  ['k3sInventory/preflight', { uri: 7 }],
  ['k3sInventory/migrationPlan', { uri: 7 }],
])('%s with wrong parameters is refused as such: %j', async (method, params) => {
  if (method !== 'initialize') await open();
  expect(await codeOf(method, params)).toBe(-32602);
});

it('a notification with wrong parameters changes nothing', async () => {
  await open();
  for (const params of [{}, { textDocument: { uri, version: 2 }, contentChanges: {} }])
    await client.sendNotification('textDocument/didChange', params);
  await client.sendNotification('textDocument/didClose', {});
  expect(await codeOf('textDocument/hover', hover)).toBe(0);
});
