// Answers workspace/symbol.
import type { CancellationToken } from 'vscode-languageserver';
import type { FoundSymbol, IndexWatcher } from '../../core/index.ts';
import { answering } from '../answer.ts';
import { openedFolders } from '../openedFolders.ts';
import type { Session } from '../session.ts';
import { toLspSymbolInformation } from '../toLsp.ts';

/** Searches the inventories of the open documents and of the workspace's folders. */
export function registerWorkspaceSymbol(session: Session): void {
  const { connection, documents, service } = session;
  connection.onWorkspaceSymbol(
    answering(session, 'workspace symbols', [], async ({ query }, token) => {
      const open = await service.findSymbols(query, documents.keys());
      const folders = (await openedFolders(session)).map((uri) => uri.replace(/(?<!\/)\/+$/, ''));
      const below = await showingProgress(session, token, (watcher) =>
        service.findSymbolsBelow(folders, query, watcher),
      );
      return distinct([...open, ...below]).map(toLspSymbolInformation);
    }),
  );
  documents.onDidChangeContent(({ document }) => service.filesChanged([document.uri]));
  documents.onDidClose(({ document }) => service.filesChanged([document.uri]));
}

/** Shows progress while inventories are read, and stops when the user or the client cancels. */
async function showingProgress<T>(
  { connection, features }: Session,
  token: CancellationToken,
  work: (watcher: IndexWatcher) => Promise<T>,
): Promise<T> {
  const progress = features.workDoneProgress
    ? await connection.window.createWorkDoneProgress().catch(() => undefined)
    : undefined;
  if (!progress)
    return work({ isCancelled: () => token.isCancellationRequested, onProgress: () => undefined });
  let isShown = false;
  try {
    return await work({
      isCancelled: () => token.isCancellationRequested || progress.token.isCancellationRequested,
      onProgress(done, total) {
        if (!isShown) progress.begin('K3s Inventory', 0, undefined, true);
        isShown = true;
        progress.report(Math.round((done / total) * 100), `${done} / ${total}`);
      },
    });
  } finally {
    if (isShown) progress.done();
  }
}

function distinct(symbols: readonly FoundSymbol[]): readonly FoundSymbol[] {
  return [...new Map(symbols.map((s) => [`${s.uri} ${s.start.line}:${s.start.column}`, s])).values()];
}
