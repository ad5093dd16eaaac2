// Edits that no decent client sends, in any order and while requests run: the server neither fails nor loses the text.
// What it publishes in the end is what a server publishes that is sent only the end.
import { expect, it, vi } from 'vitest';
import { about, REQUESTS, TEXT, URI } from '../support/hostileMessages.ts';
import { createRandom, type Random } from '../support/random.ts';
import { type RawSession, startRawSession } from '../support/rawSession.ts';
import { chooseSeed } from '../support/seed.ts';

const LONG = { timeout: 120_000 };
const INTERNAL_ERROR = -32603;

const open = (session: RawSession, text: string, version = 1): void =>
  session.notify('textDocument/didOpen', {
    textDocument: { uri: URI, languageId: 'yaml', version, text },
  });

interface Edit {
  readonly range?: object;
  readonly text: string;
}

const change = (session: RawSession, version: number, ...contentChanges: readonly Edit[]): void =>
  session.notify('textDocument/didChange', { textDocument: { uri: URI, version }, contentChanges });

const close = (session: RawSession): void =>
  session.notify('textDocument/didClose', { textDocument: { uri: URI } });

const failed = (session: RawSession): readonly string[] =>
  session.logs.filter((log) => /Error\b|failed with message/.test(log));

const at = (line: number, character: number) => ({ line, character });
const range = (...[a, b, c, d]: readonly [number, number, number, number]) => ({
  start: at(a, b),
  end: at(c, d),
});

const HUGE = 2 ** 31;

/** What a client may say of an open document that has the version 1. */
const KINDS: Readonly<Record<string, (session: RawSession) => void>> = {
  'a range whose end comes first': (session) =>
    change(session, 2, { range: range(9, 0, 2, 0), text: 'x: 1\n' }),
  'ranges that overlap': (session) =>
    change(
      session,
      2,
      { range: range(0, 0, 5, 3), text: '{' },
      { range: range(0, 0, 9, 0), text: '}\n' },
      { range: range(3, 1, 3, 1), text: '\u2028' },
    ),
  'ranges outside of the text': (session) =>
    change(
      session,
      2,
      { range: range(HUGE, HUGE, HUGE, HUGE), text: 'a' },
      { range: range(0, HUGE, HUGE, 0), text: 'b' },
    ),
  'a range between the halves of a character': (session) => {
    change(session, 2, { text: 'a: "\u{1f600}"\n' });
    change(session, 3, { range: range(0, 5, 0, 5), text: 'x' });
    change(session, 4, { range: range(0, 4, 0, 5), text: '' });
  },
  'a range between CR and LF': (session) => {
    change(session, 2, { text: 'a: 1\r\nb: 2\r\n' });
    change(session, 3, { range: range(0, 5, 1, 0), text: 'x' });
  },
  'a version that goes back': (session) => {
    change(session, 9, { range: range(0, 0, 0, 0), text: '#' });
    change(session, 3, { range: range(0, 0, 0, 1), text: '' });
    change(session, -7, { range: range(0, 0, 0, 0), text: '# ' });
  },
  'the same version over and over': (session) => {
    for (let count = 0; count < 50; count++) change(session, 1, { range: range(0, 0, 0, 0), text: '#\n' });
  },
  'a version as large as numbers are': (session) =>
    change(session, Number.MAX_SAFE_INTEGER, { range: range(0, 0, 0, 0), text: '#' }),
  'no change at all': (session) => change(session, 2),
  'a hundred thousand changes at once': (session) =>
    change(session, 2, ...Array.from({ length: 100_000 }, () => ({ range: range(0, 0, 0, 0), text: ' ' }))),
  'opened twice': (session) => open(session, 'all:\n', 7),
  'closed twice, and changed when it is closed': (session) => {
    close(session);
    close(session);
    change(session, 2, { range: range(0, 0, 0, 0), text: 'x' });
    open(session, 'all:\n', 1);
  },
  'closed and opened with an older version': (session) => {
    change(session, 50, { text: 'all:\n' });
    close(session);
    open(session, TEXT, 2);
  },
  'lone halves of characters': (session) =>
    change(session, 2, { text: `${TEXT}    \ud800: "\udc00 {{ '\ud800' }}"\n` }),
  'a null byte in every line': (session) => change(session, 2, { text: TEXT.replaceAll('\n', '\0\n') }),
};

