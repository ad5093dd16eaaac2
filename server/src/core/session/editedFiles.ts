// Which files of an open inventory have another text than before, and what that makes of what Ansible reads.
import type { LoadedInventory } from '../ansible/discovery/inventorySources.ts';
import { isParsed, type ParsedFile } from '../ansible/files/documents.ts';
import { whyUnreadable } from '../ansible/files/unreadable.ts';
import { baseName, withoutSampleEnding } from '../ansible/files/uri.ts';
import type { ModelFile } from '../ansible/model/model.ts';
import { type InventoryInput, tierOf } from '../ansible/sources/buildInventoryModel.ts';
import { inventoryFormat } from '../ansible/sources/readSource.ts';
import type { EditedFile } from '../ansible/update/updateModel.ts';
import type { InventoryContext } from '../k3s/context.ts';
import { hasSameItems } from '../text/hasSameItems.ts';
import type { SourceText } from '../text/sourceText.ts';
import type { FileChanges } from './contextView.ts';

/**
 * A file whose text is another one than at the last call, brought here by the incremental reader, so that nodes that
 * are the same object mean the same text.
 */
export interface Edit {
  /** The file at the last call. */
  readonly file: ModelFile;
  readonly now: ParsedFile;
}

interface Parts {
  readonly context: InventoryContext;
  readonly loaded: LoadedInventory;
  /** Files that were read besides, and are no part of the model. */
  readonly around?: readonly string[];
}

/** Finds the files whose text differs from the last call; `undefined` where the inventory must be opened anew. */
export function createEditDetector({ context, loaded, around = [] }: Parts) {
  const { read } = loaded;
  const { vaulted, unusedVarsFiles, model } = context;
  const readings = new Map<string, number>();
  const others = new Map<string, SourceText | undefined>();
  const otherUris = [
    ...vaulted.keys(),
    ...unusedVarsFiles.unread.keys(),
    ...model.unknowns.map(({ uri }) => uri),
    ...around,
    ...(loaded.config ? [loaded.config.source.uri] : []),
  ];

  async function isAsBefore(uri: string): Promise<boolean> {
    const now = await read(uri);
    const source = isParsed(now) ? now.source : undefined;
    const isSame = !others.has(uri) || others.get(uri) === source;
    others.set(uri, source);
    return isSame;
  }

  return async (
    files: InventoryContext['files'],
    input: InventoryInput,
  ): Promise<readonly Edit[] | undefined> => {
    const edits: Edit[] = [];
    for (const uri of otherUris) if (!files.has(uri) && !(await isAsBefore(uri))) return undefined;
    for (const [uri, file] of files) {
      const now = await read(uri);
      if (!isParsed(now)) return undefined;
      const before = readings.get(uri);
      readings.set(uri, now.generation);
      if (now.source === file.source) continue;
      const isFollowed = before !== undefined && now.generation === before + 1;
      const edit = { file, now };
      // Where no nodes are shared, opening anew takes less than comparing everything.
      if (!isFollowed || !file.document || !isReadAsBefore(input, edit)) return undefined;
      edits.push(edit);
    }
    return edits;
  };
}

/** Whether Ansible still reads the file, and in the same format. */
function isReadAsBefore({ sources, varsFiles = [] }: InventoryInput, { file, now }: Edit): boolean {
  const { uri } = now.source;
  if (now.source.slice(0, 2) === '#!') return false;
  const source = sources.find((input) => input.source === file.source);
  const isOfVariables = varsFiles.some((input) => input.source === file.source);
  if (!source && !isOfVariables) return false;
  const asVariables = { ...now, name: '', format: 'yaml', isExecutable: false } as const;
  if (isOfVariables && whyUnreadable(asVariables) !== undefined) return false;
  if (!source) return true;
  const format = inventoryFormat(source.document ? now : { source: now.source });
  const name = withoutSampleEnding(baseName(uri));
  if ((format === 'yaml') !== (file.document !== undefined)) return false;
  return whyUnreadable({ ...now, name, format, isExecutable: false }) === undefined;
}

/** What Ansible reads after the edits. */
export function editInput(input: InventoryInput, edits: readonly Edit[]): InventoryInput {
  const bySource = new Map(edits.map(({ file, now }) => [file.source, now]));
  const follow = <T extends InventoryInput['sources'][number]>(one: T): T => {
    const now = bySource.get(one.source);
    if (!now) return one;
    return { ...one, source: now.source, ...(one.document && { document: now.document }) };
  };
  const { sources, varsFiles = [] } = input;
  return { ...input, sources: sources.map(follow), varsFiles: varsFiles.map(follow) };
}

/**
 * The edits for those who follow trees from one state to the next; `undefined` where one of the files cannot be
 * followed, or counts for several owners.
 */
export function followedEdits(
  { varsFiles = [] }: InventoryInput,
  edits: readonly Edit[],
): readonly EditedFile[] | undefined {
  const followed: EditedFile[] = [];
  for (const { file, now } of edits) {
    const [input, ...others] = varsFiles.filter(({ source }) => source === file.source);
    if (!file.document || others.length > 0) return undefined;
    const edited = { source: now.source, before: file.document, after: now.document };
    const variables = input && { owner: input.owner, tier: tierOf(input), folder: input.folder ?? 0 };
    followed.push(variables ? { ...edited, variables } : edited);
  }
  return followed;
}

/**
 * The files of the next context, as a new map: contexts are never changed, so that a check under way goes on with the
 * state it began with.
 */
export function editFiles(
  files: InventoryContext['files'],
  edits: readonly Edit[],
): InventoryContext['files'] {
  const all = new Map(files);
  for (const { file, now } of edits)
    all.set(now.source.uri, {
      ...file,
      source: now.source,
      ...(file.document && { document: now.document }),
    });
  return all;
}

/**
 * Which parts of a file differ, so that only those queries are asked again that have read one of them: typing in a
 * comment leaves everything alone that has read the tree.
 */
export function changesIn({ file: { document: before }, now }: Edit): FileChanges {
  const changed = new Set<'root' | 'comments' | 'problems'>();
  if (before?.root !== now.document.root) changed.add('root');
  if (!hasSameItems(before?.comments ?? [], now.document.comments)) changed.add('comments');
  if (!hasSameItems(before?.problems ?? [], now.document.problems)) changed.add('problems');
  return changed;
}
