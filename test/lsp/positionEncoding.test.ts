// Clients that count columns in bytes or in characters: the same session as with UTF-16, place by place.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CodeAction, Position, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import {
  convertColumn,
  encodingOf,
  type PositionEncoding,
} from '../../server/src/lsp/positions/positionEncoding.ts';
import { fileUri } from '../../server/src/node/diskFileSystem.ts';
import { capabilitiesOf, type LspClient, startLspClient } from '../support/lspClient.ts';
import { createRandom, type Random } from '../support/random.ts';
import { chooseSeed } from '../support/seed.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

const ENCODINGS: readonly PositionEncoding[] = ['utf-8', 'utf-16', 'utf-32'];
const seed = chooseSeed('position encodings');

/** Counted in another way than the server does it. */
const unitsIn = (text: string, encoding: PositionEncoding): number =>
  ({ 'utf-8': Buffer.byteLength(text), 'utf-16': text.length, 'utf-32': [...text].length })[encoding];

const PIECES = ['a', ': ', 'é', 'ß', '中', '節', '𝒳', '🚀', '👩‍💻', '\u202e', ' ', '#', '"', '\t'];
const randomText = (random: Random, limit: number): string =>
  Array.from({ length: random.below(limit) }, () => random.pick(PIECES)).join('');

describe('columns', () => {
  it('count the same characters in every encoding', () => {
    const random = createRandom(seed);
    for (let round = 0; round < 2000; round++) {
      const [before, after] = [randomText(random, 12), randomText(random, 12)];
      for (const from of ENCODINGS)
        for (const to of ENCODINGS)
          expect(convertColumn(before + after, unitsIn(before, from), from, to)).toBe(unitsIn(before, to));
    }
  });

  it.each(ENCODINGS)('behind the end of a line are its end: %s', (to) => {
    expect(convertColumn('a🚀', 99, 'utf-8', to)).toBe(unitsIn('a🚀', to));
  });

  it('inside a character are its start', () => {
    expect([1, 2, 3, 4, 5].map((column) => convertColumn('a🚀b', column, 'utf-8', 'utf-16'))).toEqual([
      1, 1, 1, 1, 3,
    ]);
    expect(convertColumn('🚀b', 1, 'utf-16', 'utf-32')).toBe(0);
  });

  it('half of a pair alone is one character', () => {
    expect(convertColumn('\ud800b', 1, 'utf-16', 'utf-8')).toBe(3);
  });
});

it.each([
  [undefined, undefined],
  [['utf-8', 'utf-16'], 'utf-8'],
  [['utf-32', 'utf-8'], 'utf-32'],
  [['utf-7', 'utf-32'], 'utf-32'],
  [['utf-7'], 'utf-16'],
  [[], 'utf-16'],
  [[7, null], 'utf-16'],
  ['utf-8', undefined],
])('of %j, %j is taken', (offered, taken) => {
  expect(encodingOf(offered)).toBe(taken);
});

/** What is said of hosts, in a file that the client does not open. */
const VARIABLES = `# 🚀 節点
"名🚀": 1
ssh_user: "🚀{{ ansible_user }}"
site_name: "中文{{ ssh_user | default('🚀') }}"
`;
const INVENTORY = `# 集群 🚀
k3s_cluster:
  children:
    server:
      hosts:
        "节点🚀1": {ansible_host: 192.168.1.11, note: "𝒳", ansible_port: 22} # 🚀
    agent:
      hosts:
        n2: {note: "🚀🚀", ansible_host: "192.168.1.12", ansible_port: "x"}
  vars:
    labels: "🚀{{ site_name }} and {{ ssh_user | default('é') }} {{ nowhere }}"
    api_endpoint: "{{ groups['sérver'][0] }}" # 🚀 {{
    k3s_version: v1.31.12+k3s1
    token: "🚀changeme"
    ansible_user: debian
    other: {note: "é🚀", vault_token: !vault }
`;

