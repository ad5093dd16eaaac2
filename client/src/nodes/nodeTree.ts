// The tree of the nodes of an inventory: each with its files, and with what cannot be known. Shows what the server says.
import * as vscode from 'vscode';
import { commandId } from '../../../server/src/protocol/commands.ts';
import type { PreviewedCluster, PreviewedHost } from '../../../server/src/protocol/preview.ts';
import type { NodeDocuments, NodeFile } from './nodeDocuments.ts';

export type TreeEntry =
  | ({ readonly kind: 'host' } & PreviewedCluster['nodes'][number])
  | { readonly kind: 'file'; readonly file: NodeFile; readonly label: string; readonly mode: string }
  | { readonly kind: 'unknown'; readonly host: string; readonly where: string; readonly reason: string };

export interface NodeTree extends vscode.Disposable {
  /** The inventory that a document belongs to. */
  show(uri: string, cluster: PreviewedCluster): Promise<void>;
  reveal(host: string): Promise<void>;
}

export function createNodeTree(
  documents: NodeDocuments,
  clusterOf: (uri: string) => Promise<PreviewedCluster | null>,
): NodeTree {
  const changed = new vscode.EventEmitter<void>();
  let shown: { readonly uri: string; readonly cluster: PreviewedCluster } | undefined;
  const provider: vscode.TreeDataProvider<TreeEntry> = {
    onDidChangeTreeData: changed.event,
    getParent: () => undefined,
    getTreeItem: toTreeItem,
    async getChildren(entry) {
      if (!shown) return [];
      const { uri, cluster } = shown;
      if (!entry) return cluster.nodes.map((node): TreeEntry => ({ kind: 'host', ...node }));
      if (entry.kind !== 'host') return [];
      const { host } = entry;
      return entriesOf(uri, host, await documents.hostAt({ uri, host }));
    },
  };
  const tree = vscode.window.createTreeView('k3sInventory.nodes', { treeDataProvider: provider });

  function tell(uri: string, cluster: PreviewedCluster): void {
    shown = { uri, cluster };
    tree.description = cluster.isAssumed
      ? vscode.l10n.t('k3s-ansible {0}, assumed', cluster.k3sAnsible)
      : `k3s-ansible ${cluster.k3sAnsible}`;
    tree.message = TOKENS[cluster.tokens]();
    changed.fire();
  }

  const reveal = async (host: string): Promise<void> => {
    const node = shown?.cluster.nodes.find((one) => one.host === host);
    if (node) await tree.reveal({ kind: 'host', ...node }, { focus: false, select: true, expand: true });
  };

  const listener = documents.onDidChange(async () => {
    if (!shown || !tree.visible) return;
    const { uri } = shown;
    // What cannot be read at the moment leaves the tree as it was.
    const cluster = await clusterOf(uri).catch(() => null);
    if (cluster && shown.uri === uri) tell(uri, cluster);
  });
  return {
    async show(uri, cluster) {
      tell(uri, cluster);
      await vscode.commands.executeCommand('k3sInventory.nodes.focus');
    },
    reveal,
    dispose: () => vscode.Disposable.from(tree, changed, listener).dispose(),
  };
}

const TOKENS: Readonly<Record<PreviewedCluster['tokens'], () => string>> = {
  equal: () => vscode.l10n.t('All nodes have the same token.'),
  different: () => vscode.l10n.t('The nodes have different tokens: they will not form one cluster.'),
  unknown: () => vscode.l10n.t('Whether all nodes have the same token cannot be known here.'),
};

const entriesOf = (uri: string, host: string, node: PreviewedHost | undefined): TreeEntry[] => [
  ...(node?.texts ?? []).map(
    ({ path, label, mode }): TreeEntry => ({ kind: 'file', file: { uri, host, path }, label, mode }),
  ),
  ...(node?.unknown ?? []).map((unknown): TreeEntry => ({ kind: 'unknown', host, ...unknown })),
];

function toTreeItem(entry: TreeEntry): vscode.TreeItem {
  if (entry.kind === 'host') return hostItem(entry);
  return entry.kind === 'file' ? fileItem(entry) : unknownItem(entry);
}

function hostItem({ host, label, role }: Extract<TreeEntry, { kind: 'host' }>): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = host;
  item.iconPath = new vscode.ThemeIcon(role === 'server' ? 'server' : 'vm');
  item.description = role === 'server' ? vscode.l10n.t('server') : vscode.l10n.t('agent');
  return item;
}

function fileItem({ file, label, mode }: Extract<TreeEntry, { kind: 'file' }>): vscode.TreeItem {
  const { host, path } = file;
  const isFile = path.startsWith('/');
  const name = label.split('/').at(-1) ?? label;
  const item = new vscode.TreeItem(isFile ? name : label);
  item.id = `${host}\n${path}`;
  item.iconPath = new vscode.ThemeIcon(isFile ? 'file' : path === 'tasks' ? 'list-ordered' : 'terminal');
  item.description = isFile ? label.slice(0, -name.length - 1) : '';
  item.tooltip = `${label} ${mode}`.trim();
  item.contextValue = 'nodeFile';
  item.command = {
    title: path,
    command: commandId('previewHost'),
    arguments: [file],
  };
  return item;
}

function unknownItem({ host, where, reason }: Extract<TreeEntry, { kind: 'unknown' }>): vscode.TreeItem {
  const item = new vscode.TreeItem(where);
  item.id = `${host}\nunknown\n${where}`;
  item.iconPath = new vscode.ThemeIcon('question');
  item.description = reason;
  item.tooltip = `${where}: ${reason}`;
  return item;
}
