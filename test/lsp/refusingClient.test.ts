// A client that announces everything and refuses all that the server then asks of it: the server goes on.
import { PassThrough } from 'node:stream';
import { expect, it, vi } from 'vitest';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { startInNode } from '../../server/src/lsp/process/languageServer.ts';
import { capabilitiesOf } from '../support/lspClient.ts';
import { SMALL_INVENTORY } from '../support/smallInventory.ts';

const uri = 'file:///nowhere/inventory.yml';
const text = SMALL_INVENTORY.replace('+k3s1', '');

it('is served all the same, and told of it in its log', async () => {
  const [up, down] = [new PassThrough(), new PassThrough()];
  startInNode({
    transport: { reader: new StreamMessageReader(up), writer: new StreamMessageWriter(down) },
  });
  const client = createMessageConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  const refused = new Set<string>();
  const logs: string[] = [];
  const published: object[] = [];
  client.onRequest((method) => {
    refused.add(method);
    throw new Error('Internal error');
  });
  client.onNotification('window/logMessage', ({ message }: { message: string }) => void logs.push(message));
  client.onNotification('textDocument/publishDiagnostics', (params) => void published.push(params));
  client.listen();
  const announced = capabilitiesOf({ watches: true, folders: [] });
  await client.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    workspaceFolders: null,
    capabilities: {
      ...announced,
      workspace: {
        ...announced.workspace,
        configuration: true,
        inlayHint: { refreshSupport: true },
        diagnostics: { refreshSupport: true },
      },
      window: { workDoneProgress: true },
    },
  });
  await client.sendNotification('initialized', {});
  const document = { uri, languageId: 'yaml', version: 1, text };
  await client.sendNotification('textDocument/didOpen', { textDocument: document });
  await client.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: `${uri}2`, type: 1 }],
  });
  expect(await client.sendRequest('workspace/symbol', { query: 'server' })).toBeInstanceOf(Array);
  const hover = { textDocument: { uri }, position: { line: 0, character: 1 } };
  await client.sendRequest('textDocument/hover', hover);
  await vi.waitFor(() => expect(published.length).toBeGreaterThan(0));
  for (const refused of ['to watch files', 'to report changes of settings'])
    await vi.waitFor(() => expect(logs.join('\n')).toContain(`The client refused ${refused}`));
  expect([...refused].sort()).toEqual(
    expect.arrayContaining(['client/registerCapability', 'workspace/configuration']),
  );
  await client.sendRequest('shutdown');
  client.dispose();
});
