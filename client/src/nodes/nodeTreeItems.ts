// The rows of the tree of nodes: hosts, and below them files and what cannot be known.
import * as vscode from 'vscode';
import { commandId } from '../../../server/src/protocol/commands.ts';
import type { PreviewedCluster, PreviewedHost } from '../../../server/src/protocol/preview.ts';
import type { NodeFile } from './nodeDocuments.ts';

export type HostEntry = { readonly kind: 'host' } & PreviewedCluster['nodes'][number];

export type TreeEntry =
  | HostEntry
  | { readonly kind: 'file'; readonly file: NodeFile; readonly label: string; readonly mode: string }
  | { readonly kind: 'unknown'; readonly host: string; readonly where: string; readonly reason: string };

export const entriesOf = (uri: string, host: string, node: PreviewedHost | undefined): TreeEntry[] => [
  ...(node?.texts ?? []).map(
    ({ path, label, mode }): TreeEntry => ({ kind: 'file', file: { uri, host, path }, label, mode }),
  ),
  ...(node?.unknown ?? []).map((unknown): TreeEntry => ({ kind: 'unknown', host, ...unknown })),
];

export function toTreeItem(entry: TreeEntry): vscode.TreeItem {
  if (entry.kind === 'host') return hostItem(entry);
  return entry.kind === 'file' ? fileItem(entry) : unknownItem(entry);
}

function hostItem({ host, label, role }: HostEntry): vscode.TreeItem {
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
