// A client that sends any message it is given, and remembers what the server has said: for messages that no decent
// client would send.
import { PassThrough } from 'node:stream';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { startInNode } from '../../server/src/lsp/process/languageServer.ts';

export interface RawSession {
  readonly connection: MessageConnection;
  /** What the server logged, and what it published. */
  readonly logs: string[];
  readonly published: { readonly uri: string; readonly diagnostics: readonly { readonly code: unknown }[] }[];
  /** The code with which a request was refused, 0 where it was answered, and what was said. */
  ask(method: string, params: unknown): Promise<{ readonly code: number; readonly said: unknown }>;
  notify(method: string, params: unknown): void;
  /** Bytes as they are. */
  write(bytes: string): void;
  stop(): void;
}

export interface RawOptions {
  /** Besides what every client must send, or instead of it. */
  readonly introduction?: object;
  /** What is answered when the server asks for settings; an error refuses. */
  readonly configuration?: unknown;
  /** The same for the folders of the workspace. */
  readonly folders?: unknown;
}

const CAPABILITIES = {
  workspace: { configuration: true, workspaceFolders: true, workspaceEdit: { documentChanges: true } },
  textDocument: {
    codeAction: { codeActionLiteralSupport: {}, dataSupport: true, resolveSupport: { properties: ['edit'] } },
    rename: { prepareSupport: true },
  },
};

function answerOf(answer: unknown): unknown {
  if (answer instanceof Error) throw answer;
  return answer ?? null;
}

export async function startRawSession(options: RawOptions = {}): Promise<RawSession> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  startInNode({
    transport: { reader: new StreamMessageReader(up), writer: new StreamMessageWriter(down) },
  });
  const connection = createMessageConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  const logs: string[] = [];
  const published: RawSession['published'] = [];
  connection.onNotification('window/logMessage', ({ message }) => void logs.push(message));
  connection.onNotification('textDocument/publishDiagnostics', (params) => void published.push(params));
  connection.onRequest('workspace/configuration', ({ items }) =>
    items.map(() => answerOf(options.configuration)),
  );
  connection.onRequest('workspace/workspaceFolders', () => answerOf(options.folders));
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('window/workDoneProgress/create', () => null);
  connection.listen();
  const ask: RawSession['ask'] = (method, params) =>
    connection.sendRequest(method, params).then(
      (said) => ({ code: 0, said }),
      (error: { code: number; message: string }) => ({ code: error.code, said: error.message }),
    );
  const introduction = {
    processId: null,
    rootUri: null,
    capabilities: CAPABILITIES,
    ...options.introduction,
  };
  await ask('initialize', introduction);
  await connection.sendNotification('initialized', {});
  return {
    connection,
    logs,
    published,
    ask,
    notify: (method, params) => void connection.sendNotification(method, params),
    write: (bytes) => void up.write(bytes),
    stop: () => connection.dispose(),
  };
}
