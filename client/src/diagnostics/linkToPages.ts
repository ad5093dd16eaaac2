// The name of a rule beside its finding is a link: it leads to the page in the editor, not to the one on the web.
import * as vscode from 'vscode';
import { commandId } from '../../../server/src/protocol/commands.ts';

/** The server names the page on the web, which an operator without a network cannot open. */
export function linkToPages(diagnostics: readonly vscode.Diagnostic[]): void {
  for (const diagnostic of diagnostics) {
    const { code } = diagnostic;
    if (typeof code !== 'object' || !code.target.path.includes('/rules/')) continue;
    const args = encodeURIComponent(JSON.stringify([code.value]));
    diagnostic.code = { ...code, target: vscode.Uri.parse(`command:${commandId('openPage')}?${args}`) };
  }
}
