// The content of the picture as a tree, for those who read with a screen reader or do not like pictures.
import * as vscode from 'vscode';
import type { TopologyAnswer } from '../../../server/src/protocol/topology.ts';

type Part = TopologyAnswer['parts'][number];
type Problem = TopologyAnswer['problems'][number];
type Entry =
  | { readonly is: 'part'; readonly part: Part }
  | { readonly is: 'problem'; readonly problem: Problem };

export interface TopologyTree extends vscode.Disposable {
  show(answer: TopologyAnswer): void;
}

export function createTopologyTree(): TopologyTree {
  const changed = new vscode.EventEmitter<undefined>();
  let shown: TopologyAnswer | undefined;
  const provider: vscode.TreeDataProvider<Entry> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: (entry) => (entry.is === 'part' ? partItem(entry.part) : problemItem(entry.problem)),
    getChildren(entry) {
      if (entry?.is === 'part') return entry.part.problems.map((problem) => ({ is: 'problem', problem }));
      if (entry || !shown) return [];
      return [
        ...shown.parts.map((part) => ({ is: 'part' as const, part })),
        ...shown.problems.map((problem) => ({ is: 'problem' as const, problem })),
      ];
    },
  };
  const tree = vscode.window.createTreeView('k3sInventory.topology', { treeDataProvider: provider });
  return {
    show(answer) {
      if (
        JSON.stringify(answer.parts) === JSON.stringify(shown?.parts) &&
        answer.problems.length === shown?.problems.length
      )
        return;
      shown = answer;
      tree.message = answer.summary;
      changed.fire(undefined);
    },
    dispose: () => vscode.Disposable.from(tree, changed).dispose(),
  };
}

const ICONS = { endpoint: 'broadcast', server: 'server', agent: 'vm' } as const;
const SEVERITIES = { error: 'error', warning: 'warning', info: 'info' } as const;

function partItem({ kind, label, detail, place, problems }: Part): vscode.TreeItem {
  const state =
    problems.length > 0 ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.None;
  const item = new vscode.TreeItem(label, state);
  item.iconPath = new vscode.ThemeIcon(ICONS[kind]);
  const role = { endpoint: '', server: vscode.l10n.t('server'), agent: vscode.l10n.t('agent') }[kind];
  item.description = [role, detail].filter((text) => text).join(' · ');
  return withPlace(item, place);
}

function problemItem({ severity, message, place }: Problem): vscode.TreeItem {
  const item = new vscode.TreeItem(message);
  item.iconPath = new vscode.ThemeIcon(SEVERITIES[severity]);
  item.tooltip = message;
  return withPlace(item, place);
}

function withPlace(item: vscode.TreeItem, place: Part['place']): vscode.TreeItem {
  if (!place) return item;
  const { uri, start, end } = place;
  const selection = new vscode.Range(start.line, start.column, end.line, end.column);
  item.command = {
    title: vscode.l10n.t('Show'),
    command: 'vscode.open',
    arguments: [vscode.Uri.parse(uri), { selection }],
  };
  return item;
}
