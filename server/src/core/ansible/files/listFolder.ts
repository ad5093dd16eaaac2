// Lists folders that Ansible reads, and records those that cannot be listed.
import type { Owner, UnknownSource } from '../model/model.ts';
import type { DirectoryEntry, FileSystem } from './fileSystem.ts';

/** What a search for files could not list. */
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

/** Looks for one name without collecting all: a folder may hold a thousand inventories, each of which asks. */
export const holds = (entries: readonly DirectoryEntry[], name: string): boolean =>
  entries.some((entry) => entry.name === name);
