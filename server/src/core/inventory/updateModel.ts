// A model brought up to date after an edit that changes nothing but variables: definitions are exchanged in place,
// groups and hosts stay. What the model said before is gone afterwards.
import type { SourceText } from '../text/sourceText.ts';
import type { YamlDocument, YamlNode } from '../yaml/tree.ts';
import { type EditedVariables, findEditedVariables } from './editedVariables.ts';
import type { InventoryModel, Owner, Tier, UnknownSource, VariableDefinition } from './model.ts';
import { findNeighbour, indexBeside, type Neighbour } from './neighbour.ts';
import { inventoryFormat } from './readSource.ts';
import { variablesIn } from './yamlSource.ts';

/**
 * The lists of definitions that a model is made of, to be changed by nobody but this file. Those by name and owner are
 * exchanged as a whole, so that one can be compared with what it was before.
 */
export interface DefinitionLists {
  readonly definitions: VariableDefinition[];
  readonly definitionsByName: Map<string, readonly VariableDefinition[]>;
  readonly definitionsOfGroups: Map<string, readonly VariableDefinition[]>;
  readonly definitionsOfHosts: Map<string, readonly VariableDefinition[]>;
  readonly unknowns: UnknownSource[];
}

/** A file of the inventory before and after the edit; one of variables says whose they are. */
export interface EditedFile {
  readonly source: SourceText;
  readonly before: YamlDocument;
  readonly after: YamlDocument;
  readonly variables?: { readonly owner: Owner; readonly tier: Tier; readonly folder: number };
}

export interface ModelUpdate {
  /** The definitions that are gone, and those that have come; not those that have only moved with the text. */
  readonly changed: readonly VariableDefinition[];
  /** Other variables than before are defined, or in another order. */
  readonly hasOtherNames: boolean;
  /** What cannot be read is no longer the same. */
  readonly hasOtherUnknowns: boolean;
}

/** `undefined`, and nothing changed, when the model must be built anew. */
export function updateModel(
  model: InventoryModel,
  lists: DefinitionLists,
  files: readonly EditedFile[],
): ModelUpdate | undefined {
  // With too many entries, it depends on their number which of them count.
  if (model.problems.some(({ code }) => code === 'range-too-large')) return undefined;
  const exchanges: Exchange[] = [];
  for (const file of files) {
    const edited = editedIn(model, file);
    if (!edited) return undefined;
    for (const variables of edited) {
      for (const owner of variables.owners) {
        const exchange = exchangeOf(lists, file, owner, variables);
        if (!exchange) return undefined;
        exchanges.push(exchange);
      }
    }
  }
  // What comes first for its owner is put beside others, which must stay where they are.
  if (exchanges.length > 1 && exchanges.some(({ beside }) => beside)) return undefined;
  for (const exchange of exchanges) apply(lists, exchange);
  const broken = files.filter(({ before, after }) => isBroken(before) || isBroken(after));
  for (const file of broken) noteUnknown(model, lists, file);
  return {
    changed: exchanges.flatMap(({ before, after }) => [...without(before, after), ...without(after, before)]),
    hasOtherNames: !exchanges.every(hasSameNames),
    hasOtherUnknowns: broken.length > 0,
  };
}

const isBroken = ({ problems }: YamlDocument): boolean => problems.some(({ fatal }) => fatal);

function editedIn(model: InventoryModel, file: EditedFile): readonly EditedVariables[] | undefined {
  const { source, before, after, variables } = file;
  if (!variables) {
    // A file that is no YAML at all may be meant as INI.
    if (isBroken(after) && inventoryFormat({ source, document: after }) !== 'yaml') return undefined;
    return findEditedVariables(model, before, after);
  }
  if (before.root?.kind !== 'mapping' || after.root?.kind !== 'mapping') return undefined;
  return [{ owners: [variables.owner], before: before.root, after: after.root }];
}

/** Part of a file that cannot be read may define anything. */
function noteUnknown(
  { files }: InventoryModel,
  { unknowns }: DefinitionLists,
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
  readonly owner: Owner;
  /** What stands there now, without a gap. */
  readonly before: readonly VariableDefinition[];
  readonly after: readonly VariableDefinition[];
  /** Where there was nothing: what is read just before or just after. */
  readonly beside?: Neighbour;
}

