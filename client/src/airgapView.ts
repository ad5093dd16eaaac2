// The tree of an airgap report: one row for each requirement. Shows what it is given, and keeps nothing else.
import * as vscode from 'vscode';
import type { ReportEnd, ReportRow } from '../../server/src/protocol/airgap.ts';

/** The view of the last report; it stays empty until one is requested. */
export interface AirgapView extends vscode.Disposable {
  clear(): void;
  /** A row, or a later word on one that is shown. */
  show(row: ReportRow): void;
  finish(end: Pick<ReportEnd, 'isReady' | 'isUnsure' | 'unknown'>): void;
  reveal(): Thenable<void>;
}

const ICONS: Record<ReportRow['state'], readonly [icon: string, color: string]> = {
  met: ['pass', 'testing.iconPassed'],
  missing: ['error', 'testing.iconFailed'],
  wrong: ['warning', 'testing.iconFailed'],
  unknown: ['question', 'testing.iconSkipped'],
};

/** What is to be done comes first; of equal urgency, in the order of the report. */
const URGENCY: readonly ReportRow['state'][] = ['missing', 'wrong', 'unknown', 'met'];
const byUrgency = (a: ReportRow, b: ReportRow): number => URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state);

/** Rows are kept by id, so that a later state of a row replaces the earlier one. */
export function createAirgapView(): AirgapView {
  const rows = new Map<string, ReportRow>();
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.TreeDataProvider<ReportRow> = {
    onDidChangeTreeData: changed.event,
    getChildren: (parent) => (parent ? [] : [...rows.values()].sort(byUrgency)),
    getParent: () => undefined,
    getTreeItem: toTreeItem,
  };
  const tree = vscode.window.createTreeView('k3sInventory.airgap', { treeDataProvider: provider });
  return {
    clear() {
      rows.clear();
      tree.message = '';
      changed.fire();
    },
    show(row) {
      rows.set(row.id, row);
      changed.fire();
    },
    finish({ isReady, isUnsure, unknown }) {
      tree.message = isReady
        ? vscode.l10n.t('Ready, as far as it can be known.')
        : isUnsure
          ? vscode.l10n.t(
              'Cannot know: nothing is missing or wrong, but this cannot be checked from here: {0}.',
              unknown.join(', '),
            )
          : vscode.l10n.t('Not ready: something is missing or wrong.');
    },
    async reveal() {
      const [first] = [...rows.values()].sort(byUrgency);
      if (first) await tree.reveal(first, { focus: false, select: false });
    },
    dispose() {
      tree.dispose();
      changed.dispose();
    },
  };
}

function toTreeItem(row: ReportRow): vscode.TreeItem {
  const { requirement, state, reason, hosts, file, isPending, rename } = row;
  const item = new vscode.TreeItem(requirement);
  const [icon, color] = ICONS[state];
  item.id = row.id;
  item.iconPath = isPending
    ? new vscode.ThemeIcon('loading~spin')
    : new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
  item.description = reason;
  item.tooltip = [requirement, reason, hosts.join(', ')].filter((line) => line !== '').join('\n');
  item.accessibilityInformation = { label: `${requirement}: ${reason} ${hosts.join(', ')}` };
  if (rename) item.contextValue = 'rename';
  if (file !== undefined)
    item.command = {
      title: requirement,
      command: 'revealInExplorer',
      arguments: [vscode.Uri.parse(file)],
    };
  return item;
}
