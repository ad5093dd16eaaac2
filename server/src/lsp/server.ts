// The language server: answers `initialize` with nothing loaded but the protocol, then loads everything else.
import {
  type ConnectionOptions,
  createConnection,
  type MessageReader,
  type MessageWriter,
  ProposedFeatures,
  ResponseError,
} from 'vscode-languageserver/node';
import { capabilitiesFor } from './capabilities.ts';
import { featuresOf } from './clientFeatures.ts';
import { createGate, REFUSALS } from './initializeGate.ts';
import type { Client } from './serve.ts';

type Serve = (client: Client) => Promise<void>;

export interface ServerOptions {
  /** By default the one that the command line names. */
  readonly transport?: { readonly reader: MessageReader; readonly writer: MessageWriter };
  readonly load?: () => Promise<Serve>;
  /** Called when everything is loaded. */
  readonly onLoaded?: () => void;
}

/** The one place where the rest of the server is loaded: in the bundle, a second file. */
const loadRest = async (): Promise<Serve> => (await import('./serve.ts')).serve;

/** Serves until the client goes. */
export function startLanguageServer({ transport, load = loadRest, onLoaded }: ServerOptions = {}): void {
  let client: Client | undefined;
  const gate = createGate(async () => {
    const serve = await load();
    if (client) await serve(client);
    onLoaded?.();
  }, end);
  const connection = connect({ messageStrategy: gate }, transport);
  connection.onInitialize((params) => {
    const features = featuresOf(params);
    client = { connection, features, locale: params.locale, isOver: gate.isOver };
    return capabilitiesFor(features);
  });
  for (const [method, { code, text }] of Object.entries(REFUSALS))
    connection.onRequest(method, () => new ResponseError(code, text));
  connection.listen();
}

const connect = (options: ConnectionOptions, transport: ServerOptions['transport']) =>
  transport
    ? createConnection(ProposedFeatures.all, transport.reader, transport.writer, options)
    : createConnection(ProposedFeatures.all, options);

/** Without the rest nothing can be answered: the server ends, and every client shows the reason. */
const end = (error: unknown): void => {
  setImmediate(() => {
    throw error;
  });
};
