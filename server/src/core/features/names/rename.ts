// Renames a group, a host or a variable wherever the inventory's files name it, and its files in group_vars and
// host_vars. Refuses where something out of sight may use the old name.

import { joinUri, parentUri } from '../../ansible/files/uri.ts';
import type { ModelFile } from '../../ansible/model/model.ts';
import { type Reference, readNames } from '../../ansible/templates/references.ts';
import { varsNames } from '../../ansible/variables/varsNames.ts';
import { type Message, msg } from '../../text/message.ts';
import { createSourceText } from '../../text/sourceText.ts';
import { applyEdits, type TextEdit } from '../../text/textEdit.ts';
import { parseYaml } from '../../yaml/parseYaml.ts';
import { type IndexedContext, referencesTo } from '../cursor/names.ts';
import { placeName } from '../wording/placeText.ts';
import { refusalOfName, refusalOfTarget } from './renameRefusals.ts';

/** Edits come before the renamed files, as in a `WorkspaceEdit`. */
export interface RenamePlan {
  /** By the URI a file has before it is renamed. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  /** Files and folders, to be renamed once the edits are made. */
  readonly files: readonly { readonly from: string; readonly to: string }[];
}

/** Why a name cannot be changed, with the first place that stands against it. */
export type Refusal = { readonly refused: Message };

/** Whether the name can be changed at all, before a new one is known. */
export function canRename(contexts: readonly IndexedContext[], target: Reference): Refusal | undefined {
  for (const context of contexts) {
    const refused = refusalOfTarget(context, target);
    if (refused) return { refused };
  }
  return undefined;
}

/** The inventories that share a file with the name in it are renamed together. */
export function planRename(
  contexts: readonly IndexedContext[],
  target: Reference,
  newName: string,
): RenamePlan | Refusal {
  const impossible = canRename(contexts, target);
  if (impossible) return impossible;
  const edits = new Map<string, readonly TextEdit[]>();
  const files = new Map<string, string>();
  if (newName === target.name) return { edits, files: [] };
  for (const context of contexts) {
    const refused = refusalOfName(context, target, newName);
    if (refused) return { refused };
    for (const [uri, file] of context.files) {
      if (edits.has(uri)) continue;
      const made = editsIn(context, file, target, newName);
      if ('refused' in made) return made;
      if (made.length > 0) edits.set(uri, made);
    }
    // A file that Ansible ignores because of another one with that name must not take its place.
    for (const { owner, uri, ending } of varsNames(context.varsEntries))
      if (owner.kind === target.kind && owner.name === target.name)
        files.set(uri, joinUri(parentUri(uri), newName + ending));
  }
  return { edits, files: [...files].map(([from, to]) => ({ from, to })) };
}

function editsIn(
  context: IndexedContext,
  file: ModelFile,
  target: Reference,
  newName: string,
): readonly TextEdit[] | Refusal {
  const { source } = file;
  const found = referencesTo(context, target).filter(({ uri }) => uri === source.uri);
  const edits: TextEdit[] = [];
  for (const reference of found) {
    const { start, end } = reference.span;
    const odd = reference.isPattern ?? source.slice(start, end) !== reference.name;
    if (odd) return refuseAt(context, reference);
    edits.push(editOf(reference, newName));
  }
  const [first] = found;
  const before = context.names.get(source.uri)?.references.length ?? 0;
  return first && !isRenamed({ file, target, edits, newName, before }) ? refuseAt(context, first) : edits;
}

const refuseAt = (context: IndexedContext, { name, uri, span }: Reference): Refusal => ({
  refused: msg('“{0}” cannot be renamed at {1}; change it by hand.', name, placeName(context, { uri, span })),
});

function editOf({ span, dotSpan, style }: Reference, newName: string): TextEdit {
  if (!dotSpan || IDENTIFIER.test(newName)) return { span, newText: newName };
  const quote = style === 'single' ? '"' : "'";
  return { span: dotSpan, newText: `[${quote}${newName}${quote}]` };
}

const IDENTIFIER = /^[A-Za-z_]\w*$/;

interface Renaming {
  readonly file: ModelFile;
  readonly target: Reference;
  readonly edits: readonly TextEdit[];
  readonly newName: string;
  /** How many names the file held. */
  readonly before: number;
}

/** The file as it will be, parsed: in YAML and in Jinja some names mean something else, and templates hide names. */
function isRenamed({ file, target: { kind, name }, edits, newName, before }: Renaming): boolean {
  const text = applyEdits(file.source.text, edits);
  const source = createSourceText(file.source.uri, text);
  const { references } = readNames({ ...file, source, ...(file.document && { document: parseYaml(text) }) });
  const named = references.filter((reference) => reference.kind === kind);
  const renamed = named.filter((reference) => reference.name === newName);
  const isLeft = named.some((reference) => reference.name === name);
  // A name that now means something else, or hides another one, changes one of these counts.
  return references.length === before && renamed.length === edits.length && !isLeft;
}
