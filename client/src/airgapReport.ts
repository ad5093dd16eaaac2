// "Check Airgap Readiness": asks the server for the report of an inventory and shows its rows as they come. What the
// rows say is the server's business.
import * as vscode from 'vscode';
import { type BaseLanguageClient as LanguageClient, ProgressType } from 'vscode-languageclient';
import {
  type AirgapProgress,
  airgapReport,
  type ReportEnd,
  type ReportRow,
} from '../../server/src/protocol/airgap.ts';
import { createAirgapView } from './airgapView.ts';
import type { PlaybookFolders } from './playbookFolder.ts';
import { registerCommand, request } from './serverRequests.ts';

const PROGRESS = new ProgressType<AirgapProgress>();

/** From the quick fix comes a document; from the palette and the view there is none. */
interface Target {
  readonly uri?: string;
}

export function registerAirgapReport(client: LanguageClient, playbooks: PlaybookFolders): vscode.Disposable {
  const view = createAirgapView();
  let last: { readonly uri: string; readonly end: ReportEnd } | undefined;
  let reports = 0;

  async function check(uri: string): Promise<ReportEnd | undefined> {
    const partialResultToken = `k3sInventory/airgap/${++reports}`;
    view.clear();
    await vscode.commands.executeCommand('setContext', 'k3sInventory.hasAirgapReport', true);
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Checking the airgap folder'),
      cancellable: true,
    };
    const answer = await vscode.window.withProgress(options, async (progress, token) => {
      const show = showProgress(progress);
      const listener = client.onProgress(PROGRESS, partialResultToken, (step) =>
        'row' in step ? view.show(step.row) : show(step.done, step.total),
      );
      try {
        const params = { uri, partialResultToken, ...playbooks.of(uri) };
        return await request(client, airgapReport, params, token);
      } finally {
        listener.dispose();
      }
    });
    if (!answer) return undefined;
    for (const row of answer.rows) view.show(row);
    view.finish(answer.end);
    const hasDownloads = answer.end.list !== '';
    await vscode.commands.executeCommand('setContext', 'k3sInventory.hasAirgapDownloads', hasDownloads);
    last = { uri, end: answer.end };
    return answer.end;
  }

  async function checkAndShow(target?: Target): Promise<void> {
    const uri = target?.uri ?? activeUri() ?? last?.uri;
    const end = uri === undefined ? undefined : await check(uri);
    if (!end || uri === undefined) {
      warn(vscode.l10n.t('Open a K3s-Ansible inventory first.'));
      return;
    }
    await view.reveal();
    // Not awaited: the report is there to be read, whatever the answer.
    if (end.asksPlaybookFolder)
      void playbooks.ask(uri).then((isKnown) => (isKnown ? checkAndShow({ uri }) : undefined));
  }

  return vscode.Disposable.from(
    view,
    registerCommand('checkAirgap', checkAndShow),
    registerCommand('airgapDownloads', async (target?: Target) => {
      const uri = target?.uri ?? last?.uri ?? activeUri();
      const end = uri === last?.uri ? last?.end : uri === undefined ? undefined : await check(uri);
      if (end) await showDownloads(end);
      else warn(vscode.l10n.t('Open a K3s-Ansible inventory first.'));
    }),
    registerCommand('renameAirgapFile', async (row: ReportRow) => {
      if (!row.rename) return;
      const [from, to] = [vscode.Uri.parse(row.rename.from), vscode.Uri.parse(row.rename.to)];
      await vscode.workspace.fs.rename(from, to, { overwrite: false });
      await checkAndShow(last);
    }),
  );
}

const activeUri = (): string | undefined => vscode.window.activeTextEditor?.document.uri.toString();

const warn = (text: string): void => void vscode.window.showWarningMessage(text);

function showProgress(progress: vscode.Progress<{ message?: string; increment?: number }>) {
  let shown = 0;
  return (done: number, total: number): void => {
    const percent = total === 0 ? 0 : Math.floor((done / total) * 100);
    progress.report({ increment: percent - shown, message: `${percent} %` });
    shown = percent;
  };
}

/** As a document that is not saved: people read it, change it, and take it to another machine. */
async function showDownloads({ list, script, notes }: ReportEnd): Promise<void> {
  if (list === '') {
    void vscode.window.showInformationMessage(
      [vscode.l10n.t('Nothing is to be downloaded.'), ...notes].join(' '),
    );
    return;
  }
  const asScript = { label: vscode.l10n.t('As a shell script'), language: 'shellscript', content: script };
  const asList = {
    label: vscode.l10n.t('As a list'),
    language: 'plaintext',
    content: [list, ...notes.map((note) => `${note}\n`)].join(''),
  };
  const chosen = await vscode.window.showQuickPick([asScript, asList], {
    title: vscode.l10n.t('What is to be downloaded'),
  });
  if (!chosen) return;
  const { language, content } = chosen;
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language, content }));
}
