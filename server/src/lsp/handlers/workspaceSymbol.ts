import type { Session } from '../session.ts';
import { toLspSymbolInformation } from '../toLsp.ts';

/** Looks in the inventories of the open documents. */
export function registerWorkspaceSymbols({ connection, documents, service }: Session): void {
  connection.onWorkspaceSymbol(async ({ query }) => {
    const symbols = await service.findSymbols(query, documents.keys());
    return symbols.map(toLspSymbolInformation);
  });
}
