// A language client in memory, talking to the real server over streams: what an editor sees, without an editor.
import { PassThrough } from 'node:stream';
import {
  type ClientCapabilities,
  type CodeAction,
  type CompletionItem,
  type CompletionList,
  createProtocolConnection,
  type Hover,
  type InitializeResult,
  type MarkupKind,
  type Position,
  type PublishDiagnosticsParams,
  type Range,
  type Registration,
  type RegistrationParams,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
  WorkDoneProgress,
  type WorkDoneProgressReport,
} from 'vscode-languageserver/node';
import type { createLanguageService } from '../../server/src/core/index.ts';
import { startInNode } from '../../server/src/lsp/process/languageServer.ts';
import { serve } from '../../server/src/lsp/serve.ts';
import { answerFiles, type FilesOfClient } from './clientFiles.ts';

export interface LspClientOptions {
  readonly locale?: string;
  readonly prompts?: boolean;
  /** Whether the client can be asked to watch files. */
  readonly watches?: boolean;
  /** The workspace's folders, for a client that supports them. */
  readonly folders?: readonly string[];
  /** The setting `k3sInventory.rules`. */
  readonly rules?: Readonly<Record<string, string>>;
  /** The setting `k3sInventory.inlayHints`. */
  readonly inlayHints?: boolean;
  readonly renamesFiles?: boolean;
  /** The setting `k3sInventory.diagnostics.scope`. */
  readonly scope?: string;
  /** Instead of what VS Code announces. */
  readonly capabilities?: ClientCapabilities;
  /** The setting `k3sInventory.anyInventory`. */
  readonly anyInventory?: boolean;
  /** The setting `k3sInventory.search.exclude`. */
  readonly exclude?: readonly string[];
  /** Whether the client asks for findings itself. */
  readonly pulls?: boolean;
  /** For a client that reads files for the server. */
  readonly files?: FilesOfClient;
  /** Instead of the language service as it is. */
  readonly createService?: typeof createLanguageService;
}

/** What VS Code announces, as far as the server asks for it. */
export function capabilitiesOf(options: LspClientOptions = {}): ClientCapabilities {
  const markdown: MarkupKind[] = ['markdown', 'plaintext'];
  return {
    window: { workDoneProgress: true },
    workspace: {
      configuration: true,
      workspaceFolders: options.folders !== undefined,
      workspaceEdit: {
        documentChanges: true,
        resourceOperations: options.renamesFiles === false ? [] : ['create', 'rename', 'delete'],
      },
      didChangeWatchedFiles: { dynamicRegistration: options.watches ?? false },
    },
    textDocument: {
      completion: {
        completionItem: {
          snippetSupport: true,
          documentationFormat: markdown,
        },
      },
      hover: { contentFormat: markdown },
      signatureHelp: {
        signatureInformation: {
          documentationFormat: markdown,
          parameterInformation: { labelOffsetSupport: true },
        },
      },
      codeAction: {
        codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'refactor'] } },
        dataSupport: true,
        resolveSupport: { properties: ['edit'] },
      },
      documentSymbol: { hierarchicalDocumentSymbolSupport: true },
      publishDiagnostics: {
        relatedInformation: true,
        codeDescriptionSupport: true,
        tagSupport: { valueSet: [1, 2] },
      },
      rename: { prepareSupport: true },
      ...(options.pulls && { diagnostic: { relatedDocumentSupport: true } }),
    },
  };
}

export interface LspClient {
  readonly initialized: InitializeResult;
  /** Opens a document and waits for its diagnostics. */
  open(uri: string, text: string, languageId?: string): Promise<PublishDiagnosticsParams>;
  /** Changes a document and waits for the diagnostics of that version. */
  change(
    uri: string,
    version: number,
    changes: TextDocumentContentChangeEvent[],
  ): Promise<PublishDiagnosticsParams>;
  close(uri: string): void;
  /** The next diagnostics of a document for which `until` holds. */
  diagnostics(
    uri: string,
    until?: (params: PublishDiagnosticsParams) => boolean,
  ): Promise<PublishDiagnosticsParams>;
  codeActions(uri: string, range: Range): Promise<readonly CodeAction[]>;
  resolve(action: CodeAction): Promise<CodeAction>;
  completion(uri: string, position: Position): Promise<readonly CompletionItem[]>;
  hover(uri: string, position: Position): Promise<Hover | null>;
  request<T>(method: string, params: unknown): Promise<T>;
  notify(method: string, params: unknown): void;
  /** Messages that arrive at the server in one piece. */
  notifyTogether(...messages: readonly { readonly method: string; readonly params: unknown }[]): void;
  readonly logs: readonly string[];
  /** What was shown of the work done so far. */
  readonly progress: readonly WorkDoneProgressReport[];
  /** What the server has asked the client to do, so far. */
  readonly registered: readonly Registration[];
  stop(): Promise<void>;
}

