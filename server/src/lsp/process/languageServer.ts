// The language server in Node: over the transport that the command line names, with this machine.
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { type Transport, transportOf } from '../../node/transport.ts';
import { type ServerOptions, startLanguageServer } from '../server.ts';

interface NodeOptions extends Pick<ServerOptions, 'load' | 'onLoaded'> {
  /** By default the one that the command line names. */
  readonly transport?: Transport;
}

/** Serves until the client goes. */
export const startInNode = ({ transport, ...rest }: NodeOptions = {}): void =>
  startLanguageServer({
    ...rest,
    connect(options, { through, isOver }) {
      const leave = (): never => process.exit(isOver() ? 0 : 1);
      const { reader, writer } = transport ?? transportOf(process.argv.slice(2), leave);
      return createConnection(ProposedFeatures.all, reader, through(writer), options);
    },
    machine: async () => (await import('./machine.ts')).nodeMachine,
  });
