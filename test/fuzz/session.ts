// One session with the language server over its protocol: hostile names, texts, files and messages in any order. What
// it publishes in the end must be what a server publishes that is sent only the end.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdir, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { joinUri } from '../../server/src/core/ansible/files/uri.ts';
import { fileUri } from '../../server/src/node/diskFileSystem.ts';
import { FRAGMENTS } from '../support/hostileTexts.ts';
import { type LspClient, startLspClient } from '../support/lspClient.ts';
import type { Random } from '../support/random.ts';
import { files, hostileFile, mutated, words } from './hostileFiles.ts';

interface Open {
  text: string;
  version: number;
}

interface Session {
  readonly random: Random;
  readonly client: LspClient;
  readonly folder: string;
  readonly names: readonly string[];
  /** Documents as the server should have them. */
  readonly open: Map<string, Open>;
  note(message: unknown): void;
}

type Step = (session: Session) => Promise<void> | void;

const position = (random: Random) => ({ line: random.below(30), character: random.below(40) });

/** Names lead nowhere else: what lies around the folder is not read here. */
function uriIn({ random, folder, names }: Session): string {
  const root = fileUri(folder);
  const uri = joinUri(root, random.pick([...names, words(random, 2).replaceAll('\0', '')]));
  return uri.startsWith(`${root}/`) ? uri : `${root}/${encodeURIComponent(random.pick(names))}`;
}

const someOpen = ({ random, open }: Session): string | undefined =>
  open.size > 0 ? random.pick([...open.keys()]) : undefined;

/** Questions and the parameters besides document and position. */
const QUESTIONS: readonly (readonly [method: string, more: object])[] = [
  ['hover', {}],
  ['completion', {}],
  ['signatureHelp', {}],
  ['definition', {}],
  ['references', { context: { includeDeclaration: true } }],
  ['documentHighlight', {}],
  ['documentSymbol', {}],
  ['documentLink', {}],
  ['prepareRename', {}],
  ['semanticTokens/full', {}],
];

function openOne(session: Session): void {
  const { random, client, open, note } = session;
  const uri = uriIn(session);
  const text = open.has(uri) ? '' : hostileFile(random, 600)[1];
  if (open.has(uri)) return;
  open.set(uri, { text, version: 1 });
  note(['open', uri, text]);
  client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
}

function change(session: Session): void {
  const { random, client, open, note } = session;
  const uri = someOpen(session);
  const document = uri === undefined ? undefined : open.get(uri);
  if (uri === undefined || !document) return;
  document.version++;
  const text = random.below(3) === 0 ? hostileFile(random, 300)[1] : mutated(random, document.text);
  document.text = text;
  note(['change', uri, text]);
  const textDocument = { uri, version: document.version };
  client.notify('textDocument/didChange', { textDocument, contentChanges: [{ text }] });
}

function close(session: Session): void {
  const uri = someOpen(session);
  if (uri === undefined) return;
  session.open.delete(uri);
  session.note(['close', uri]);
  session.client.notify('textDocument/didClose', { textDocument: { uri } });
}

async function ask(session: Session): Promise<void> {
  const { random, client, note } = session;
  const uri = someOpen(session) ?? uriIn(session);
  const [method, more] = random.pick(QUESTIONS);
  const params = { textDocument: { uri }, position: position(random), ...more };
  note([method, params]);
  await answered(client.request(`textDocument/${method}`, params));
}

async function onDisk(session: Session): Promise<void> {
  const { random, client, folder, names, note } = session;
  const name = random.pick(names);
  const [, text] = hostileFile(random, 300);
  const isGone = random.below(3) === 0;
  note([isGone ? 'delete' : 'write', name, text]);
  const isNew = !existsSync(join(folder, name));
  if (isGone) await unlink(join(folder, name)).catch(() => undefined);
  else await write(folder, name, text);
  client.notify('workspace/didChangeWatchedFiles', {
    changes: [{ uri: joinUri(fileUri(folder), name), type: isGone ? 3 : isNew ? 1 : 2 }],
  });
}

