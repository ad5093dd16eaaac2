// From a document to the inventory sources it belongs to.
import { joinUri } from "./uri.ts";
import type { Host } from './host.ts';

const VARS_FOLDER = /^(?<base>.*)\/(?:group_vars|host_vars)\/.+$/;
const INVENTORY_NAME = /\.(?:ya?ml|json|ini)$|^[^.]+$/;

/**
 * The inventories, each a list of sources, that are read with the document: a file in `group_vars` or `host_vars`
 * belongs to every inventory beside that folder, any other file is an inventory of its own.
 */
export async function sourcesFor(host: Host, uri: string): Promise<readonly (readonly string[])[]> {
  const base = VARS_FOLDER.exec(uri)?.groups?.['base'];
  if (base === undefined) return [[uri]];
  const entries = await host.listDirectory(base);
  if (!Array.isArray(entries)) return [];
  return entries
    .filter((entry) => entry.kind === 'file' && INVENTORY_NAME.test(entry.name))
    .map((entry) => entry.name)
    .sort()
    .map((name) => [joinUri(base, name)]);
}