function exchangeOf(
  lists: DefinitionLists,
  { source: { uri }, variables }: EditedFile,
  owner: Owner,
  edited: EditedVariables,
): Exchange | undefined {
  const known = listsOfOwner(lists, owner).get(owner.name) ?? [];
  const defined = definedIn(uri, edited.before);
  const spans = new Set(defined.map(({ keySpan }) => keySpan));
  const before = known.filter(({ keySpan }) => spans.has(keySpan));
  if (before.length !== defined.length) return undefined;
  const [first] = before;
  const beside = first ? undefined : edited.among && findNeighbour(lists, uri, edited.among);
  // Where definitions go is known from those that were there, or from those of the hosts around.
  if (!first && !beside) return undefined;
  const at = first ? lists.definitions.indexOf(first) : 0;
  if (before.some((definition, index) => lists.definitions[at + index] !== definition)) return undefined;
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
  return beside ? { owner, before, after, beside } : { owner, before, after };
}

const definedIn = (uri: string, value: YamlNode | undefined) => (value ? variablesIn(uri, value) : []);

const listsOfOwner = (lists: DefinitionLists, { kind }: Owner): DefinitionLists['definitionsByName'] =>
  kind === 'group' ? lists.definitionsOfGroups : lists.definitionsOfHosts;

const hasSameNames = ({ before, after }: Exchange): boolean =>
  before.length === after.length && before.every(({ name }, index) => name === after[index]?.name);

const without = <T>(items: readonly T[], others: readonly T[]): readonly T[] =>
  items.filter((item) => !others.includes(item));

function apply(lists: DefinitionLists, exchange: Exchange): void {
  const { owner, before, after, beside } = exchange;
  const [first] = before;
  const at = first ? lists.definitions.indexOf(first) : beside ? indexBeside(lists, beside) : -1;
  if (at < 0) return;
  const ofOwner = listsOfOwner(lists, owner);
  if (beside) ofOwner.set(owner.name, insertedInto(lists, ofOwner.get(owner.name) ?? [], after, at));
  else replace(ofOwner, owner.name, before, after);
  const isAlike = hasSameNames(exchange);
  const gone = isAlike ? [] : without(before, after);
  for (const definition of gone) replace(lists.definitionsByName, definition.name, [definition], []);
  lists.definitions.splice(at, before.length, ...after);
  for (const [index, definition] of after.entries()) {
    const earlier = before[index];
    if (isAlike && earlier && earlier !== definition)
      replace(lists.definitionsByName, definition.name, [earlier], [definition]);
    if (!isAlike && !before.includes(definition)) insertByName(lists, definition, at + index);
  }
}

/** The definitions of one owner are in the order of all. */
function insertedInto(
  { definitions }: DefinitionLists,
  known: readonly VariableDefinition[],
  come: readonly VariableDefinition[],
  at: number,
): readonly VariableDefinition[] {
  const next = known.findIndex((definition) => definitions.indexOf(definition) >= at);
  return known.toSpliced(next < 0 ? known.length : next, 0, ...come);
}

function replace(
  map: DefinitionLists['definitionsByName'],
  key: string,
  before: readonly VariableDefinition[],
  after: readonly VariableDefinition[],
): void {
  const list = map.get(key);
  const [first] = before;
  if (!list || !first) return;
  const now = list.toSpliced(list.indexOf(first), before.length, ...after);
  if (now.length > 0) map.set(key, now);
  else map.delete(key);
}

/** Behind the definition of the same name that Ansible reads before it. */
function insertByName(lists: DefinitionLists, definition: VariableDefinition, index: number): void {
  const { name } = definition;
  const list = lists.definitionsByName.get(name) ?? [];
  let previous = index - 1;
  while (previous >= 0 && lists.definitions[previous]?.name !== name) previous--;
  const before = lists.definitions[previous];
  const at = before ? list.indexOf(before) + 1 : 0;
  lists.definitionsByName.set(name, list.toSpliced(at, 0, definition));
}
