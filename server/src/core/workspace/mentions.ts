// Whether a playbook or a script nearby takes a file of variables by its path, or makes groups and hosts at run time.
import type { Host } from './host.ts';
import { joinUri, parentUri } from './uri.ts';

const READ = /\.(?:ya?ml|sh|mk|toml)$|^(?:Makefile|justfile|Justfile)$/;
const MAKES_GROUPS = /\b(?:add_host|group_by)\b/;
/** Enough to meet those where they are. */
const MAX_FILES = 32;

/** The paths that are mentioned, such as `group_vars/vault`; all of them where groups come at run time. */
export async function findMentions(
  host: Host,
  folders: readonly string[],
  paths: readonly string[],
): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set();
  const places = folders.flatMap((folder) => [folder, parentUri(folder)]);
  const all = places.flatMap((place) => [place, joinUri(place, 'playbooks'), joinUri(place, 'playbook')]);
  const texts = (await Promise.all([...new Set(all)].map((place) => textsIn(host, place)))).flat();
  if (texts.some((text) => MAKES_GROUPS.test(text))) return new Set(paths);
  return new Set(paths.filter((path) => texts.some((text) => mentions(text, path))));
}

async function textsIn(host: Host, folder: string): Promise<readonly string[]> {
  const entries = await host.listDirectory(folder);
  if (!entries || 'problem' in entries) return [];
  const files = entries.filter(({ kind, name }) => kind === 'file' && READ.test(name)).slice(0, MAX_FILES);
  const contents = await Promise.all(files.map(({ name }) => host.readFile(joinUri(folder, name))));
  return contents.flatMap((content) => (content && 'text' in content ? [content.text] : []));
}

/** Not as the beginning of a longer name. */
function mentions(text: string, path: string): boolean {
  for (let at = text.indexOf(path); at >= 0; at = text.indexOf(path, at + 1))
    if (!/^[\w-]/.test(text.slice(at + path.length))) return true;
  return false;
}
