// The folders that are opened in the editor, as the client tells them when it is asked.
import type { Session } from './session.ts';

/** Their URIs. None where the client has none, cannot tell or will not; what is no folder among them is left out. */
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
