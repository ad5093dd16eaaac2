// An `-i` argument → the files Ansible reads for it. Read from ansible-core 2.14.18, inventory/manager.py.
import { compareText } from '../inventory/compareText.ts';
import type { Host } from './host.ts';
import { joinUri, parentUri } from './uri.ts';

export interface SourceFiles {
  readonly files: readonly string[];
  /** The folder beside which group_vars and host_vars are looked for. */
  readonly folder: string;
}

const IGNORED =
  /^\.|^(?:host_vars|group_vars|vars_plugins)$|~$|\.(?:pyc|pyo|swp|bak|rpm|md|txt|rst|orig|ini|cfg|retry)$/;

/** Links can make a folder contain itself. */
const MAX_DEPTH = 16;

export async function findSourceFiles(host: Host, uri: string): Promise<SourceFiles> {
  const stat = await host.stat(uri);
  if (stat?.kind !== 'directory') return { files: [uri], folder: parentUri(uri) };
  return { files: await filesOfFolder(host, uri, 0), folder: uri.replace(/\/+$/, '') };
}

async function filesOfFolder(host: Host, folder: string, depth: number): Promise<readonly string[]> {
  const entries = await host.listDirectory(folder);
  if (!entries || 'problem' in entries || depth > MAX_DEPTH) return [];
  const read = entries.filter(({ name }) => !IGNORED.test(name)).sort((a, b) => compareText(a.name, b.name));
  const files = await Promise.all(
    read.map(({ name, kind }) => {
      const uri = joinUri(folder, name);
      return kind === 'directory' ? filesOfFolder(host, uri, depth + 1) : [uri];
    }),
  );
  return files.flat();
}
