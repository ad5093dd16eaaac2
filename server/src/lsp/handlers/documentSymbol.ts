import { symbolsFor } from '../forClient.ts';
import type { Session } from '../session.ts';
import { toLspDocumentSymbol } from '../toLsp.ts';

export function registerDocumentSymbols({ connection, service, features }: Session): void {
  connection.onDocumentSymbol(async ({ textDocument }) => {
    const symbols = await service.symbolsOf(textDocument.uri);
    return symbolsFor(textDocument.uri, symbols.map(toLspDocumentSymbol), features);
  });
}
