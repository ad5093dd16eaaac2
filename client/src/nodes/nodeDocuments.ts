// Files of nodes as documents to read: made by the server, on no disk, brought up to date as the user types. From a line
// of one, "Go to Definition" leads to what has made it.
import * as vscode from 'vscode';
import type { BaseLanguageClient as LanguageClient } from 'vscode-languageclient';
import {
  type InventoryState,
  type PreviewedHost,
  previewedHost,
  sourcesOnNode,
} from '../../../server/src/protocol/preview.ts';
import { isWritten } from '../documents.ts';
import { request } from '../serverRequests.ts';

const SCHEME = 'k3s-inventory-node';
/** Long enough that a word is typed in it. */
const PAUSE_MS = 150;

/** A file of a node, as an inventory makes it. */
export interface NodeFile {
  /** Of a document of the inventory. */
  readonly uri: string;
  readonly host: string;
  readonly path: string;
}

export interface NodeDocuments extends vscode.Disposable {
  /** After typing has paused, and after saving. */
  readonly onDidChange: vscode.Event<void>;
  hostAt(file: Omit<NodeFile, 'path'>, state?: InventoryState): Promise<PreviewedHost | undefined>;
  open(file: NodeFile, line?: number): Promise<void>;
  /** What is typed beside a former state. */
  compare(file: NodeFile, state: Exclude<InventoryState, 'typed'>): Promise<void>;
}

interface Shown extends NodeFile {
  readonly state: InventoryState;
}

export function createNodeDocuments(client: LanguageClient): NodeDocuments {
  const texts = new vscode.EventEmitter<vscode.Uri>();
  const changed = new vscode.EventEmitter<void>();

  async function hostAt(
    { uri, host, path }: Omit<NodeFile, 'path'> & Partial<NodeFile>,
    state: InventoryState = 'typed',
  ): Promise<PreviewedHost | undefined> {
    const tasks = path === 'tasks';
    const answer = await request(client, previewedHost, { uri, host, state, tasks });
    if (answer && 'refused' in answer) throw new Error(answer.refused);
    return answer ?? undefined;
  }

  const follow = createFollower(texts, changed);
  /** What each document had when the inventory could be read last. */
  const readable = new Map<string, string>();

  async function textOf(document: vscode.Uri): Promise<string> {
    const { state, ...file } = shownBy(document);
    const host = await hostAt(file, state);
    const text = host?.texts.find(({ path }) => path === file.path)?.text ?? '';
    const key = document.toString();
    const before = readable.get(key);
    if (host?.broken !== undefined) {
      const mark = vscode.l10n.t('Ansible refuses the inventory as it is; below is what it gave before.');
      return `# ${mark}\n# ${host.broken}\n${before ?? ''}`;
    }
    if (!host && before !== undefined) {
      const mark = vscode.l10n.t(
        '{0} is not in the inventory any more, or the inventory is gone; below is what it gave before.',
        file.host,
      );
      return `# ${mark}\n${before}`;
    }
    readable.set(key, text);
    return text;
  }

  const disposables = [
    texts,
    changed,
    follow,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: texts.event,
      provideTextDocumentContent: textOf,
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => readable.delete(uri.toString())),
    vscode.languages.registerDefinitionProvider(
      { scheme: SCHEME },
      {
        async provideDefinition(document, { line }, token) {
          const { state, ...file } = shownBy(document.uri);
          if (state !== 'typed') return [];
          const places = await request(client, sourcesOnNode, { ...file, line }, token);
          return places.map(
            ({ uri, range: { start, end } }) =>
              new vscode.Location(
                vscode.Uri.parse(uri),
                new vscode.Range(start.line, start.character, end.line, end.character),
              ),
          );
        },
      },
    ),
  ];
  return {
    onDidChange: changed.event,
    hostAt,
    async open(file, line = 0) {
      const document = await read(uriOf({ ...file, state: 'typed' }));
      const selection = new vscode.Range(line, 0, line, 0);
      await vscode.window.showTextDocument(document, { selection, preview: true });
    },
    async compare(file, state) {
      // A refusal is shown as text, not as a document that cannot be opened.
      await hostAt(file, state);
      const [before, after] = [uriOf({ ...file, state }), uriOf({ ...file, state: 'typed' })];
      await Promise.all([read(before), read(after)]);
      // One that was open already may be of a moment before.
      for (const uri of [before, after]) texts.fire(uri);
      const name = `${file.host} ${file.path}`;
      const title =
        state === 'saved'
          ? vscode.l10n.t('{0}: saved ↔ typed', name)
          : vscode.l10n.t('{0}: Git HEAD ↔ typed', name);
      await vscode.commands.executeCommand('vscode.diff', before, after, title);
    },
    dispose: () => vscode.Disposable.from(...disposables).dispose(),
  };
}

/** The file that a tab shows, where it is one of a node. */
export const nodeFileIn = (uri: vscode.Uri | undefined): NodeFile | undefined =>
  uri?.scheme === SCHEME ? shownBy(uri) : undefined;

/** Its path ends as the file's, so that VS Code colours it as such. */
const uriOf = (shown: Shown): vscode.Uri =>
  vscode.Uri.from({
    scheme: SCHEME,
    path: `/${shown.host}/${shown.path.replace(/^\//, '')}`,
    query: JSON.stringify(shown),
  });

const shownBy = (uri: vscode.Uri): Shown => JSON.parse(uri.query) as Shown;

/** Units and files of environment have no language of their own in VS Code. */
async function read(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  return document.languageId === 'plaintext'
    ? vscode.languages.setTextDocumentLanguage(document, 'ini')
    : document;
}

/** Makes the texts that are open anew when what they are made of may be another. */
function createFollower(
  texts: vscode.EventEmitter<vscode.Uri>,
  changed: vscode.EventEmitter<void>,
): vscode.Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (document: vscode.TextDocument): void => {
    if (!isWritten(document)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === SCHEME) texts.fire(uri);
      changed.fire();
    }, PAUSE_MS);
  };
  return vscode.Disposable.from(
    { dispose: () => clearTimeout(timer) },
    vscode.workspace.onDidChangeTextDocument(({ document }) => soon(document)),
    vscode.workspace.onDidSaveTextDocument(soon),
  );
}
