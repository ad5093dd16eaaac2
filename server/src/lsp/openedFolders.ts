// The folders that are opened in the editor, requested from the client.
import type { Session } from './session.ts';

/** Their URIs. None where the client has none, cannot answer or refuses; what is no folder is left out. */
export async function openedFolders({
  connection,
  features,
}: Pick<Session, 'connection' | 'features'>): Promise<readonly string[]> {
  if (!features.workspaceFolders) return [];
  try {
    const folders: unknown = await connection.workspace.getWorkspaceFolders();
    return Array.isArray(folders) ? folders.flatMap(uriOf) : [];
  } catch (error) {
    connection.console.error(`workspace folders: ${String(error)}`);
    return [];
  }
}

const uriOf = (folder: unknown): readonly string[] =>
  typeof folder === 'object' && folder !== null && 'uri' in folder && typeof folder.uri === 'string'
    ? [folder.uri]
    : [];
