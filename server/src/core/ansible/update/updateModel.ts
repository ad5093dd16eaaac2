// The model after an edit that changes nothing but variables, and hosts of one group: made from the previous model,
// with which it shares everything that the edit does not touch.
import { groupBy } from '../../text/groupBy.ts';
import { hasSameItems } from '../../text/hasSameItems.ts';
import type { SourceText } from '../../text/sourceText.ts';
import type { YamlDocument, YamlNode } from '../../yaml/tree.ts';
import type { InventoryModel, Owner, Tier, UnknownSource, VariableDefinition } from '../model/model.ts';
import { inventoryFormat } from '../sources/readSource.ts';
import { variablesIn } from '../sources/yamlSource.ts';
import { type AdjacentHost, findAdjacent, hasEqualKeys, indexBeside } from './adjacentHost.ts';
import { exchangeHosts } from './editedHosts.ts';
import { type EditedVariables, findSourceEdits, type SourceEdits } from './editedVariables.ts';
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
    const edits = editsIn(draft, file);
    if (!edits) return undefined;
    for (const edited of edits.edited)
      for (const owner of edited.owners) {
        const exchange = exchangeOf(draft, file, owner, edited);
        if (!exchange) return undefined;
        apply(draft, exchange);
        done.push(exchange);
      }
    if (!edits.hosts) continue;
    const exchange = exchangeHosts(draft, file.source.uri, edits.hosts);
    if (!exchange) return undefined;
    apply(draft, exchange);
    done.push(exchange);
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

function editsIn(draft: ModelDraft, file: EditedFile): SourceEdits | undefined {
  const { source, before, after, variables } = file;
  if (!variables) {
    // A file that is no YAML at all may be read as INI.
    if (isBroken(after) && inventoryFormat({ source, document: after }) !== 'yaml') return undefined;
    return findSourceEdits(draft, before, after);
  }
  if (before.root?.kind !== 'mapping' || after.root?.kind !== 'mapping') return undefined;
  return { edited: [{ owners: [variables.owner], before: before.root, after: after.root }] };
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
  /** Where there were none: the definitions read just before or just after. */
  readonly beside?: AdjacentHost;
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
  const isFirst = !first && edited.among && !hasEqualKeys(edited.among.hosts);
  const beside = isFirst && edited.among ? findAdjacent(draft, uri, edited.among) : undefined;
  // The place of new definitions is known from the previous ones, or from those of the hosts around.
  if (!first && !beside) return undefined;
  const at = first ? draft.definitions.indexOf(first) : 0;
  if (before.some((definition, index) => draft.definitions[at + index] !== definition)) return undefined;
  const { tier, folder } = first ?? { tier: 'inventory-file-host' };
  const ownerOfAll = known[0]?.owner ?? owner;
  const byKey = new Map(before.map((definition) => [definition.keySpan, definition]));
  const after = definedIn(uri, edited.after).map(({ name, span, keySpan, value }): VariableDefinition => {
    const same = byKey.get(keySpan);
    if (same && same.value === value && same.name === name) return same;
    const place = variables ? { tier, folder: folder ?? 0 } : { tier };
    return value
      ? { name, uri, span, keySpan, value, owner: ownerOfAll, ...place }
      : { name, uri, span, keySpan, owner: ownerOfAll, ...place };
  });
  const isPriority = ({ name }: VariableDefinition): boolean => name === 'ansible_group_priority';
  if (owner.kind === 'group' && after.some(isPriority)) return undefined;
  return beside ? { before, after, beside } : { before, after };
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

function apply(draft: ModelDraft, { before, after, beside }: Exchange): void {
  const [first] = before;
  const at = first ? draft.definitions.indexOf(first) : beside ? indexBeside(draft, beside) : 0;
  const of = (items: readonly VariableDefinition[], kind: Owner['kind']) =>
    items.filter(({ owner }) => owner.kind === kind);
  for (const kind of ['group', 'host'] as const)
    exchangeIn(draft, listsOfOwner(draft, { kind }), at, of(before, kind), of(after, kind), nameOfOwner);
  exchangeIn(draft, draft.definitionsByName, at, before, after, ({ name }) => name);
  draft.definitions.splice(at, before.length, ...after);
}

const nameOfOwner = ({ owner }: VariableDefinition): string => owner.name;

/** Definitions that are adjacent in the model are adjacent in every list that has some of them. */
function exchangeIn(
  { definitions }: ModelDraft,
  map: ModelDraft['definitionsByName'],
  at: number,
  before: readonly VariableDefinition[],
  after: readonly VariableDefinition[],
  keyOf: (definition: VariableDefinition) => string,
): void {
  const [left, added] = [groupBy(before, keyOf), groupBy(after, keyOf)];
  for (const key of new Set([...left.keys(), ...added.keys()])) {
    const [old, now] = [left.get(key) ?? [], added.get(key) ?? []];
    if (hasSameItems(old, now)) continue;
    const list = map.get(key) ?? [];
    const [first] = old;
    const isListed = (definition: VariableDefinition): boolean =>
      keyOf(definition) === key && list.includes(definition);
    const index = first ? list.indexOf(first) : behindOthers(definitions, at, list, isListed);
    const changed = list.toSpliced(index, old.length, ...now);
    map.set(key, changed.length > 0 ? changed : undefined);
  }
}

/**
 * Where the new definitions go in a list that had none: behind the one of the list that Ansible reads last before the
 * place.
 */
function behindOthers(
  definitions: readonly VariableDefinition[],
  at: number,
  list: readonly VariableDefinition[],
  isListed: (definition: VariableDefinition) => boolean,
): number {
  const last = list.at(-1);
  // Usually at the end, or among many.
  if (!last || definitions.indexOf(last) < at) return list.length;
  for (let previous = at - 1; previous >= 0; previous--) {
    const before = definitions[previous];
    if (before && isListed(before)) return list.indexOf(before) + 1;
  }
  return 0;
}
