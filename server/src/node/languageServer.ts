// The language server in Node: over the transport that the command line names, with this machine.
import {
  createConnection,
  type MessageReader,
  type MessageWriter,
  ProposedFeatures,
} from 'vscode-languageserver/node';
import { type ServerOptions, startLanguageServer } from '../lsp/server.ts';

interface NodeOptions extends Pick<ServerOptions, 'load' | 'onLoaded'> {
  /** By default the one that the command line names. */
  readonly transport?: { readonly reader: MessageReader; readonly writer: MessageWriter };
}

/** Serves until the client goes. */
export const startInNode = ({ transport, ...rest }: NodeOptions = {}): void =>
  startLanguageServer({
    ...rest,
    connect: (options) =>
      transport
        ? createConnection(ProposedFeatures.all, transport.reader, transport.writer, options)
        : createConnection(ProposedFeatures.all, options),
    machine: async () => (await import('./machine.ts')).nodeMachine,
  });
