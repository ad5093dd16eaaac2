// Completion of paths on the machine that runs Ansible, one folder at a time. Knows which variables hold paths; the
// entries of a folder come from the file system.

import type { DirectoryEntry, FileSystem } from '../../ansible/files/fileSystem.ts';
import { joinUri } from '../../ansible/files/uri.ts';
import type { ModelFile } from '../../ansible/model/model.ts';
import { hasJinja } from '../../jinja/parse.ts';
import { loadAirgapBases } from '../../k3s/airgap/airgapFacts.ts';
import { airgapAnchor, airgapPlaces } from '../../k3s/airgap/airgapPlaces.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { lineColumnAt, lineSpan, type SourceText } from '../../text/sourceText.ts';
import { type Span, spanOf } from '../../text/span.ts';
import { isInComment } from '../cursor/comments.ts';
import { nodesAt } from '../cursor/yamlNodes.ts';
import type { CompletionEntry } from './completionEntry.ts';

/** A path that is being typed. */
interface PathCursor {
  readonly foldersOnly: boolean;
  readonly quote: string;
  /** The path as written up to its last slash, slash included. */
  readonly folder: string;
  /** The last segment, as far as it is typed. */
  readonly word: string;
  readonly replace: Span;
}

/** The entries of the folder that is being typed; `undefined` where the cursor is in no path. */
/** The inventory, and the plays nearby. */
type Around = Pick<InventoryContext, 'model' | 'plays'>;

/** `undefined` where the cursor is in no path, or the document is on no disk. */
export async function completePath(
  fileSystem: FileSystem,
  around: Around,
  file: ModelFile,
  offset: number,
): Promise<readonly CompletionEntry[] | undefined> {
  const cursor = file.source.uri.startsWith('file:') ? pathCursorAt(file, offset) : undefined;
  return cursor && entriesFor(cursor, await listFirst(fileSystem, around, cursor.folder));
}

const PATH = String.raw`(?<quote>["']?)(?<path>(?:\{\{\s*(?:inventory_dir|playbook_dir)\s*\}\}|~|\.\.?)?\/.*)$`;
const IN_YAML = new RegExp(String.raw`(?:^|[\s{,])["']?(?<name>airgap_dir|kubeconfig)["']?:\s+${PATH}`);
const IN_LIST = new RegExp(
  String.raw`(?:^(?<indent> *)-\s+|\bextra_manifests["']?:\s+\[(?:[^\]]*,)?\s*)${PATH}`,
);
const IN_INI = new RegExp(String.raw`(?:^|\s)(?<name>airgap_dir|kubeconfig)\s*=\s*${PATH}`);

/** Characters that would end the value, or mean something else to YAML, INI or Jinja. */
const ENDS_QUOTED = /["'\\{}\r\n]/;
const ENDS_PLAIN = /["'\\{}\r\n#;:,[\]]/;

const endOf = (quote: string): RegExp => (quote === '' ? ENDS_PLAIN : ENDS_QUOTED);

function pathCursorAt({ source, document }: ModelFile, offset: number): PathCursor | undefined {
  if (isInComment(document, source, offset)) return undefined;
  const scalar = nodesAt(document?.root, offset).at(-1);
  if (scalar?.kind === 'scalar' && (scalar.style === 'literal' || scalar.style === 'folded'))
    return undefined;
  const { line } = lineColumnAt(source, offset);
  const { start, end } = lineSpan(source, line);
  const found = matchPath(source, line, source.slice(start, offset), document !== undefined);
  if (!found) return undefined;
  const { path = '', quote = '', name } = found;
  if (endOf(quote).test(path.replace(/^\{\{.*?\}\}/, ''))) return undefined;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const word = path.slice(folder.length);
  const rest = /^[^/\s"'\\{}#,[\]]*\/?/.exec(source.slice(offset, end))?.[0].length ?? 0;
  const replace = spanOf(offset - word.length, offset + rest);
  return { foldersOnly: name === 'airgap_dir', quote, folder, word, replace };
}

function matchPath(source: SourceText, line: number, before: string, isYaml: boolean) {
  if (!isYaml) return IN_INI.exec(before)?.groups;
  const item = IN_LIST.exec(before)?.groups;
  if (item && (item['indent'] === undefined || isManifest(source, line, item['indent'].length))) return item;
  return IN_YAML.exec(before)?.groups;
}

/** Whether the list around an item is that of the manifests: the nearest line above that is neither deeper nor an item. */
function isManifest(source: SourceText, line: number, indent: number): boolean {
  for (let number = line - 1; number >= 0; number--) {
    const span = lineSpan(source, number);
    const text = source.slice(span.start, span.end);
    const column = text.search(/[^ ]/);
    if (column < 0 || column > indent || /^\s*(?:#|-\s)/.test(text)) continue;
    return /^\s*["']?extra_manifests["']?:\s*(?:#.*)?$/.test(text);
  }
  return false;
}

/** The entries of the first possible folder that exists; an unreadable one counts as empty. */
async function listFirst(
  fileSystem: FileSystem,
  around: Around,
  folder: string,
): Promise<readonly DirectoryEntry[]> {
  for (const uri of await placesOf(fileSystem, around, folder)) {
    const entries = uri.startsWith('file:') ? await fileSystem.listDirectory(uri) : undefined;
    if (entries && !('problem' in entries)) return entries;
  }
  return [];
}

async function placesOf(
  fileSystem: FileSystem,
  { model, plays }: Around,
  folder: string,
): Promise<readonly string[]> {
  if (folder.startsWith('~/')) {
    // On Windows, Ansible runs elsewhere, with another home.
    const isPosix = fileSystem.home !== undefined && !/^file:\/\/\/[a-z](?::|%3a)/i.test(fileSystem.home);
    return isPosix && fileSystem.home !== undefined ? [joinUri(fileSystem.home, folder.slice(2))] : [];
  }
  const { known, ...bases } = await loadAirgapBases(fileSystem, model, plays);
  const isRelative = airgapAnchor(folder) === 'playbook' && !hasJinja(folder);
  // Only the playbook's own folder: other folders that some tasks search are not offered.
  const path = isRelative ? `{{ playbook_dir }}/${folder}` : folder;
  return airgapPlaces(path, known === undefined ? bases : { ...bases, playbookFolders: [known] }) ?? [];
}

const entriesFor = (
  { foldersOnly, quote, word, replace }: PathCursor,
  entries: readonly DirectoryEntry[],
): readonly CompletionEntry[] =>
  entries
    .filter(({ kind }) => kind === 'directory' || !foldersOnly)
    .filter(({ name }) => (!name.startsWith('.') || word.startsWith('.')) && !endOf(quote).test(name))
    .map(({ name, kind }) => {
      const label = kind === 'directory' ? `${name}/` : name;
      const edit = { span: replace, newText: label };
      return { label, kind: kind === 'directory' ? 'folder' : 'file', edit, isSnippet: false };
    });
