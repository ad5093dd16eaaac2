// What an inventory of another project becomes in the layout of k3s-ansible: its own files with other names in them,
// each as a new text. Which name becomes which is data, in schemas/dialects; nothing here knows a project.
import { baseName } from '../../ansible/files/uri.ts';
import type { ModelFile } from '../../ansible/model/model.ts';
import { refusedFiles } from '../../ansible/model/refusal.ts';
import { readNames } from '../../ansible/templates/references.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { type Message, msg } from '../../text/message.ts';
import { applyEdits, type TextEdit } from '../../text/textEdit.ts';
import { parseYaml } from '../../yaml/parseYaml.ts';
import { addGroups } from './addGroups.ts';
import type { Draft, MigrationNote } from './draft.ts';
import { noteManualSteps } from './manualSteps.ts';
import { mappingsToTexts } from './mappingsToTexts.ts';
import { findNewNames } from './newNames.ts';
import { placesFor } from './places.ts';
import { renameIn } from './renameIn.ts';
import { setAside } from './setAside.ts';

/** One file of the new inventory. */
export interface MigratedFile {
  readonly from: string;
  /** Below the folder of the migration, with `/` between the names. */
  readonly path: string;
  readonly text: string;
}

/** The new files, and what a person must know about them. */
export interface Migration {
  readonly project: string;
  /** The folder that holds all files as they are now. */
  readonly folder: string;
  readonly files: readonly MigratedFile[];
  /** Paths of the sources among them, in the order of `-i`. */
  readonly sources: readonly string[];
  readonly notes: readonly MigrationNote[];
}

export type { MigrationNote };
/** Why nothing can be planned. */
export type Refusal = { readonly refused: Message };

/** Plans only: the new texts are handed out with notes, and nothing is written. */
export function planMigration(context: InventoryContext): Migration | Refusal {
  const { dialect } = context;
  const refused = whyNot(context);
  if (refused || !dialect) return { refused: refused ?? NOT_OF_K3S };
  const names = new Map([...context.files].map(([uri, file]) => [uri, readNames(file)] as const));
  const variables = typeof dialect.variables === 'string' ? [] : (dialect.variables ?? []);
  const draft: Draft = { context, dialect, variables, names, edits: new Map(), notes: [] };
  const newNames = findNewNames(draft);
  for (const file of context.files.values()) renameIn(draft, file, newNames);
  mappingsToTexts(draft, newNames);
  setAside(draft, newNames);
  addGroups(draft, newNames);
  noteManualSteps(draft, newNames);
  const places = placesFor(context, newNames.groups);
  const files = [...places.paths].map(([from, path]) => ({ from, path, text: textOf(draft, from) }));
  return {
    project: dialect.name,
    folder: places.folder,
    files,
    sources: context.model.sources.flatMap((uri) => places.paths.get(uri) ?? []),
    notes: draft.notes,
  };
}

const NOT_OF_K3S = msg(
  'Nothing says of which project this inventory is, so that nobody knows what its names mean.',
);

function whyNot(context: InventoryContext): Message | undefined {
  const { dialect, model, files } = context;
  if (!dialect) return NOT_OF_K3S;
  if (dialect.relation === 'itself') return msg('This is an inventory of k3s-ansible already.');
  const hasNewNames =
    typeof dialect.variables !== 'string' && dialect.variables?.some(({ becomes }) => becomes !== undefined);
  if (!hasNewNames)
    return msg('Of {0}, it is not known what its variables are called in k3s-ansible.', dialect.name);
  const [broken] = refusedFiles(context);
  if (model.isRefused || broken !== undefined)
    return msg('Ansible refuses {0}; fix that first.', baseName(broken ?? model.sources[0] ?? ''));
  return [...files.values()].some(({ role }) => role === 'inventory')
    ? undefined
    : msg('No source of this inventory can be read here.');
}

/** The text with the edits; as it was, where YAML would read it as something broken. */
function textOf({ context, edits, notes }: Draft, uri: string): string {
  const file = context.files.get(uri) ?? context.vaulted.get(uri);
  const text = file?.source.text ?? '';
  const made = distinct(edits.get(uri) ?? []);
  if (!file || made.length === 0) return text;
  const edited = applyEdits(text, made);
  if (!file.document || problemsIn(edited) <= fatalIn(file)) return edited;
  notes.push({
    kind: 'by-hand',
    message: msg('{0} is left as it is: write the new names into it by hand.', baseName(uri)),
    place: { uri, span: { start: 0, end: 0 } },
  });
  return text;
}

const problemsIn = (text: string): number => parseYaml(text).problems.filter(({ fatal }) => fatal).length;
const fatalIn = ({ document }: ModelFile): number =>
  document?.problems.filter(({ fatal }) => fatal).length ?? 0;

/** What stands behind an alias is named at several places. */
const distinct = (edits: readonly TextEdit[]): readonly TextEdit[] => [
  ...new Map(edits.map((edit) => [`${edit.span.start} ${edit.span.end} ${edit.newText}`, edit])).values(),
];
