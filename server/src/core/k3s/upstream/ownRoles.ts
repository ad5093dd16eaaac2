// How a modified copy of k3s-ansible differs from upstream: defaults that it adds, variables that it does not read,
// templates of its units.
import type { FileSystem } from '../../ansible/files/fileSystem.ts';
import { listOrNothing, textOf } from '../../ansible/files/reading.ts';
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

/** Upstream's tasks of these roles stand in one file each. */
const OWN_FILE = /^[ \t]*(?:-[ \t]+)?(?:ansible\.builtin\.)?(?:include|import)_(?:tasks|role):/m;

/** Whether a copy goes on in files or roles of its own, which may read variables of any name. */
export const goesOnElsewhere = (texts: ReadonlyMap<UpstreamFile, string>): boolean =>
  [texts.get('server'), texts.get('agent')].some((text) => OWN_FILE.test(text ?? ''));

/** The folders of templates, of the servers' role and of the agents'. */
const TEMPLATES = ['roles/k3s_server/templates', 'roles/k3s_agent/templates'];
/** Where systemd is told what to start; what stands above it is the same everywhere. */
const COMMAND = /^ExecStart=[\s\S]*$/m;

/** From their command on, the templates of units, by name. */
export async function unitTemplatesIn(
  fileSystem: FileSystem,
  root: string,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const folder of TEMPLATES) {
    const entries = await listOrNothing(fileSystem, joinUri(root, folder));
    for (const { name } of entries.filter((entry) => entry.name.endsWith('.service.j2'))) {
      const text = await textOf(fileSystem, joinUri(root, `${folder}/${name}`));
      const [command] = COMMAND.exec(text?.replaceAll('\r\n', '\n') ?? '') ?? [];
      if (command !== undefined) found.set(name, command);
    }
  }
  return found;
}
