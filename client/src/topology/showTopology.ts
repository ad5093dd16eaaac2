// "Show Topology", and what follows edits: the picture beside the editor, and the tree with the same content.
import * as vscode from 'vscode';
import type { BaseLanguageClient as LanguageClient } from 'vscode-languageclient';
import { type TopologyAnswer, topology } from '../../../server/src/protocol/topology.ts';
import { registerCommand, request } from '../serverRequests.ts';
import { createTopologyPanel } from './topologyPanel.ts';
import { createTopologyTree } from './topologyTree.ts';

/** Long enough that typing asks for nothing. */
const PAUSE_MS = 300;

export function registerTopology(client: LanguageClient, extension: vscode.Uri): vscode.Disposable {
  const panel = createTopologyPanel(extension, open);
  const tree = createTopologyTree();
  let uri: string | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function show(): Promise<void> {
    const active = vscode.window.activeTextEditor?.document.uri.toString();
    const answer = active === undefined ? null : await request(client, topology, { uri: active });
    if (!answer) {
      void vscode.window.showWarningMessage(vscode.l10n.t('Open a K3s-Ansible inventory first.'));
      return;
    }
    uri = active;
    await vscode.commands.executeCommand('setContext', 'k3sInventory.hasTopology', true);
    tree.show(answer);
    panel.show(answer);
  }

  async function follow(): Promise<void> {
    if (uri === undefined) return;
    const asked = uri;
    const answer = await request(client, topology, { uri: asked }).catch(() => null);
    // What cannot be read for a moment leaves the picture as it was.
    if (!answer || asked !== uri) return;
    tree.show(answer);
    panel.update(answer);
  }

  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void follow(), PAUSE_MS);
  };
  return vscode.Disposable.from(
    panel,
    tree,
    { dispose: () => clearTimeout(timer) },
    vscode.workspace.onDidChangeTextDocument(soon),
    vscode.languages.onDidChangeDiagnostics(soon),
    registerCommand('showTopology', show),
  );
}

/** In the column beside the picture. */
async function open(place: TopologyAnswer['parts'][number]['place']): Promise<void> {
  if (!place) return;
  const { start, end } = place;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(place.uri));
  const visible = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  await vscode.window.showTextDocument(document, {
    viewColumn: visible?.viewColumn ?? vscode.ViewColumn.One,
    selection: new vscode.Range(start.line, start.column, end.line, end.column),
  });
}
