// The model after an edit that changes nothing but variables: made from the previous model, with which it shares
// everything that the edit does not touch.
import { hasSameItems } from '../../text/hasSameItems.ts';
import type { SourceText } from '../../text/sourceText.ts';
import { resolveAlias, type YamlDocument, type YamlNode } from '../../yaml/tree.ts';
import type { InventoryModel, Owner, Tier, UnknownSource, VariableDefinition } from '../model/model.ts';
import { defineOnce, keepDefinitions } from '../sources/definitions.ts';
import { inventoryFormat } from '../sources/readSource.ts';
import { variablesIn } from '../sources/yamlSource.ts';
import { type EditedVariables, findSourceEdits } from './editedVariables.ts';
import { exchangeIn } from './exchangeDefinitions.ts';
import { createDraft, finishDraft, type ModelDraft } from './modelDraft.ts';

/** A file of the inventory before and after the edit; for a file of variables, also their owner. */
export interface EditedFile {
  readonly source: SourceText;
  readonly before: YamlDocument;
  readonly after: YamlDocument;
  readonly variables?: { readonly owner: Owner; readonly tier: Tier; readonly folder: number };
}

/** The next model and what distinguishes it from the one before: what is no longer right in answers to queries. */
export interface ModelUpdate {
  /** What it shares with the model before has not changed. */
  readonly model: InventoryModel;
  /** The names whose definitions are others, or in another order; not where they have only moved with the text. */
  readonly variables: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  readonly hosts: ReadonlySet<string>;
  /** Whether other variables than before are defined, or in another order. */
  readonly hasOtherNames: boolean;
}

/** `undefined` where this is not certain to give what {@link rebuildModel} gives. */
export function updateModel(model: InventoryModel, files: readonly EditedFile[]): ModelUpdate | undefined {
  // Above the limit of entries, their number decides which of them count.
  if (model.problems.some(({ code }) => code === 'range-too-large')) return undefined;
  const draft = createDraft(model);
  const done: Exchange[] = [];
  for (const file of files) {
    const edits = editsIn(model, file);
    if (!edits) return undefined;
    for (const edited of edits)
      for (const owner of edited.owners) {
        const exchange = exchangeOf(draft, file, owner, edited);
        if (!exchange) return undefined;
        apply(draft, exchange);
        done.push(exchange);
      }
  }
  const broken = files.filter(({ before, after }) => isBroken(before) || isBroken(after));
  const unknowns = [...model.unknowns];
  for (const file of broken) noteUnknown(model, unknowns, file);
  const names = changedNames(done);
  return {
    model: finishDraft(
      broken.length > 0 ? { ...model, unknowns } : model,
      draft,
      names.groups.size + names.hosts.size > 0,
    ),
    ...names,
    hasOtherNames: !done.every(hasSameNames),
  };
}

function changedNames(done: readonly Exchange[]): Pick<ModelUpdate, 'variables' | 'groups' | 'hosts'> {
  const [variables, groups, hosts] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { before, after } of done) {
    if (hasSameItems(before, after)) continue;
    // Those that have only changed places have changed the lists of their owners.
    for (const { owner } of [...before, ...after]) (owner.kind === 'group' ? groups : hosts).add(owner.name);
    for (const { name } of [...without(before, after), ...without(after, before)]) variables.add(name);
  }
  return { variables, groups, hosts };
}

const isBroken = ({ problems }: YamlDocument): boolean => problems.some(({ fatal }) => fatal);

function editsIn(model: InventoryModel, file: EditedFile): readonly EditedVariables[] | undefined {
  const { source, before, after, variables } = file;
  if (!variables) {
    // A file that is no YAML at all may be read as INI.
    if (isBroken(after) && inventoryFormat({ source, document: after }) !== 'yaml') return undefined;
    return findSourceEdits(model, before, after);
  }
  if (before.root?.kind !== 'mapping' || after.root?.kind !== 'mapping') return undefined;
  return [{ owners: [variables.owner], before: before.root, after: after.root }];
}

