// What the server says it can do is what it does, and what the documentation says; the same for our own requests and for
// the commands of the extension.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as lsp from 'vscode-languageserver/node';
import { contributes } from '../../package.json';
import * as airgap from '../../server/src/protocol/airgap.ts';
import { COMMANDS, commandId } from '../../server/src/protocol/commands.ts';
import * as files from '../../server/src/protocol/files.ts';
import * as migration from '../../server/src/protocol/migration.ts';
import * as newInventory from '../../server/src/protocol/newInventory.ts';
import * as preflight from '../../server/src/protocol/preflight.ts';
import * as preview from '../../server/src/protocol/preview.ts';
import * as status from '../../server/src/protocol/status.ts';
import * as topology from '../../server/src/protocol/topology.ts';
import * as vault from '../../server/src/protocol/vault.ts';
import { capabilitiesOf, type LspClient, startLspClient } from '../support/lspClient.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/protocol.md'), 'utf8');
const rows = [...page.matchAll(/^\| `([\w/]+)` \|(?: `(\w+)` \|)?/gm)];
const ours = rows.flatMap(([, method = '']) => (method.startsWith('k3sInventory/') ? [method] : []));
const standard = rows.flatMap(([, method = '', provider = '']) =>
  provider === '' ? [] : [{ method, provider }],
);

/** Not for clients: those of the session itself, and one that the library's collection of documents takes. */
const NO_FEATURES = new Set(['initialize', 'shutdown', 'textDocument/willSaveWaitUntil']);

/** Every request of the protocol that a client may send. */
const requests = new Set(
  Object.values<unknown>(lsp).flatMap((value) => {
    const { type, method, messageDirection } = (value ?? {}) as Record<string, unknown>;
    const isRequest = type instanceof lsp.RequestType || type instanceof lsp.ProtocolRequestType;
    if (!isRequest || typeof method !== 'string' || messageDirection === 'serverToClient') return [];
    return NO_FEATURES.has(method) ? [] : [method];
  }),
);

/** One that asks for passwords itself, and one for which the server carries out commands. */
let clients: readonly LspClient[];
let client: LspClient;
beforeAll(async () => {
  const capabilities = capabilitiesOf({ pulls: true });
  client = await startLspClient({ capabilities });
  const workspace = { ...capabilities.workspace, applyEdit: true };
  clients = [client, await startLspClient({ capabilities: { ...capabilities, workspace }, prompts: false })];
});
afterAll(() => Promise.all(clients.map((each) => each.stop())));

async function isHandled(method: string, by = clients): Promise<boolean> {
  const params = { textDocument: { uri: 'file:///nowhere.yml' }, position: { line: 0, character: 0 } };
  const codes = by.map((each) =>
    each.request(method, params).then(
      () => undefined,
      (error: { readonly code?: number }) => error.code,
    ),
  );
  return (await Promise.all(codes)).some((code) => code !== lsp.ErrorCodes.MethodNotFound);
}

test('the requests that are answered are those of the table', async () => {
  expect(requests.size).toBeGreaterThan(40);
  const handled = [];
  for (const method of requests) if (await isHandled(method)) handled.push(method);
  expect(handled.sort()).toEqual(standard.map(({ method }) => method).sort());
});

test('the capabilities that are announced are those of the table', () => {
  const announced = clients
    .flatMap(({ initialized }) => Object.keys(initialized.capabilities))
    .filter((name) => name.endsWith('Provider'));
  expect([...new Set(announced)].sort()).toEqual(
    [...new Set(standard.map(({ provider }) => provider))].sort(),
  );
});

test('our own requests are those of the table, and answered', async () => {
  const typed = [vault, airgap, status, topology, newInventory, migration, preflight, preview]
    .flatMap((methods) => Object.values(methods))
    .flatMap((value) => (typeof value === 'object' && 'name' in value ? [value.name] : []));
  expect(ours.sort()).toEqual(typed.sort());
  for (const method of ours) expect(await isHandled(method), method).toBe(true);
});

test('what a client is asked for is documented', () => {
  const asked = [...page.matchAll(/^- `(k3sInventory\/\w+)`/gm)].map(([, method]) => method);
  expect(asked.sort()).toEqual(
    Object.values(files)
      .map(({ name }) => name)
      .sort(),
  );
});

test('the commands are those of package.json', () => {
  const declared = contributes.commands.map(({ command }) => command);
  expect(COMMANDS.map(commandId).sort()).toEqual(declared.sort());
});
