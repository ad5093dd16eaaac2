// What is asked of the file system here: a folder's entries and a file's text, nothing where there is none.
import type { DirectoryEntry, FileSystem } from './fileSystem.ts';

export async function listOrNothing(fileSystem: FileSystem, uri: string): Promise<readonly DirectoryEntry[]> {
  const entries = await fileSystem.listDirectory(uri);
  return entries !== undefined && !('problem' in entries) ? entries : [];
}

export async function textOf(fileSystem: FileSystem, uri: string): Promise<string | undefined> {
  const content = await fileSystem.readFile(uri);
  return content && 'text' in content ? content.text : undefined;
}
