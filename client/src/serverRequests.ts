// Requests to the server that end with words for the user, also when the server goes before it has answered.
import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  type BaseLanguageClient as LanguageClient,
  ResponseError,
} from 'vscode-languageclient';
import { type Command, commandId } from '../../server/src/protocol/commands.ts';
import type { Method } from '../../server/src/protocol/method.ts';

/** The protocol's codes for a connection that is not there, or ended before the answer. */
const GONE: readonly number[] = [-32096, -32097, -32099];

class ServerGone extends Error {}

export async function request<Params extends object, Result>(
  client: LanguageClient,
  { name }: Method<Params, Result>,
  params: Params,
  token?: vscode.CancellationToken,
): Promise<Result> {
  try {
    // An absent token would be sent as a second parameter.
    return await (token
      ? client.sendRequest<Result>(name, params, token)
      : client.sendRequest<Result>(name, params));
  } catch (error) {
    if (!(error instanceof ResponseError && GONE.includes(error.code))) throw error;
    throw new ServerGone(
      vscode.l10n.t(
        'The server of K3s Inventory stopped before it had answered; nothing was changed. Try again.',
      ),
    );
  }
}

/** A command whose failure is shown to the user; nothing of it is an "unhandled error" of VS Code. */
export function registerCommand<A extends unknown[]>(
  command: Command,
  run: (...args: A) => Promise<void>,
): vscode.Disposable {
  return vscode.commands.registerCommand(commandId(command), (...args: A) =>
    run(...args).catch((error: unknown) => showError(error)),
  );
}

/** Cancelling is no error; when the server has ended, restarting it is offered. */
export function showError(error: unknown): void {
  if (error instanceof vscode.CancellationError) return;
  const message = error instanceof Error ? error.message : String(error);
  void (error instanceof ServerGone ? offerRestart(message) : vscode.window.showErrorMessage(message));
}

async function offerRestart(message: string): Promise<void> {
  const restart = vscode.l10n.t('Restart Server');
  if ((await vscode.window.showErrorMessage(message, restart)) === restart)
    await vscode.commands.executeCommand(commandId('restartServer'));
}

const RESTARTS = 4;
const WITHIN_MS = 3 * 60_000;

export interface RestartingErrorHandler extends ErrorHandler {
  /** A start that the user asks for begins the count anew. */
  forget(): void;
}

/** Starts a server that has gone again, unless it keeps going: then the user is asked. */
export function createErrorHandler(): RestartingErrorHandler {
  const ends: number[] = [];
  return {
    forget() {
      ends.length = 0;
    },
    // What is written to a server that has just ended fails, once for each message: `closed` follows. To shut down here
    // would be a stop that was asked for, after which nothing starts it again.
    error: () => ({ action: ErrorAction.Continue }),
    closed() {
      ends.push(Date.now());
      const recent = ends.filter((end) => end > Date.now() - WITHIN_MS);
      if (recent.length <= RESTARTS) return { action: CloseAction.Restart, handled: true };
      ends.length = 0;
      void offerRestart(
        vscode.l10n.t(
          'The server of K3s Inventory has stopped {0} times; nothing is checked any more.',
          recent.length,
        ),
      );
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}
