// Whether the project around an inventory brings its own Jinja filters or tests: then a short name may be one of them.
// Their names are not read. Read from ansible-core 2.14.18: beside playbooks, in roles, and where ansible.cfg says.
import type { PluginKind } from '../../jinja/catalog.ts';
import type { FileSystem } from '../files/fileSystem.ts';
import { listOrNothing } from '../files/reading.ts';
import { memoIn } from '../files/snapshot.ts';
import { ancestorsOf, joinUri } from '../files/uri.ts';

/** How far above the inventory a playbook is looked for. */
const MAX_LEVELS = 4;
const MAX_ROLES = 60;

/**
 * The kinds of plugins that the project brings along. Looks from the inventory's folder upwards, to the first folder
 * that is a repository or has an ansible.cfg: beyond it, another project begins.
 */
export async function findOwnPlugins(
  fileSystem: FileSystem,
  folder: string,
): Promise<ReadonlySet<PluginKind>> {
  const found = new Set<PluginKind>();
  for (const current of ancestorsOf(folder, MAX_LEVELS + 1)) {
    const looked = await memoIn(fileSystem, `plugins in ${current}`, () => lookIn(fileSystem, current));
    for (const kind of looked.kinds) found.add(kind);
    if (looked.isLast) break;
  }
  return found;
}

async function lookIn(fileSystem: FileSystem, folder: string) {
  const names = await namesIn(fileSystem, folder);
  const kinds = await Promise.all(names.filter(isTelling).map((name) => kindsAt(fileSystem, folder, name)));
  return { kinds: kinds.flat(), isLast: names.includes('.git') || names.includes('ansible.cfg') };
}

/** Only these names are worth a URI: a folder may hold a thousand files. */
const isTelling = (name: string): boolean =>
  /^(?:filter_plugins|test_plugins|playbooks?|roles|ansible\.cfg)$/.test(name);

/** The kinds of plugins to which an entry of a folder leads. */
async function kindsAt(fileSystem: FileSystem, folder: string, name: string): Promise<readonly PluginKind[]> {
  const uri = joinUri(folder, name);
  switch (name) {
    case 'filter_plugins':
    case 'test_plugins':
      return kindsOf([name]);
    case 'playbooks':
    case 'playbook':
      return kindsOf(await namesIn(fileSystem, uri));
    case 'roles': {
      const roles = (await namesIn(fileSystem, uri)).slice(0, MAX_ROLES);
      return (await Promise.all(roles.map((role) => namesIn(fileSystem, joinUri(uri, role))))).flatMap(
        kindsOf,
      );
    }
    case 'ansible.cfg':
      return kindsInConfig(fileSystem, uri);
    default:
      return [];
  }
}

const kindsOf = (names: readonly string[]): readonly PluginKind[] => [
  ...(names.includes('filter_plugins') ? (['filter'] as const) : []),
  ...(names.includes('test_plugins') ? (['test'] as const) : []),
];

async function kindsInConfig(fileSystem: FileSystem, uri: string): Promise<readonly PluginKind[]> {
  const content = await fileSystem.readFile(uri);
  const text = content && 'text' in content ? content.text : '';
  // An extension of Jinja may bring both.
  return [
    ...(/^[ \t]*(?:filter_plugins|jinja2_extensions)[ \t]*[=:]/m.test(text) ? (['filter'] as const) : []),
    ...(/^[ \t]*(?:test_plugins|jinja2_extensions)[ \t]*[=:]/m.test(text) ? (['test'] as const) : []),
  ];
}

const namesIn = async (fileSystem: FileSystem, folder: string): Promise<readonly string[]> =>
  (await listOrNothing(fileSystem, folder)).map(({ name }) => name);
