// Answers textDocument/documentSymbol.
import { answering } from '../answer.ts';
import { symbolsFor } from '../forClient.ts';
import type { Session } from '../session.ts';
import { toLspDocumentSymbol } from '../toLsp.ts';

export function registerDocumentSymbol(session: Session): void {
  const { connection, service, features } = session;
  connection.onDocumentSymbol(
    answering(session, 'symbols', [], async ({ textDocument }) => {
      const symbols = await service.symbolsOf(textDocument.uri);
      return symbolsFor(textDocument.uri, symbols.map(toLspDocumentSymbol), features);
    }),
  );
}
