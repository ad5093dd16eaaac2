// The model after an edit that changes nothing but variables: made from the previous model, with which it shares
// everything that the edit does not touch.
import { joinLists } from '../../text/joinLists.ts';
import type { SourceText } from '../../text/sourceText.ts';
import { spliced } from '../../text/spliced.ts';
import { resolveAlias, type YamlDocument, type YamlNode } from '../../yaml/tree.ts';
import type { InventoryModel, Owner, Tier, UnknownSource, VariableDefinition } from '../model/model.ts';
import { defineOnce, keepDefinitions } from '../sources/definitions.ts';
import { inventoryFormat } from '../sources/readSource.ts';
import { variablesIn } from '../sources/yamlSource.ts';
import { type EditedVariables, findSourceEdits } from './editedVariables.ts';
import { exchangeDefinitions } from './exchangeDefinitions.ts';
import type { Definitions, ModelUpdate } from './modelUpdate.ts';

/** A file of the inventory before and after the edit; for a file of variables, also their owner. */
export interface EditedFile {
  readonly source: SourceText;
  readonly before: YamlDocument;
  readonly after: YamlDocument;
  readonly variables?: { readonly owner: Owner; readonly tier: Tier; readonly folder: number };
}

/** `undefined` where this is not certain to give what {@link rebuildModel} gives. */
export function updateModel(model: InventoryModel, files: readonly EditedFile[]): ModelUpdate | undefined {
  // Above the limit of entries, their number decides which of them count.
  if (model.problems.some(({ code }) => code === 'range-too-large')) return undefined;
  const exchanges: Exchange[] = [];
  for (const file of files) {
    const edits = editsIn(model, file);
    if (!edits) return undefined;
    for (const edited of edits)
      for (const owner of edited.owners) {
        const exchange = exchangeOf(model, file, owner, edited);
        if (!exchange) return undefined;
        exchanges.push(exchange);
      }
  }
  const definitions = definitionsAfter(model, exchanges);
  if (!definitions) return undefined;
  const broken = files.filter(({ before, after }) => isBroken(before) || isBroken(after));
  if (broken.length === 0) return exchangeDefinitions(model, { definitions });
  const unknowns = [...model.unknowns];
  for (const file of broken) noteUnknown(model, unknowns, file);
  return exchangeDefinitions(model, { definitions, unknowns });
}

/** `undefined` where the exchanges are not each of a part of its own. */
function definitionsAfter(
  { definitions }: InventoryModel,
  exchanges: readonly Exchange[],
): Definitions | undefined {
  const inOrder = exchanges.toSorted((a, b) => a.at - b.at);
  if (inOrder.some(({ at, count }, index) => at + count > (inOrder[index + 1]?.at ?? definitions.length)))
    return undefined;
  const [only, ...others] = inOrder;
  if (only && others.length === 0) return spliced(definitions, only.at, only.count, only.after);
  const parts: Definitions[] = [];
  let end = 0;
  for (const { at, count, after } of inOrder) {
    parts.push(definitions.slice(end, at), after);
    end = at + count;
  }
  return joinLists([...parts, definitions.slice(end)]);
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

/** Definitions of one place that take the place of those before. */
interface Exchange {
  /** Where those before begin in the list of all. */
  readonly at: number;
  readonly count: number;
  readonly after: Definitions;
}

function exchangeOf(
  model: InventoryModel,
  { source: { uri }, variables }: EditedFile,
  owner: Owner,
  edited: EditedVariables,
): Exchange | undefined {
  const lists = owner.kind === 'group' ? model.definitionsOfGroups : model.definitionsOfHosts;
  const known = lists.get(owner.name) ?? [];
  const defined = definedIn(uri, edited.before);
  const spans = new Set(defined.map(({ keySpan }) => keySpan));
  const before = known.filter(({ keySpan }) => spans.has(keySpan));
  if (before.length !== defined.length) return undefined;
  const [first] = before;
  // The place of new definitions is known from the previous ones.
  if (!first) return undefined;
  const at = model.definitions.indexOf(first);
  if (before.some((definition, index) => model.definitions[at + index] !== definition)) return undefined;
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
  return { at, count: before.length, after };
}

const definedIn = (uri: string, value: YamlNode | undefined) => (value ? variablesIn(uri, value) : []);
