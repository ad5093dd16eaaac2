// Keeps a failing feature from disturbing others: it answers with nothing, and the error goes to the log.
import { ResponseError } from 'vscode-languageserver';
import type { Session } from './session.ts';

/**
 * Answers with `empty` where the handler throws, and logs the error. Not for what the user has asked for by a command,
 * such as a rename: there the error itself is the answer.
 */
export const answering =
  <P extends readonly unknown[], R>(
    { connection }: Pick<Session, 'connection'>,
    feature: string,
    empty: NoInfer<R>,
    handler: (...params: P) => R | Promise<R>,
  ): ((...params: P) => Promise<R>) =>
  async (...params) => {
    try {
      return await handler(...params);
    } catch (error) {
      // Some refuse with a reason for the user.
      if (error instanceof ResponseError) throw error;
      connection.console.error(`${feature}: ${String(error)}`);
      return empty;
    }
  };
