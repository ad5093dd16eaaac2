// How a modified copy of k3s-ansible differs from upstream: defaults that it adds, variables that it does not read.
import type { FileSystem } from '../../ansible/files/fileSystem.ts';
import { textOf } from '../../ansible/files/reading.ts';
import { joinUri } from '../../ansible/files/uri.ts';
import type { UpstreamFile } from '../schema/upstreamTable.ts';

const NEEDED = /^(token|k3s_version|api_endpoint)\s*:/gm;

/** Which of the variables that upstream's roles need have a default in the roles of the folder. */
export async function defaultsOf(fileSystem: FileSystem, root: string): Promise<ReadonlySet<string>> {
  const paths = ['defaults', 'vars'].map((folder) => `roles/k3s_server/${folder}/main.yml`);
  const texts = await Promise.all(paths.map((path) => textOf(fileSystem, joinUri(root, path))));
  return new Set(texts.flatMap((text = '') => [...text.matchAll(NEEDED)].map(([, name = '']) => name)));
}

const READ: ReadonlyMap<string, RegExp> = new Map([
  ['k3s_version', /(?<![.\w'"])k3s_version\b/],
  ['api_endpoint', /(?<![.\w'"])api_endpoint\b/],
]);

/**
 * Variables that upstream's roles surely read and the tasks of the copy do not mention: they may have another name
 * there.
 */
export const unreadBy = (texts: ReadonlyMap<UpstreamFile, string>): readonly string[] =>
  [...READ]
    .filter(([, isRead]) => ![...texts.values()].some((text) => isRead.test(text)))
    .map(([name]) => name);
