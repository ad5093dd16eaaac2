// Messages that no decent client sends: each is refused in the protocol's words or answered, none fails inside, and
// afterwards the server is as before.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import * as lsp from 'vscode-languageserver/node';
import {
  about,
  FOLDERS,
  INTRODUCTIONS,
  NOTIFICATIONS,
  PARAMETERS,
  POSITIONS,
  REFUSED,
  REQUESTS,
  SETTINGS,
  TEXT,
  URI,
  URIS,
} from '../support/hostileMessages.ts';
import { type RawOptions, type RawSession, startRawSession } from '../support/rawSession.ts';

/** Of the session, not of documents; the last is taken by the library's collection of documents. */
const LIFE = new Set(['initialize', 'shutdown', 'textDocument/willSaveWaitUntil']);

/** Thousands of messages, on machines that have other things to do. */
const LONG = { timeout: 120_000 };

/** Answered, or refused: no such method, wrong request, wrong parameters, changed meanwhile, cancelled, cannot be done. */
const DECENT = new Set([0, -32601, -32600, -32602, -32801, -32800, -32803]);

/** By method, how often each outcome was seen; printed at the end. */
const outcomes = new Map<string, Map<string, number>>();
const NAMES: Readonly<Record<number, string>> = {
  0: 'answered',
  [-32600]: 'invalid request',
  [-32601]: 'no such method',
  [-32602]: 'invalid params',
  [-32800]: 'cancelled',
  [-32801]: 'content modified',
  [-32803]: 'request failed',
};
function count(method: string, code: number): void {
  const name = NAMES[code] ?? String(code);
  const seen = outcomes.get(method) ?? new Map<string, number>();
  outcomes.set(method, seen.set(name, (seen.get(name) ?? 0) + 1));
}

afterAll(() => {
  const lines = [...outcomes].map(
    ([method, seen]) => `${method}: ${[...seen].map(([name, times]) => `${name} ${times}`).join(', ')}`,
  );
  // Each was understood at least once: nothing that is refused for its parameters alone was tried in earnest.
  for (const method of REQUESTS)
    expect([...(outcomes.get(method)?.keys() ?? [])], method).toEqual(
      expect.arrayContaining(['answered', 'invalid params']),
    );
  process.stdout.write(`${outcomes.size} methods\n${lines.sort().join('\n')}\n`);
});

const faults = (session: RawSession): readonly string[] =>
  session.logs.filter((log) => /Error\b|failed with message/.test(log) && !log.endsWith(REFUSED));

async function askAll(session: RawSession, params: unknown, methods = REQUESTS): Promise<readonly string[]> {
  const answers = await Promise.all(
    methods.map(async (method) => ({ method, ...(await session.ask(method, params)) })),
  );
  for (const { method, code } of answers) count(method, code);
  return answers
    .filter(({ code, said }) => !DECENT.has(code) || /failed with message/.test(String(said)))
    .map(({ method, code, said }) => `${method}: ${code} ${said}`);
}

const open = (session: RawSession, uri = URI, text = TEXT): void =>
  session.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });

/** Runs with a server that has the document open; it must know afterwards what is wrong in it. */
async function holds(
  options: RawOptions,
  attack: (session: RawSession) => Promise<readonly string[]>,
): Promise<void> {
  const session = await startRawSession(options);
  try {
    open(session);
    expect(await attack(session)).toEqual([]);
    session.notify('textDocument/didChange', {
      textDocument: { uri: URI, version: 1000 },
      contentChanges: [{ text: TEXT }],
    });
    await vi.waitFor(() => {
      const last = session.published.findLast(({ uri }) => uri === URI);
      expect(last?.diagnostics.map(({ code }) => code)).toContain('token-empty');
    });
    expect(faults(session)).toEqual([]);
  } finally {
    session.stop();
  }
}

