// Shows the parameters of a filter as soon as its completion has written the parentheses: VS Code asks by itself only
// when these are typed. Likewise, a folder of a path is followed by what is in it.
import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient';

const SHOW: vscode.Command = { title: '', command: 'editor.action.triggerParameterHints' };
const GO_ON: vscode.Command = { title: '', command: 'editor.action.triggerSuggest' };

export const provideCompletionItem: NonNullable<Middleware['provideCompletionItem']> = async (
  document,
  position,
  context,
  token,
  next,
) => {
  const found = await next(document, position, context, token);
  const items = Array.isArray(found) ? found : (found?.items ?? []);
  for (const item of items)
    if (item.kind === vscode.CompletionItemKind.Function && item.insertText instanceof vscode.SnippetString)
      item.command = SHOW;
    else if (item.kind === vscode.CompletionItemKind.Folder) item.command = GO_ON;
  return found;
};
