// The tree of the nodes of an inventory: each with its files, and with what cannot be known. Shows what the server says,
// and is made anew only where that is another: a click on a row that is made anew is lost.
import * as vscode from 'vscode';
import type { PreviewedCluster } from '../../../server/src/protocol/preview.ts';
import type { NodeDocuments } from './nodeDocuments.ts';
import { entriesOf, type HostEntry, type TreeEntry, toTreeItem } from './nodeTreeItems.ts';

export interface NodeTree extends vscode.Disposable {
  /** The inventory that a document belongs to. */
  show(uri: string, cluster: PreviewedCluster): Promise<void>;
  reveal(host: string): Promise<void>;
}

/** The rows below a host, with what they were made of. */
interface Below {
  readonly of: string;
  readonly entries: readonly TreeEntry[];
}

export function createNodeTree(
  documents: NodeDocuments,
  clusterOf: (uri: string) => Promise<PreviewedCluster | null>,
): NodeTree {
  const changed = new vscode.EventEmitter<HostEntry | undefined>();
  let shown: { readonly uri: string; readonly cluster: PreviewedCluster } | undefined;
  let hosts: readonly HostEntry[] = [];
  const below = new Map<HostEntry, Below>();

  async function readBelow(entry: HostEntry): Promise<Below> {
    const { host } = entry;
    const uri = shown?.uri ?? '';
    const node = await documents.hostAt({ uri, host });
    return { of: JSON.stringify(node), entries: entriesOf(uri, host, node) };
  }

  const provider: vscode.TreeDataProvider<TreeEntry> = {
    onDidChangeTreeData: changed.event,
    getParent: () => undefined,
    getTreeItem: toTreeItem,
    async getChildren(entry) {
      if (!entry) return [...hosts];
      if (entry.kind !== 'host') return [];
      const known = below.get(entry) ?? (await readBelow(entry));
      below.set(entry, known);
      return [...known.entries];
    },
  };
  const tree = vscode.window.createTreeView('k3sInventory.nodes', { treeDataProvider: provider });

  function show(uri: string, cluster: PreviewedCluster): void {
    const isSame =
      shown?.uri === uri && JSON.stringify(shown.cluster.nodes) === JSON.stringify(cluster.nodes);
    shown = { uri, cluster };
    tree.description = cluster.isAssumed
      ? vscode.l10n.t('k3s-ansible {0}, assumed', cluster.k3sAnsible)
      : cluster.rolesIn === undefined
        ? `k3s-ansible ${cluster.k3sAnsible}`
        : vscode.l10n.t('like k3s-ansible {0}', cluster.k3sAnsible);
    tree.message =
      cluster.broken === undefined
        ? TOKENS[cluster.tokens]()
        : vscode.l10n.t('Ansible refuses the inventory as it is: {0}', cluster.broken);
    if (isSame) return;
    hosts = cluster.nodes.map((node) => ({ kind: 'host', ...node }));
    below.clear();
    changed.fire(undefined);
  }

  /** Of the hosts that have been opened. */
  async function renewBelow(): Promise<void> {
    for (const [entry, before] of [...below]) {
      const now = await readBelow(entry).catch(() => before);
      if (now.of === before.of || !below.has(entry)) continue;
      below.set(entry, now);
      changed.fire(entry);
    }
  }

  async function follow(): Promise<void> {
    if (!shown || !tree.visible) return;
    const { uri } = shown;
    const cluster = await clusterOf(uri).catch(() => null);
    if (!cluster || shown.uri !== uri) return;
    // Of an inventory that is refused, the rows stay as they were.
    const { nodes } = cluster.broken === undefined ? cluster : shown.cluster;
    show(uri, { ...cluster, nodes });
    if (cluster.broken === undefined) await renewBelow();
  }

  const listeners = [
    documents.onDidChange(follow),
    tree.onDidChangeVisibility(({ visible }) => (visible ? follow() : undefined)),
  ];
  return {
    async show(uri, cluster) {
      show(uri, cluster);
      await renewBelow();
      await vscode.commands.executeCommand('k3sInventory.nodes.focus');
    },
    async reveal(host) {
      const entry = hosts.find((one) => one.host === host);
      if (entry) await tree.reveal(entry, { focus: false, select: true, expand: true });
    },
    dispose: () => vscode.Disposable.from(tree, changed, ...listeners).dispose(),
  };
}

const TOKENS: Readonly<Record<PreviewedCluster['tokens'], () => string>> = {
  equal: () => vscode.l10n.t('All nodes have the same token.'),
  different: () => vscode.l10n.t('The nodes have different tokens: they will not form one cluster.'),
  made: () =>
    vscode.l10n.t('No token is given: the first server makes one up, and the play gives it to the others.'),
  unknown: () => vscode.l10n.t('Whether all nodes have the same token cannot be known here.'),
};
