// A model brought up to date after an edit that changes nothing but variables: definitions are exchanged in place,
// groups and hosts stay. What the model said before is gone afterwards.
import type { YamlDocument, YamlMapping } from '../yaml/tree.ts';
import { type EditedVariables, findEditedVariables } from './editedVariables.ts';
import type { InventoryModel, Owner, Tier, VariableDefinition } from './model.ts';
import { variablesOf } from './yamlSource.ts';

/**
 * The lists of definitions that a model is made of, to be changed by nobody but this file. Those by name and owner are
 * exchanged as a whole, so that one can be compared with what it was before.
 */
export interface DefinitionLists {
  readonly definitions: VariableDefinition[];
  readonly definitionsByName: Map<string, readonly VariableDefinition[]>;
  readonly definitionsOfGroups: Map<string, readonly VariableDefinition[]>;
  readonly definitionsOfHosts: Map<string, readonly VariableDefinition[]>;
}

/** A file of the inventory before and after the edit; one of variables says whose they are. */
export interface EditedFile {
  readonly uri: string;
  readonly before: YamlDocument;
  readonly after: YamlDocument;
  readonly variables?: { readonly owner: Owner; readonly tier: Tier; readonly folder: number };
}

export interface ModelUpdate {
  /** The definitions that are gone, and those that have come; not those that have only moved with the text. */
  readonly changed: readonly VariableDefinition[];
  /** Other variables than before are defined, or in another order. */
  readonly hasOtherNames: boolean;
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
  for (const exchange of exchanges) apply(lists, exchange);
  return {
    changed: exchanges.flatMap(({ before, after }) => [...without(before, after), ...without(after, before)]),
    hasOtherNames: !exchanges.every(hasSameNames),
  };
}

function editedIn(model: InventoryModel, file: EditedFile): readonly EditedVariables[] | undefined {
  const { before, after, variables } = file;
  if ([before, after].some(({ problems }) => problems.some(({ fatal }) => fatal))) return undefined;
  if (!variables) return findEditedVariables(model, before, after);
  if (before.root?.kind !== 'mapping' || after.root?.kind !== 'mapping') return undefined;
  return [{ owners: [variables.owner], before: before.root, after: after.root }];
}

interface Exchange {
  /** What stands there now, without a gap. */
  readonly before: readonly VariableDefinition[];
  readonly after: readonly VariableDefinition[];
}

function exchangeOf(
  lists: DefinitionLists,
  { uri, variables }: EditedFile,
  owner: Owner,
  edited: EditedVariables,
): Exchange | undefined {
  const known = listsOfOwner(lists, owner).get(owner.name) ?? [];
  const spans = new Set(edited.before?.pairs.map(({ key }) => key.span));
  const before = known.filter(({ keySpan }) => spans.has(keySpan));
  const [first] = before;
  // Where definitions go is known from those that were there.
  if (!first || before.length !== definedIn(uri, edited.before).length) return undefined;
  const at = lists.definitions.indexOf(first);
  if (before.some((definition, index) => lists.definitions[at + index] !== definition)) return undefined;
  const { tier, folder } = first;
  const byKey = new Map(before.map((definition) => [definition.keySpan, definition]));
  const after = definedIn(uri, edited.after).map(({ name, span, keySpan, value }): VariableDefinition => {
    const same = byKey.get(keySpan);
    if (same && same.value === value && same.name === name) return same;
    const place = variables ? { tier, folder: folder ?? 0 } : { tier };
    return value
      ? { name, uri, span, keySpan, value, owner: first.owner, ...place }
      : { name, uri, span, keySpan, owner: first.owner, ...place };
  });
  const isPriority = ({ name }: VariableDefinition): boolean => name === 'ansible_group_priority';
  return owner.kind === 'group' && after.some(isPriority) ? undefined : { before, after };
}

const definedIn = (uri: string, mapping: YamlMapping | undefined) =>
  mapping ? variablesOf(uri, mapping) : [];

const listsOfOwner = (lists: DefinitionLists, { kind }: Owner): DefinitionLists['definitionsByName'] =>
  kind === 'group' ? lists.definitionsOfGroups : lists.definitionsOfHosts;

const hasSameNames = ({ before, after }: Exchange): boolean =>
  before.length === after.length && before.every(({ name }, index) => name === after[index]?.name);

const without = <T>(items: readonly T[], others: readonly T[]): readonly T[] =>
  items.filter((item) => !others.includes(item));

function apply(lists: DefinitionLists, exchange: Exchange): void {
  const { before, after } = exchange;
  const [first] = before;
  if (!first) return;
  const at = lists.definitions.indexOf(first);
  replace(listsOfOwner(lists, first.owner), first.owner.name, before, after);
  if (hasSameNames(exchange)) {
    lists.definitions.splice(at, before.length, ...after);
    before.forEach((definition, index) => {
      const now = after[index];
      if (now && now !== definition) replace(lists.definitionsByName, definition.name, [definition], [now]);
    });
    return;
  }
  const gone = without(before, after);
  for (const definition of gone) replace(lists.definitionsByName, definition.name, [definition], []);
  lists.definitions.splice(at, before.length, ...after);
  for (const [index, definition] of after.entries())
    if (!before.includes(definition)) insertByName(lists, definition, at + index);
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
