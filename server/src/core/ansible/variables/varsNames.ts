// The files and folders in `group_vars` and `host_vars` that are named after a group or a host.

import { baseName } from '../files/uri.ts';
import type { Owner } from '../model/model.ts';

/** A name in `group_vars` or `host_vars`: what a rename of the group or host must rename as well. */
export interface VarsName {
  readonly owner: Owner;
  /** The file, or the folder. */
  readonly uri: string;
  /** Behind the name: `.yml`, or nothing. */
  readonly ending: string;
  /** The files in it, or itself. */
  readonly files: readonly string[];
}

/** `group_vars`, or what the user may have meant by it. */
export function varsKindOf(folder: string): Owner['kind'] | undefined {
  const match = /^(group|host)s?[-_ ]?vars?$/i.exec(folder);
  if (!match) return undefined;
  return match[1]?.toLowerCase() === 'host' ? 'host' : 'group';
}

const NAMED = /^.*\/(group|host)_vars\/[^/]+/;

/** The names that stand behind these files, each once. A folder named after a group stands for all files below it. */
export function varsNames(files: Iterable<string>): readonly VarsName[] {
  const found = new Map<string, VarsName>();
  for (const file of files) {
    const match = NAMED.exec(file);
    if (!match) continue;
    const [uri, kind = ''] = match;
    const segment = baseName(uri);
    const name = segment.replace(/\.(?:ya?ml|json)$/, '');
    const owner: Owner = { kind: kind === 'host' ? 'host' : 'group', name };
    const ending = segment.slice(name.length);
    found.set(uri, { owner, uri, ending, files: [...(found.get(uri)?.files ?? []), file] });
  }
  return [...found.values()];
}
