// Whether Git can be asked: looked at before the user is asked for anything.
import * as vscode from 'vscode';
import { isInBrowser } from './runtime.ts';

/** Why not, for the user; `undefined` where it can. */
export function whyNoGit(): string | undefined {
  if (isInBrowser)
    return vscode.l10n.t(
      'Git cannot be run in a browser, so what is committed is unknown here. Open the folder in VS Code on your machine.',
    );
  return vscode.workspace.isTrusted
    ? undefined
    : vscode.l10n.t('Git is only asked in a workspace that you trust.');
}
