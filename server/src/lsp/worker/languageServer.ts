// The language server in a web worker: over messages of the worker, with files of the client.
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import { startLanguageServer } from '../server.ts';

type Scope = ConstructorParameters<typeof BrowserMessageReader>[0];

/** Serves until the worker is ended. `scope` is the global object of the worker, or a port. */
export function startInWorker(scope: Scope): void {
  const reader = new BrowserMessageReader(scope);
  const writer = new BrowserMessageWriter(scope);
  startLanguageServer({
    connect: (options, { through }) =>
      createConnection(ProposedFeatures.all, reader, through(writer), options),
    machine: async () => (await import('./machine.ts')).webMachine,
  });
}
