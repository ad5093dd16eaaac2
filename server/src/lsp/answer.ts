// What an editor gets where a feature of ours fails: nothing from that feature, and everything else as before.
import { ResponseError } from 'vscode-languageserver';
import type { Session } from './session.ts';

/**
 * Answers with `empty` where the handler throws, and tells of it in the log. Not for what somebody has asked for by a
 * command, such as a rename: there the error itself is the answer.
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
      // Some refuse with a reason for the person.
      if (error instanceof ResponseError) throw error;
      connection.console.error(`${feature}: ${String(error)}`);
      return empty;
    }
  };
