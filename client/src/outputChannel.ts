// The output channel of the extension: what the server logs, and traces of the protocol without secrets.
import * as vscode from 'vscode';
import { redactedTrace } from './redactedTrace.ts';

const LOGS: ReadonlySet<string | symbol> = new Set([
  'trace',
  'debug',
  'info',
  'warn',
  'append',
  'appendLine',
  'replace',
]);

/** As VS Code's own, but that nothing is logged as it is. */
export function createOutputChannel(name: string): vscode.LogOutputChannel {
  const channel = vscode.window.createOutputChannel(name, { log: true });
  // VS Code's object may be frozen, so that the proxy stands in front of another one.
  return new Proxy({} as vscode.LogOutputChannel, {
    get(_, key) {
      const found: unknown = Reflect.get(channel, key);
      if (typeof found !== 'function') return found;
      return (...args: readonly unknown[]): unknown =>
        Reflect.apply(
          found,
          channel,
          LOGS.has(key) ? args.map((arg) => (typeof arg === 'string' ? redactedTrace(arg) : arg)) : args,
        );
    },
  });
}