export async function startLspClient(options: LspClientOptions = {}): Promise<LspClient> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  startInNode({
    transport: { reader: new StreamMessageReader(up), writer: new StreamMessageWriter(down) },
    ...(options.createService && {
      load: async () => (of, machine) => serve(of, machine, options.createService),
    }),
  });
  const connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  const seen: PublishDiagnosticsParams[] = [];
  const waiting = new Set<(params: PublishDiagnosticsParams) => void>();
  const logs: string[] = [];
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    seen.push(params);
    for (const listener of [...waiting]) listener(params);
  });
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    logs.push(message);
  });
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
    items.map(() => ({
      rules: options.rules ?? {},
      inlayHints: options.inlayHints,
      diagnostics: { scope: options.scope },
      search: { exclude: options.exclude },
      anyInventory: options.anyInventory,
    })),
  );
  const progress: WorkDoneProgressReport[] = [];
  connection.onRequest('window/workDoneProgress/create', ({ token }: { token: string }) => {
    connection.onProgress(WorkDoneProgress.type, token, (shown) => {
      if (shown.kind === 'report') progress.push(shown);
    });
    return null;
  });
  connection.onRequest('workspace/workspaceFolders', () =>
    (options.folders ?? []).map((uri) => ({ uri, name: uri })),
  );
  if (options.files) answerFiles(connection, options.files);
  const registered: Registration[] = [];
  connection.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
    registered.push(...registrations);
    return null;
  });
  connection.listen();

  const next = (matches: (params: PublishDiagnosticsParams) => boolean): Promise<PublishDiagnosticsParams> =>
    new Promise((resolve) => {
      const listener = (params: PublishDiagnosticsParams): void => {
        if (!matches(params)) return;
        waiting.delete(listener);
        resolve(params);
      };
      waiting.add(listener);
    });

  const initialized: InitializeResult = await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    locale: options.locale ?? 'en',
    initializationOptions: { prompts: options.prompts ?? true, files: options.files !== undefined },
    capabilities: options.capabilities ?? capabilitiesOf(options),
  });
  void connection.sendNotification('initialized', {});

  return {
    initialized,
    logs,
    registered,
    progress,
    async open(uri, text, languageId = 'yaml') {
      const published = next((params) => params.uri === uri && params.version === 1);
      void connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId, version: 1, text },
      });
      return published;
    },
    async change(uri, version, contentChanges) {
      const published = next((params) => params.uri === uri && params.version === version);
      void connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges,
      });
      return published;
    },
    close: (uri) => void connection.sendNotification('textDocument/didClose', { textDocument: { uri } }),
    diagnostics: (uri, until = () => true) => next((params) => params.uri === uri && until(params)),
    codeActions: (uri, range) => {
      const diagnostics = seen.findLast((params) => params.uri === uri)?.diagnostics ?? [];
      return connection.sendRequest('textDocument/codeAction', {
        textDocument: { uri },
        range,
        context: { diagnostics },
      });
    },
    resolve: (action) => connection.sendRequest('codeAction/resolve', action),
    async completion(uri, position) {
      const params = { textDocument: { uri }, position };
      const list: CompletionList = await connection.sendRequest('textDocument/completion', params);
      return list.items;
    },
    hover: (uri, position) =>
      connection.sendRequest('textDocument/hover', { textDocument: { uri }, position }),
    request: (method, params) => connection.sendRequest(method, params),
    notify: (method, params) => void connection.sendNotification(method, params),
    notifyTogether(...messages) {
      const contents = messages.map((message) => Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message })));
      up.write(
        Buffer.concat(
          contents.flatMap((content) => [Buffer.from(`Content-Length: ${content.length}\r\n\r\n`), content]),
        ),
      );
    },
    async stop() {
      await connection.sendRequest('shutdown');
      connection.dispose();
    },
  };
}
