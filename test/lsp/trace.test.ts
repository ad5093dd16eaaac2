// The protocol as a client traces it at its most talkative: no password, no plain text.
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  Trace,
  TraceFormat,
} from 'vscode-languageserver/node';
import { redactedTrace } from '../../client/src/redactedTrace.ts';

const SECRET = 'Kanari3n"V0gel\\\\ \u00fc\nzwei';

/** What the client of VS Code writes into its channel. */
async function trace(format: TraceFormat, talk: (ask: Ask) => Promise<unknown>): Promise<string> {
  const [there, back] = [new PassThrough(), new PassThrough()];
  const server = createMessageConnection(new StreamMessageReader(there), new StreamMessageWriter(back));
  server.onRequest((_, params) => ({ plaintext: SECRET, edit: { newText: SECRET }, params }));
  server.listen();
  const client = createMessageConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
  const lines: string[] = [];
  const tracer = {
    log: (message: string | object, data?: string) =>
      lines.push(typeof message === 'string' ? `${message}\n${data ?? ''}` : JSON.stringify(message)),
  };
  client.listen();
  await client.trace(Trace.Verbose, tracer, { traceFormat: format });
  await talk((method, params) => client.sendRequest(method, params));
  await client.sendNotification('textDocument/didChange', {
    textDocument: { uri: 'file:///a.yml', version: 2 },
    contentChanges: [{ text: SECRET }],
  });
  client.dispose();
  server.dispose();
  return lines.join('\n');
}

type Ask = (method: string, params: object) => Promise<unknown>;

const inside = (text: string): string => JSON.stringify(text).slice(1, -1);

it.each([TraceFormat.Text, TraceFormat.JSON])('holds no password and no plain text: %s', async (format) => {
  const written = await trace(format, async (ask) => {
    await ask('k3sInventory/viewVault', { uri: 'file:///a.yml', password: SECRET });
    await ask('k3sInventory/sealVault', { plaintext: SECRET, password: SECRET });
    await ask('k3sInventory/rekeyVault', { password: SECRET, newPassword: SECRET });
    await ask('textDocument/didOpen', { textDocument: { uri: 'file:///a.yml', text: SECRET } });
  });
  expect(written).toContain(inside(SECRET));
  const kept = redactedTrace(written);
  expect(kept).not.toContain(inside(SECRET));
  expect(kept).not.toContain('Kanari3n');
  expect(kept).toContain('k3sInventory/viewVault');
  expect(kept).toContain('file:///a.yml');
});