it('requests with any parameters', LONG, () =>
  holds({}, async (session) => {
    const bad = [];
    for (const params of PARAMETERS)
      for (const fault of await askAll(session, params)) bad.push(`${JSON.stringify(params)} ${fault}`);
    return bad;
  }),
);

it(
  'the methods that are asked are all that the documentation lists, and those it does not are refused',
  LONG,
  async () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/protocol.md'), 'utf8');
    const listed = [...page.matchAll(/^\| `([\w/]+)` \|/gm)].map(([, method]) => method);
    expect([...REQUESTS].sort()).toEqual(listed.sort());
    const session = await startRawSession();
    const unknown = Object.values<unknown>(lsp).flatMap((value) => {
      const { type, method, messageDirection } = (value ?? {}) as Record<string, unknown>;
      const isRequest = type instanceof lsp.RequestType || type instanceof lsp.ProtocolRequestType;
      if (!isRequest || typeof method !== 'string' || messageDirection === 'serverToClient') return [];
      return LIFE.has(method) || REQUESTS.includes(method) ? [] : [method];
    });
    expect(unknown.length).toBeGreaterThan(15);
    for (const method of unknown) {
      const { code } = await session.ask(method, about(URI));
      count(method, code);
      expect([method, code]).toEqual([method, -32601]);
    }
    session.stop();
  },
);

it('requests with any parameters, of a client that asks for findings and has no commands', LONG, async () => {
  const introduction = {
    capabilities: { workspace: { applyEdit: true }, textDocument: { diagnostic: {} } },
  };
  const session = await startRawSession({ introduction });
  open(session);
  const methods = ['textDocument/diagnostic', 'workspace/diagnostic', 'workspace/executeCommand'];
  for (const params of [about(URI), ...PARAMETERS, ...POSITIONS.map((position) => about(URI, position))])
    expect(await askAll(session, params, methods)).toEqual([]);
  expect(faults(session)).toEqual([]);
  session.stop();
});

it('notifications with any parameters', LONG, () =>
  holds({}, async (session) => {
    for (const method of NOTIFICATIONS)
      for (const params of PARAMETERS) if (!/didOpen|didClose/.test(method)) session.notify(method, params);
    return askAll(session, about(URI));
  }),
);

it('places that are none', LONG, () =>
  holds({}, async (session) => {
    const bad = [];
    for (const position of POSITIONS)
      for (const fault of await askAll(session, about(URI, position)))
        bad.push(`${JSON.stringify(position)} ${fault}`);
    return bad;
  }),
);

it('documents called anything', LONG, () =>
  holds({}, async (session) => {
    const bad: string[] = [];
    const ask = async (uri: string): Promise<void> => {
      for (const fault of await askAll(session, about(uri))) bad.push(`${uri.slice(0, 80)} ${fault}`);
    };
    for (const uri of URIS) {
      open(session, uri);
      await ask(uri);
      session.notify('textDocument/didChange', {
        textDocument: { uri, version: 2 },
        contentChanges: [{ text: `${TEXT}\n` }],
      });
      session.notify('workspace/didChangeWatchedFiles', {
        changes: [1, 2, 3].map((type) => ({ uri, type })),
      });
      session.notify('textDocument/didClose', { textDocument: { uri } });
      await ask(uri);
    }
    return bad;
  }),
);

it.each(
  SETTINGS.map((settings) => [
    settings instanceof Error ? 'none' : JSON.stringify(settings).slice(0, 60),
    settings,
  ]),
)('settings: %s', (_, configuration) =>
  holds({ configuration }, async (session) => askAll(session, about(URI))),
);

it.each(FOLDERS.map((folders) => [JSON.stringify(folders), folders]))('folders: %s', (_, folders) =>
  holds({ folders }, async (session) => askAll(session, about(URI))),
);

it.each(INTRODUCTIONS)('a client that introduces itself as %j', (introduction) =>
  holds({ introduction }, async (session) => askAll(session, about(URI))),
);
