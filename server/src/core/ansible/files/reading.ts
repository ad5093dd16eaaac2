// Reads of the file system that the core needs: the entries of a folder and the text of a file, nothing where there is
// none.
import type { DirectoryEntry, FileSystem } from './fileSystem.ts';

/**
 * The entries of a folder; none where it is missing or cannot be listed. For searches in which a folder less is no
 * harm: where that difference counts, ask the {@link FileSystem} itself.
 */
export async function listOrNothing(fileSystem: FileSystem, uri: string): Promise<readonly DirectoryEntry[]> {
  const entries = await fileSystem.listDirectory(uri);
  return entries !== undefined && !('problem' in entries) ? entries : [];
}

/** The text of a file; `undefined` where it is missing or cannot be read, as for {@link listOrNothing}. */
export async function textOf(fileSystem: FileSystem, uri: string): Promise<string | undefined> {
  const content = await fileSystem.readFile(uri);
  return content && 'text' in content ? content.text : undefined;
}
