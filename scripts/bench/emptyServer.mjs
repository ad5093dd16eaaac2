// A language server that does nothing: after each change it says where the fault is now, which it was told. What an
// editor waits for with it is what the protocol and two processes cost; no server can be faster.
import {
  createConnection,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';

const connection = createConnection(
  new StreamMessageReader(process.stdin),
  new StreamMessageWriter(process.stdout),
);
let line = 0;

const breaks = (text) => text.split('\n').length - 1;

function publish({ uri, version }) {
  const range = { start: { line, character: 0 }, end: { line, character: 1 } };
  connection.sendDiagnostics({ uri, version, diagnostics: [{ range, message: 'here' }] });
}

connection.onInitialize(({ initializationOptions }) => {
  line = initializationOptions.faultLine;
  return { capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental } };
});
connection.onDidOpenTextDocument(({ textDocument }) => publish(textDocument));
connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
  for (const { range, text } of contentChanges) line += breaks(text) - (range.end.line - range.start.line);
  publish(textDocument);
});
connection.listen();