/** Part of a file that cannot be read may define anything. */
function noteUnknown(
  { files }: InventoryModel,
  unknowns: UnknownSource[],
  { source: { uri }, after, variables }: EditedFile,
): void {
  const known = unknowns.findIndex((unknown) => unknown.uri === uri && unknown.reason === 'unparsable');
  if (known >= 0) unknowns.splice(known, 1);
  const problem = after.problems.find(({ fatal }) => fatal);
  if (!problem) return;
  const unknown: UnknownSource = { uri, reason: 'unparsable', span: problem.span };
  const next = unknowns.findIndex((other) => files.indexOf(other.uri) > files.indexOf(uri));
  unknowns.splice(
    next < 0 ? unknowns.length : next,
    0,
    variables ? { ...unknown, owner: variables.owner } : unknown,
  );
}

interface Exchange {
  /** The definitions of this place before the edit, without a gap. */
  readonly before: readonly VariableDefinition[];
  readonly after: readonly VariableDefinition[];
}

function exchangeOf(
  draft: ModelDraft,
  { source: { uri }, variables }: EditedFile,
  owner: Owner,
  edited: EditedVariables,
): Exchange | undefined {
  const known = listsOfOwner(draft, owner).get(owner.name) ?? [];
  const defined = definedIn(uri, edited.before);
  const spans = new Set(defined.map(({ keySpan }) => keySpan));
  const before = known.filter(({ keySpan }) => spans.has(keySpan));
  if (before.length !== defined.length) return undefined;
  const [first] = before;
  // The place of new definitions is known from the previous ones.
  if (!first) return undefined;
  const at = draft.definitions.indexOf(first);
  if (before.some((definition, index) => draft.definitions[at + index] !== definition)) return undefined;
  const { tier, folder } = first;
  const ownerOfAll = known[0]?.owner ?? owner;
  const byKey = new Map(before.map((definition) => [definition.keySpan, definition]));
  const after = definedIn(uri, edited.after).map((variable): VariableDefinition => {
    const same = byKey.get(variable.keySpan);
    if (same && same.value === variable.value && same.name === variable.name) return same;
    return defineOnce(variable, ownerOfAll, tier, variables && (folder ?? 0));
  });
  const isPriority = ({ name }: VariableDefinition): boolean => name === 'ansible_group_priority';
  if (owner.kind === 'group' && after.some(isPriority)) return undefined;
  const mapping = resolveAlias(edited.after);
  if (owner.kind === 'host' && !variables && mapping?.kind === 'mapping')
    keepDefinitions(mapping, owner.name, after);
  return { before, after };
}

const definedIn = (uri: string, value: YamlNode | undefined) => (value ? variablesIn(uri, value) : []);

const listsOfOwner = (draft: ModelDraft, { kind }: Pick<Owner, 'kind'>): ModelDraft['definitionsByName'] =>
  kind === 'group' ? draft.definitionsOfGroups : draft.definitionsOfHosts;

const hasSameNames = ({ before, after }: Exchange): boolean =>
  before.length === after.length && before.every(({ name }, index) => name === after[index]?.name);

function without<T>(items: readonly T[], others: readonly T[]): readonly T[] {
  const left = new Set(others);
  return items.filter((item) => !left.has(item));
}

function apply(draft: ModelDraft, { before, after }: Exchange): void {
  const [first] = before;
  const at = first ? draft.definitions.indexOf(first) : 0;
  const of = (items: readonly VariableDefinition[], kind: Owner['kind']) =>
    items.filter(({ owner }) => owner.kind === kind);
  for (const kind of ['group', 'host'] as const)
    exchangeIn(draft, listsOfOwner(draft, { kind }), at, of(before, kind), of(after, kind), nameOfOwner);
  exchangeIn(draft, draft.definitionsByName, at, before, after, ({ name }) => name);
  draft.definitions.splice(at, before.length, ...after);
}

const nameOfOwner = ({ owner }: VariableDefinition): string => owner.name;
