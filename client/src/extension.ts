// The extension as VS Code loads it for any YAML, JSON or INI file: next to nothing. The rest is loaded for the first
// document that may be an inventory, for a tab of its own that has come back, or for a command.
import * as vscode from 'vscode';
import type { BaseLanguageClient as LanguageClient } from 'vscode-languageclient';
import { COMMANDS, commandId } from '../../server/src/protocol/commands.ts';
import { followServedContext, onFirstInventory } from './documents.ts';
import { loadRest } from './platform/loadRest.ts';
import { EDIT, tabsOf, VIEW } from './vaultTabs.ts';

/** Waits for nothing, and lets VS Code activate other extensions before the rest is loaded, unless VS Code asks for the text of a tab that has come back with the window. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  let loaded: Promise<LanguageClient> | undefined;
  const load = (): Promise<LanguageClient> => {
    loaded ??= loadRest(context).then(({ registerAll }) => registerAll(context, () => commands.dispose()));
    return loaded;
  };
  const commands = registerUntilLoaded(load);
  context.subscriptions.push(
    commands,
    followServedContext(),
    onFirstInventory(() => setTimeout(() => void load().then(start))),
  );
  if ([...tabsOf(EDIT), ...tabsOf(VIEW)].length > 0) await load();
}

/** A failure is shown by the client itself. */
const start = (client: LanguageClient): Promise<void> => client.start().catch(() => undefined);

/** Each command loads the rest, and is run again by what that has registered. */
const registerUntilLoaded = (load: () => Promise<unknown>): vscode.Disposable =>
  vscode.Disposable.from(
    ...COMMANDS.map(commandId).map((id) =>
      vscode.commands.registerCommand(id, async (...args: unknown[]) => {
        await load();
        return vscode.commands.executeCommand(id, ...args);
      }),
    ),
  );
