// The language server: answers `initialize` with nothing loaded but the protocol, then loads everything else.
import {
  type Connection,
  type ConnectionOptions,
  type MessageWriter,
  ResponseError,
} from 'vscode-languageserver';
import { capabilitiesFor } from './capabilities.ts';
import { featuresOf } from './clientFeatures.ts';
import { createGate, REFUSALS } from './initializeGate.ts';
import type { Machine } from './machine.ts';
import { ClientPositions } from './positions/clientPositions.ts';
import type { Client } from './serve.ts';

type Serve = (client: Client, machine: Machine) => Promise<void>;

/** What a transport needs of the server. */
export interface Wiring {
  /** The writer to send through, in the place of the transport's own: it converts positions. */
  through(writer: MessageWriter): MessageWriter;
  /** The client has requested `shutdown`. */
  isOver(): boolean;
}

export interface ServerOptions {
  readonly connect: (options: ConnectionOptions, wiring: Wiring) => Connection;
  /** Loaded with the rest, after the answer to `initialize`. */
  readonly machine: () => Promise<Machine>;
  readonly load?: () => Promise<Serve>;
  /** Called when everything is loaded. */
  readonly onLoaded?: () => void;
}

/** The one place where the rest of the server is loaded: in the bundle, a second file. */
const loadRest = async (): Promise<Serve> => (await import('./serve.ts')).serve;

/** Serves until the client goes. */
export function startLanguageServer({ connect, machine, load = loadRest, onLoaded }: ServerOptions): void {
  let client: Client | undefined;
  const positions = new ClientPositions();
  const gate = createGate(
    async () => {
      const serve = await load();
      if (client) await serve(client, await machine());
      onLoaded?.();
    },
    end,
    (message, next) => positions.receive(message, next),
  );
  const through = (writer: MessageWriter): MessageWriter => positions.writerFor(writer);
  const connection = connect({ messageStrategy: gate }, { through, isOver: gate.isOver });
  connection.onInitialize((params) => {
    const features = featuresOf(params);
    positions.choose(features.positionEncoding ?? 'utf-16');
    client = { connection, features, positions, locale: params.locale, isOver: gate.isOver };
    return capabilitiesFor(features);
  });
  for (const [method, { code, text }] of Object.entries(REFUSALS))
    connection.onRequest(method, () => new ResponseError(code, text));
  connection.listen();
}

/** Without the rest nothing can be answered: the server ends, and every client shows the reason. */
const end = (error: unknown): void => {
  queueMicrotask(() => {
    throw error;
  });
};