/** Of the wrong type, about nothing, too early or too late. */
async function malformed(session: Session): Promise<void> {
  const { random, client, note } = session;
  const junk = random.pick<unknown>([null, 1, 'x', [], {}, { uri: 1 }, { uri: words(random, 3) }, -1, 1e99]);
  const params = random.pick<object>([
    {},
    { textDocument: junk },
    { textDocument: { uri: uriIn(session), version: junk }, contentChanges: junk },
    { textDocument: { uri: words(random, 2) }, position: junk, range: junk, context: junk, newName: junk },
    { textDocument: { uri: words(random, 2), text: random.pick(FRAGMENTS), version: 1, languageId: junk } },
    { query: words(random, 3), changes: junk },
  ]);
  const [method] = random.pick(QUESTIONS);
  const name = random.pick([
    `textDocument/${method}`,
    'textDocument/rename',
    'workspace/symbol',
    words(random, 2),
  ]);
  note([name, params]);
  if (random.below(2) === 0)
    client.notify(random.pick([name, 'textDocument/didSave', 'textDocument/willSave']), params);
  else await answered(client.request(name, params));
}

const STEPS: readonly Step[] = [
  openOne,
  openOne,
  change,
  change,
  change,
  close,
  ask,
  ask,
  ask,
  onDisk,
  malformed,
];

/** A request may be refused; it may not fail inside. */
const INTERNAL_ERROR = -32603;
async function answered<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if ((error as { code?: number }).code === INTERNAL_ERROR) throw error;
    return undefined;
  }
}

async function write(folder: string, name: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), text);
}

/** What is said of a document, as far as it does not depend on what was said before. */
async function saidOf(client: LspClient, uri: string): Promise<string> {
  const textDocument = { uri };
  const range = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } };
  const all: unknown[] = [];
  for (const [method, more] of [...QUESTIONS, ['inlayHint', {}] as const])
    all.push(
      await answered(
        client.request(`textDocument/${method}`, {
          textDocument,
          position: { line: 3, character: 6 },
          range,
          ...more,
        }),
      ),
    );
  // Answers about tokens are numbered.
  return JSON.stringify(all, (key, value) => (key === 'resultId' ? undefined : value));
}

function difference(a: string, b: string): string {
  let at = 0;
  while (a[at] === b[at]) at++;
  const from = Math.max(0, at - 200);
  return `${a.slice(from, at + 200)}\n  anew: ${b.slice(from, at + 200)}`;
}

export async function session(random: Random, describe: (input: unknown) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'k3s-inventory-'));
  const [, contents] = files(random, 300);
  const names = [...new Set(['inventory.yml', 'group_vars/all.yml', 'hosts.ini', ...Object.keys(contents)])];
  const messages: unknown[] = [contents];
  describe(messages);
  const clients: LspClient[] = [];
  const begin = async (): Promise<LspClient> => {
    const client = await startLspClient();
    clients.push(client);
    return client;
  };
  try {
    for (const [name, text] of Object.entries(contents)) await write(folder, name, text);
    const client = await begin();
    const open = new Map<string, Open>();
    const note = (message: unknown): void => void messages.push(message);
    for (let i = 2 + random.below(14); i >= 0; i--)
      await random.pick(STEPS)({ random, client, folder, names, open, note });
    const fresh = await begin();
    for (const [uri, { text }] of open)
      fresh.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
    for (const uri of open.keys()) {
      const [published, expected] = [await saidOf(client, uri), await saidOf(fresh, uri)];
      if (published !== expected)
        throw new Error(`${uri}: not as a fresh server: ${difference(published, expected)}`);
    }
    const faults = clients.flatMap(({ logs }) => logs).filter((log) => /Error\b/.test(log));
    if (faults.length > 0) throw new Error(faults.join('\n'));
  } finally {
    for (const client of clients) await client.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
