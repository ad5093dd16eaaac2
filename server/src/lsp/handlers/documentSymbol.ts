import type { Session } from '../session.ts';
import { toLspDocumentSymbol } from '../toLsp.ts';

export function registerDocumentSymbols({ connection, service }: Session): void {
  connection.onDocumentSymbol(async ({ textDocument }) => {
    const symbols = await service.symbolsOf(textDocument.uri);
    return symbols.map(toLspDocumentSymbol);
  });
}
