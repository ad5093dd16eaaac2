// The entries of a folder that Ansible looks into.
import type { Owner, UnknownSource } from '../model/model.ts';
import type { DirectoryEntry, FileSystem } from './fileSystem.ts';

/** A search through folders, and what it could not look into. */
export interface Search {
  readonly fileSystem: FileSystem;
  readonly unknowns: UnknownSource[];
  /** Whose variables are searched for, where that is known. */
  readonly owner?: Owner;
}

/** No entries where there is no folder; a folder that cannot be read is an unknown source. */
export async function listFolder(search: Search, uri: string): Promise<readonly DirectoryEntry[]> {
  const { fileSystem, unknowns, owner } = search;
  const entries = await fileSystem.listDirectory(uri);
  if (!entries) return [];
  if (!('problem' in entries)) return entries;
  unknowns.push({ uri, reason: 'unreadable', ...(owner ? { owner } : {}) });
  return [];
}

/** One look for one name: whoever gathers all names first does so for each inventory of a folder of a thousand. */
export const holds = (entries: readonly DirectoryEntry[], name: string): boolean =>
  entries.some((entry) => entry.name === name);