describe('a session', () => {
  let folder: Folder;
  const clients: LspClient[] = [];
  beforeEach(() => {
    folder = createFolder({ 'group_vars/all.yml': VARIABLES, 'inventory.yml': INVENTORY });
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.stop();
    folder.remove();
  });

  const uriOf = (name: string): string => fileUri(`${folder.path}/${name}`);
  async function start(encoding: PositionEncoding): Promise<LspClient> {
    const client = await startLspClient({
      capabilities: {
        ...capabilitiesOf({ pulls: true }),
        general: { positionEncodings: [encoding, 'utf-16'] },
      },
    });
    clients.push(client);
    expect(client.initialized.capabilities.positionEncoding).toBe(encoding);
    return client;
  }

  /** The same places in another unit, wherever they stand in an answer: by the nearest document around. */
  function recounted(
    value: unknown,
    texts: ReadonlyMap<string, string>,
    from: PositionEncoding,
    uri = '',
  ): unknown {
    if (Array.isArray(value)) return value.map((item) => recounted(item, texts, from, uri));
    // A generated token is another each time.
    if (typeof value === 'string') return value.replace(/[A-Za-z0-9]{64}/, 'TOKEN');
    if (typeof value !== 'object' || value === null) return value;
    const fields = value as Record<string, unknown>;
    const document = fields.textDocument as { uri?: string } | undefined;
    const here = (fields.uri as string | undefined) ?? document?.uri ?? uri;
    if (typeof fields.line === 'number' && typeof fields.character === 'number') {
      const line = (texts.get(here) ?? '').split(/\r?\n/)[fields.line] ?? '';
      return { line: fields.line, character: columnAs(line, fields.character, from) };
    }
    return Object.fromEntries(
      Object.entries(fields)
        .filter(([key]) => key !== 'resultId')
        .map(([key, part]) => [key, recounted(part, texts, from, key.startsWith('file:') ? key : here)]),
    );
  }

  /** In UTF-16 units; by trying every place of the line. */
  function columnAs(line: string, column: number, from: PositionEncoding): number {
    const characters = [...line];
    const ends = [...characters, ''].map((_, count) => characters.slice(0, count).join(''));
    return ends.find((start) => unitsIn(start, from) === column)?.length ?? -1;
  }

  /** Characters of a line that start somewhere, as the client counts them. */
  const placesIn = (text: string, encoding: PositionEncoding): readonly Position[] =>
    text
      .split(/\r?\n/)
      .flatMap((line, index) =>
        [...line].flatMap((_, at, all) =>
          at % 8 === 0 || all[at] === '🚀'
            ? [{ line: index, character: unitsIn(all.slice(0, at).join(''), encoding) }]
            : [],
        ),
      );

  /** What a client sees of a document, with all places. */
  async function answersOf(client: LspClient, encoding: PositionEncoding, text: string): Promise<unknown[]> {
    const uri = uriOf('inventory.yml');
    const textDocument = { uri };
    const end = { line: text.split('\n').length - 1, character: 0 };
    const range = { start: { line: 0, character: 0 }, end };
    const answers: unknown[] = [];
    const ask = async (method: string, params: object): Promise<unknown> => {
      const answer = await client
        .request(method, { textDocument, ...params })
        .catch((error: Error) => error.message);
      answers.push({ method, answer: { uri, answer } });
      return answer;
    };
    for (const method of ['documentSymbol', 'documentLink', 'foldingRange', 'codeLens', 'diagnostic'])
      await ask(`textDocument/${method}`, {});
    await ask('textDocument/inlayHint', { range });
    await ask('k3sInventory/plainSecrets', { uri });
    await ask('k3sInventory/vaults', { uri });
    await ask('workspace/symbol', { query: 'n' });
    await ask('workspace/diagnostic', { previousResultIds: [] });
    answers.push(await tokensOf(client, uri, text, encoding));
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument,
      range,
      context: { diagnostics: [] },
    });
    for (const action of actions) {
      answers.push({ uri, action });
      if (action.data) answers.push({ uri, resolved: await client.resolve(action) });
    }
    const places = placesIn(text, encoding);
    await ask('textDocument/selectionRange', { positions: places });
    for (const position of places.filter((_, index) => index % 2 === 0)) {
      const methods = [
        'hover',
        'completion',
        'definition',
        'documentHighlight',
        'signatureHelp',
        'prepareRename',
      ];
      for (const method of methods) await ask(`textDocument/${method}`, { position });
      await ask('textDocument/references', { position, context: { includeDeclaration: true } });
      await ask('textDocument/onTypeFormatting', { position, ch: '{', options: {} });
    }
    const renamed = places.find(({ line }) => text.split('\n')[line]?.includes('labels:'));
    for (const position of places.filter(({ line }) => line === renamed?.line).slice(0, 30))
      await client
        .request('textDocument/rename', { textDocument, position, newName: 'renamed' })
        .then((edit) => answers.push({ edit }))
        .catch((error: Error) => answers.push(error.message));
    return answers;
  }

  /** The words that the tokens cover. */
  async function tokensOf(client: LspClient, uri: string, text: string, encoding: PositionEncoding) {
    const { data } = await client.request<{ data: number[] }>('textDocument/semanticTokens/full', {
      textDocument: { uri },
    });
    const words: unknown[] = [];
    let [line, start] = [0, 0];
    for (let at = 0; at < data.length; at += 5) {
      const [lines = 0, columns = 0, length = 0, ...kind] = data.slice(at, at + 5);
      line += lines;
      start = lines > 0 ? columns : start + columns;
      const shown = text.split(/\r?\n/)[line] ?? '';
      const [from, to] = [start, start + length].map((column) => columnAs(shown, column, encoding));
      words.push([line, shown.slice(from, to), ...kind]);
    }
    expect(words.length).toBeGreaterThan(3);
    return words;
  }

  it.each([
    ['utf-32', 'LF'],
    ['utf-8', 'CRLF'],
  ] as const)(
    'in %s, lines ended by %s: every answer is that of UTF-16',
    { timeout: 60_000 },
    async (encoding, end) => {
      const text = end === 'LF' ? INVENTORY : INVENTORY.replaceAll('\n', '\r\n');
      const texts = new Map([
        [uriOf('inventory.yml'), text],
        [uriOf('group_vars/all.yml'), VARIABLES],
      ]);
      const seen = [];
      for (const counted of [encoding, 'utf-16'] as const) {
        const client = await start(counted);
        client.notify('textDocument/didOpen', {
          textDocument: { uri: uriOf('inventory.yml'), languageId: 'yaml', version: 1, text },
        });
        seen.push(recounted(await answersOf(client, counted, text), texts, counted));
      }
      expect(JSON.stringify(seen[1]).length).toBeGreaterThan(100_000);
      expect(JSON.stringify(seen[0])).not.toContain('"character":-1');
      expect(seen[0]).toEqual(seen[1]);
    },
  );

  it.each(['utf-8', 'utf-32'] as const)(
    'in %s: a document that is edited at random stays what the client has',
    async (encoding) => {
      const random = createRandom(seed);
      const client = await start(encoding);
      const uri = uriOf('inventory.yml');
      let text = INVENTORY.replaceAll('\n', '\r\n');
      client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
      const boundary = (): number => [...text].slice(0, random.below([...text].length + 1)).join('').length;
      const positionAt = (offset: number): Position => {
        const lines = text.slice(0, offset).split('\n');
        return { line: lines.length - 1, character: unitsIn(lines.at(-1) ?? '', encoding) };
      };
      for (let version = 2; version < 60; version++) {
        const contentChanges: TextDocumentContentChangeEvent[] = [];
        for (let change = random.below(3); change >= 0; change--) {
          const [from = 0, to = 0] = [boundary(), boundary()].sort((a, b) => a - b);
          // No place between the two characters of a line break.
          const [start, end] = [from, Math.min(to, from + 20)].map((offset) =>
            text[offset - 1] === '\r' || /[\udc00-\udfff]/.test(text[offset] ?? '') ? offset - 1 : offset,
          ) as [number, number];
          const inserted = randomText(random, 6);
          contentChanges.push({ range: { start: positionAt(start), end: positionAt(end) }, text: inserted });
          text = text.slice(0, start) + inserted + text.slice(end);
        }
        client.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
      }
      // What is wrong at its end shows the text that the server has.
      text += '\r\n\u{1f680}: [\r\n';
      const fresh = await start('utf-16');
      client.notify('textDocument/didChange', {
        textDocument: { uri, version: 60 },
        contentChanges: [{ text }],
      });
      fresh.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
      const texts = new Map([[uri, text]]);
      const symbols = await Promise.all(
        [client, fresh].map((asked) =>
          asked.request('textDocument/documentSymbol', { textDocument: { uri } }),
        ),
      );
      expect(recounted(symbols[0], texts, encoding, uri)).toEqual(
        recounted(symbols[1], texts, 'utf-16', uri),
      );
    },
  );
});
