// What is asked of the Host here: a folder's entries and a file's text, nothing where there is none.
import type { DirectoryEntry, Host } from './host.ts';

export async function listOrNothing(host: Host, uri: string): Promise<readonly DirectoryEntry[]> {
  const entries = await host.listDirectory(uri);
  return entries !== undefined && !('problem' in entries) ? entries : [];
}

export async function textOf(host: Host, uri: string): Promise<string | undefined> {
  const content = await host.readFile(uri);
  return content && 'text' in content ? content.text : undefined;
}
