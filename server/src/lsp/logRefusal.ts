// Requests of the server that a client may refuse, although it has announced them.
import type { Connection } from 'vscode-languageserver';

/** A refusal is logged, and ends nothing: the server goes on without what it has asked for. */
export function logRefusal(
  connection: Pick<Connection, 'console'>,
  asked: string,
  answer: Promise<unknown>,
): void {
  answer.catch((error) => connection.console.warn(`The client refused ${asked}: ${String(error)}`));
}
