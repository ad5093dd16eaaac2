// Whether a playbook or a script nearby takes a file of variables by its path, or makes groups and hosts at run time.
import type { FileSystem } from '../files/fileSystem.ts';
import { listOrNothing } from '../files/reading.ts';
import { joinUri, parentUri } from '../files/uri.ts';

const READ = /\.(?:ya?ml|sh|mk|toml|py)$|^(?:Makefile|justfile|Justfile)$/;
/** Words in tasks, plugins and scripts that may create groups. */
const MAKES_GROUPS = /\b(?:add_host|group_by)\b|^plugin:[ \t]|['"]--list['"]/m;
/** Limits that suffice for the folders where such files are. */
const MAX_FILES = 32;

/** The paths that are mentioned, such as `group_vars/vault`; all of them where groups are created at run time. */
export async function findMentions(
  fileSystem: FileSystem,
  folders: readonly string[],
  paths: readonly string[],
): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set();
  const places = (await Promise.all(folders.map((folder) => withParent(fileSystem, folder)))).flat();
  const all = places.flatMap((place) => [place, joinUri(place, 'playbooks'), joinUri(place, 'playbook')]);
  const texts = (await Promise.all([...new Set(all)].map((place) => textsIn(fileSystem, place)))).flat();
  if (texts.some((text) => MAKES_GROUPS.test(text))) return new Set(paths);
  return new Set(paths.filter((path) => texts.some((text) => playbookReferences(text, path))));
}

/** Another project begins above the root of a repository, and above an ansible.cfg. */
async function withParent(fileSystem: FileSystem, folder: string): Promise<readonly string[]> {
  const entries = await fileSystem.listDirectory(folder);
  const isRoot = Array.isArray(entries) && entries.some(({ name }) => /^(?:\.git|ansible\.cfg)$/.test(name));
  return isRoot ? [folder] : [folder, parentUri(folder)];
}

async function textsIn(fileSystem: FileSystem, folder: string): Promise<readonly string[]> {
  const entries = await listOrNothing(fileSystem, folder);
  const files = entries.filter(({ kind, name }) => kind === 'file' && READ.test(name)).slice(0, MAX_FILES);
  const contents = await Promise.all(files.map(({ name }) => fileSystem.readFile(joinUri(folder, name))));
  return contents.flatMap((content) => (content && 'text' in content ? [content.text] : []));
}

/** Whether the text contains the words, and not as part of a longer name. */
function playbookReferences(text: string, words: string): boolean {
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1))
    if (!/[\w-]/.test(text.charAt(at - 1)) && !/[\w-]/.test(text.charAt(at + words.length))) return true;
  return false;
}

/** The content of an encrypted file is unknown; a range may stand for any host. */
export function mayName(
  text: string,
  { kind, name }: { readonly kind: string; readonly name: string },
): boolean {
  if (text.startsWith('$ANSIBLE_VAULT;')) return true;
  return playbookReferences(text, name) || (kind === 'host' && RANGE.test(text));
}

const RANGE = /\[\w+:\w+/;
