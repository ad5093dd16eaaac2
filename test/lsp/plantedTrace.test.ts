// A verbose trace of a whole session over files with secrets of every kind: what is written down of it holds none.
import { expect, it } from 'vitest';
import { Trace, TraceFormat } from 'vscode-languageserver/node';
import { redactedTrace } from '../../client/src/redactedTrace.ts';
import { about, REQUESTS } from '../support/hostileMessages.ts';
import { uriOf } from '../support/memoryFileSystem.ts';
import { FILES, leakedIn, secrets } from '../support/plantedSecrets.ts';
import { startRawSession } from '../support/rawSession.ts';

const WHOLE = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };

interface Action {
  readonly title: string;
  readonly data?: unknown;
}

/** Opens every file, asks everything with secrets as passwords, asks for what is hidden, and takes every action. */
async function traced(traceFormat: TraceFormat): Promise<string> {
  const session = await startRawSession();
  const lines: string[] = [];
  const tracer = {
    log: (message: string | object, data?: string) =>
      void lines.push(typeof message === 'string' ? `${message}\n${data ?? ''}` : JSON.stringify(message)),
  };
  await session.connection.trace(Trace.Verbose, tracer, { traceFormat });
  for (const [path, text] of Object.entries(FILES)) {
    const uri = uriOf(path);
    session.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
    const [password = '', newPassword = '', plaintext = ''] = secrets;
    const params = { ...about(uri), context: { diagnostics: [] }, range: WHOLE };
    for (const method of REQUESTS) await session.ask(method, { ...params, password, newPassword, plaintext });
    const count = text.split('\n').length;
    for (let line = 0; line < count; line++) {
      const position = { line, character: (text.split('\n')[line] ?? '').search(/\S/) + 1 };
      await session.ask('k3sInventory/hiddenText', { uri, position });
    }
    const { said } = await session.ask('textDocument/codeAction', params);
    for (const action of said as readonly Action[]) await session.ask('codeAction/resolve', action);
    session.notify('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text }],
    });
  }
  await session.ask('workspace/symbol', { query: '' });
  session.stop();
  return lines.join('\n');
}

it.each([TraceFormat.Text, TraceFormat.JSON])('holds no secret: %s', { timeout: 120_000 }, async (format) => {
  const written = await traced(format);
  // The files are in what was traced.
  expect(leakedIn(written).length).toBeGreaterThan(secrets.length - 5);
  expect(leakedIn(redactedTrace(written))).toEqual([]);
});