/** Asks everything at once, and waits for no answer before the text changes. */
async function askEverything(session: RawSession, position = at(10, 6)): Promise<readonly string[]> {
  const answers = await Promise.all(
    REQUESTS.map(async (method) => ({ method, ...(await session.ask(method, about(URI, position))) })),
  );
  return answers
    .filter(({ code }) => code === INTERNAL_ERROR)
    .map(({ method, said }) => `${method}: ${String(said)}`);
}

const codes = (session: RawSession): unknown =>
  session.published.findLast(({ uri }) => uri === URI)?.diagnostics.map(({ code }) => code);

it.each(Object.keys(KINDS))('%s', LONG, async (kind) => {
  const session = await startRawSession();
  try {
    open(session, TEXT);
    const before = askEverything(session);
    KINDS[kind]?.(session);
    expect([...(await before), ...(await askEverything(session))]).toEqual([]);
    change(session, 1e6, { text: TEXT });
    await vi.waitFor(() => expect(codes(session)).toContain('token-empty'), { timeout: 20_000 });
    expect(failed(session)).toEqual([]);
  } finally {
    session.stop();
  }
});

const WORDS = [
  '\n',
  '    ',
  ': ',
  '- ',
  '{{ ',
  ' }}',
  '"',
  "'",
  '#',
  '\r',
  '\u2028',
  '\ud83d',
  '\ude00',
  'token',
  '__proto__',
];

function randomEdit(random: Random): Edit {
  const text = Array.from({ length: random.below(4) }, () => random.pick(WORDS)).join('');
  if (random.below(12) === 0) return { text: TEXT + text };
  const ends = [at(random.below(16), random.below(40)), at(random.below(16), random.below(40))] as const;
  return { range: { start: ends[0], end: random.below(3) === 0 ? ends[1] : ends[0] }, text };
}

/** What a server says of an open document, as far as it has no numbers of its own. */
async function saidOf(session: RawSession): Promise<unknown> {
  const said = [];
  for (const method of [
    'hover',
    'documentSymbol',
    'codeLens',
    'foldingRange',
    'semanticTokens/full',
    'inlayHint',
  ])
    said.push((await session.ask(`textDocument/${method}`, about(URI, at(8, 5)))).said);
  return JSON.parse(JSON.stringify(said, (key, value) => (/^(?:resultId|version)$/.test(key) ? 0 : value)));
}

it('any edits, one after the other, while everything is asked', LONG, async () => {
  const random = createRandom(chooseSeed('edits over the protocol'));
  const [session, reference] = [await startRawSession(), await startRawSession()];
  try {
    for (let round = 0; round < 15; round++) {
      const asked: Promise<readonly string[]>[] = [];
      const changes: (readonly Edit[])[] = [];
      open(session, TEXT);
      for (let version = 2; version < 8; version++) {
        const edits = Array.from({ length: 1 + random.below(3) }, () => randomEdit(random));
        changes.push(edits);
        change(session, version, ...edits);
        if (random.below(3) === 0) asked.push(askEverything(session, at(random.below(20), random.below(40))));
      }
      expect((await Promise.all(asked)).flat(), JSON.stringify(changes)).toEqual([]);
      // The same edits in one message, and nothing was asked in between.
      open(reference, TEXT);
      change(reference, 2, ...changes.flat());
      expect(await saidOf(session), JSON.stringify(changes)).toEqual(await saidOf(reference));
      close(session);
      close(reference);
    }
    expect([...failed(session), ...failed(reference)]).toEqual([]);
  } finally {
    session.stop();
    reference.stop();
  }
});
