// "Preview Nodes" and what belongs to it: the tree, the files of a node, comparing them, and the way there and back.
import * as vscode from 'vscode';
import type { BaseLanguageClient as LanguageClient } from 'vscode-languageclient';
import {
  type InventoryState,
  type PreviewedCluster,
  placesOnNodes,
  previewedCluster,
} from '../../../server/src/protocol/preview.ts';
import { whyNoGit } from '../platform/git.ts';
import { registerCommand, request } from '../serverRequests.ts';
import { createNodeDocuments, type NodeDocuments, type NodeFile, nodeFileIn } from './nodeDocuments.ts';
import { createNodeTree } from './nodeTree.ts';
import type { TreeEntry } from './nodeTreeItems.ts';

/** From a code lens a host, from the tree a file; from the palette nothing. */
type Target = Partial<NodeFile> | TreeEntry;

const CONFIG = '/etc/rancher/k3s/config.yaml';

export function registerNodePreviews(client: LanguageClient): vscode.Disposable {
  const documents = createNodeDocuments(client);
  const clusterOf = (uri: string): Promise<PreviewedCluster | null> =>
    request(client, previewedCluster, { uri });
  const tree = createNodeTree(documents, clusterOf);

  async function showTree(uri: string | undefined): Promise<PreviewedCluster | undefined> {
    const cluster = uri === undefined ? null : await clusterOf(uri);
    if (uri === undefined || !cluster) {
      void vscode.window.showWarningMessage(vscode.l10n.t('Open a K3s-Ansible inventory first.'));
      return undefined;
    }
    await vscode.commands.executeCommand('setContext', 'k3sInventory.hasNodePreview', true);
    await tree.show(uri, cluster);
    return cluster;
  }

  async function previewHost(target?: Target): Promise<void> {
    const given = fileIn(target);
    const uri = given?.uri ?? inventoryUri();
    if (given?.path !== undefined && uri !== undefined && given.host !== undefined)
      return documents.open({ uri, host: given.host, path: given.path });
    const cluster = await showTree(uri);
    if (uri === undefined || !cluster) return;
    const host = given?.host ?? (await chooseHost(cluster));
    if (host === undefined) return;
    await tree.reveal(host);
    const paths = await pathsOf(documents, { uri, host });
    const path = paths.find((one) => one === CONFIG) ?? paths[0];
    if (path !== undefined) await documents.open({ uri, host, path });
  }

  async function compare(state: Exclude<InventoryState, 'typed'>, target?: Target): Promise<void> {
    const given = fileIn(target) ?? nodeFileIn(vscode.window.activeTextEditor?.document.uri);
    const file = isWhole(given) ? given : await chooseFile(documents, clusterOf);
    if (file) await documents.compare(file, state);
  }

  return vscode.Disposable.from(
    documents,
    tree,
    registerCommand('previewNodes', async () => void (await showTree(inventoryUri()))),
    registerCommand('previewHost', previewHost),
    registerCommand('compareWithSaved', (target?: Target) => compare('saved', target)),
    registerCommand('compareWithHead', async (target?: Target) => {
      const refused = whyNoGit();
      if (refused === undefined) await compare('head', target);
      else void vscode.window.showWarningMessage(refused);
    }),
    registerCommand('showOnNodes', () => showOnNodes(client, documents)),
  );
}

/** Of the inventory in the active tab, also where a file of one of its nodes is shown. */
function inventoryUri(): string | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return nodeFileIn(uri)?.uri ?? uri?.toString();
}

function fileIn(target: Target | undefined): Partial<NodeFile> | undefined {
  if (!target || !('kind' in target)) return target;
  return target.kind === 'file' ? target.file : { host: target.host };
}

const isWhole = (file: Partial<NodeFile> | undefined): file is NodeFile =>
  file?.uri !== undefined && file.host !== undefined && file.path !== undefined;

const pathsOf = async (documents: NodeDocuments, node: Omit<NodeFile, 'path'>): Promise<readonly string[]> =>
  ((await documents.hostAt(node))?.texts ?? []).map(({ path }) => path);

async function chooseHost({ nodes }: PreviewedCluster): Promise<string | undefined> {
  const title = vscode.l10n.t('Which node?');
  return nodes.length === 1
    ? nodes[0]?.host
    : vscode.window
        .showQuickPick(
          nodes.map(({ label, host }) => ({ label, host })),
          { title },
        )
        .then((chosen) => chosen?.host);
}

async function chooseFile(
  documents: NodeDocuments,
  clusterOf: (uri: string) => Promise<PreviewedCluster | null>,
): Promise<NodeFile | undefined> {
  const uri = inventoryUri();
  const cluster = uri === undefined ? null : await clusterOf(uri);
  if (uri === undefined || !cluster) {
    void vscode.window.showWarningMessage(vscode.l10n.t('Open a K3s-Ansible inventory first.'));
    return undefined;
  }
  const host = await chooseHost(cluster);
  if (host === undefined) return undefined;
  const paths = await pathsOf(documents, { uri, host });
  const path = await vscode.window.showQuickPick(paths, { title: vscode.l10n.t('Which file?') });
  return path === undefined ? undefined : { uri, host, path };
}

/** From the cursor in an inventory to the lines that are made of what stands there. */
async function showOnNodes(client: LanguageClient, documents: NodeDocuments): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  const uri = editor.document.uri.toString();
  const { line, character } = editor.selection.active;
  const places = await request(client, placesOnNodes, { uri, position: { line, character } });
  const items = places.map((place) => ({
    label: place.host,
    description: place.path,
    detail: place.key ?? '',
    place,
  }));
  const [only] = items;
  if (!only) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('What stands at the cursor ends in no file of a node.'),
    );
    return;
  }
  const title = vscode.l10n.t('Where it ends on the nodes');
  const chosen = items.length === 1 ? only : await vscode.window.showQuickPick(items, { title });
  if (chosen) await documents.open({ uri, ...chosen.place }, chosen.place.line);
}
