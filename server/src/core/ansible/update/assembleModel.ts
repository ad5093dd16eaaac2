// The model after any edit of an inventory whose hosts are each listed once: put together from the sections that list
// them, so that an edit of a group, a section or a range costs what it changes, and no look at other hosts.
import { findDifference } from '../../text/findDifference.ts';
import { groupBy } from '../../text/groupBy.ts';
import { hasSameItems } from '../../text/hasSameItems.ts';
import { joinLists } from '../../text/joinLists.ts';
import { MapDraft } from '../model/editedMap.ts';
import { exchangeEntries } from '../model/hostMap.ts';
import type { Group, InventoryModel, VariableDefinition } from '../model/model.ts';
import { type InventoryInput, readInventory } from '../sources/buildInventoryModel.ts';
import { finishGroups, type RestOfModel, reachable } from '../sources/finishModel.ts';
import type { HostSection, ListedHost } from '../sources/hostSection.ts';
import { inventoryFormat } from '../sources/readSource.ts';
import { SectionDraft } from '../sources/sectionDraft.ts';
import { exchangeDefinitions } from './exchangeDefinitions.ts';
import { isSameGroup, shareLists, shareMap } from './sharing.ts';
import type { ModelUpdate } from './updateModel.ts';

interface Assembled {
  readonly draft: SectionDraft;
  readonly rest: RestOfModel;
}

/** An edit is followed by the next one. */
const assembled = new WeakMap<InventoryInput, Assembled | 'other'>();

/** `undefined` where hosts depend on more than their section. */
export function assembleModel(
  before: InventoryModel,
  inputBefore: InventoryInput,
  input: InventoryInput,
): ModelUpdate | undefined {
  const now = readSections(input);
  const old = now && readSections(inputBefore);
  // Where these are as many, none is listed twice.
  if (!now || !old || old.draft.hostCount !== before.hosts.size) return undefined;
  const { removed, added } = hostsExchanged(old.draft.sections, now.draft.sections);
  if (!areAlone(before, removed, added)) return undefined;
  const hosts = hostsAfter(before, now.draft.sections, removed, added);
  const groups = groupsAfter(now.draft);
  if ([...groups.keys()].some((name) => hosts.has(name))) return undefined;
  const definitions = now.draft.allDefinitions();
  const isSame = hasSameItems(before.definitions, definitions);
  const byName = exchangeDefinitions(before, definitions);
  const ofHosts = definitionsOfHosts(before, old.draft, now.draft, { removed, added });
  const ofGroups = shareMap(
    before.definitionsOfGroups,
    groupBy(now.draft.otherDefinitions.filter(isOfGroup), ({ owner }) => owner.name),
    hasSameItems,
  );
  return {
    model: Object.freeze({
      ...now.rest,
      ...shareLists(before, now.draft),
      definitions: isSame ? before.definitions : definitions,
      definitionsByName: byName.map,
      definitionsOfGroups: ofGroups.map,
      definitionsOfHosts: ofHosts.map,
      groups: shareMap(before.groups, groups, isSameGroup).map,
      hosts,
    }),
    variables: byName.changed,
    groups: ofGroups.changed,
    hosts: ofHosts.changed,
    hasOtherNames: [byName, ofGroups, ofHosts].some(({ hasOtherKeys }) => hasOtherKeys),
  };
}

const isOfGroup = ({ owner }: VariableDefinition): boolean => owner.kind === 'group';

function readSections(input: InventoryInput): Assembled | undefined {
  const known = assembled.get(input) ?? read(input) ?? 'other';
  assembled.set(input, known);
  return known === 'other' ? undefined : known;
}

function read(input: InventoryInput): Assembled | undefined {
  if (input.sources.some((source) => inventoryFormat(source) !== 'yaml')) return undefined;
  const draft = new SectionDraft(true);
  const rest = readInventory(input, draft);
  const ungrouped = reachable(draft, 'ungrouped', 'children');
  const isOdd =
    draft.isAbandoned ||
    draft.problems.some(({ code }) => code === 'range-too-large') ||
    draft.sections.some(({ group }) => ungrouped.has(group));
  return isOdd ? undefined : { draft, rest };
}

interface Exchanged {
  readonly removed: readonly ListedHost[];
  readonly added: readonly ListedHost[];
}

function hostsExchanged(before: readonly HostSection[], after: readonly HostSection[]): Exchanged {
  const sections = findDifference(before, after);
  const [removed, added]: [ListedHost[], ListedHost[]] = [[], []];
  const isPaired = sections.removed.length === sections.added.length;
  for (const [index, old] of sections.removed.entries()) {
    const now = isPaired ? sections.added[index] : undefined;
    const isSame = now !== undefined && now.group === old.group && now.uri === old.uri;
    const listed = findDifference(old.listed, isSame ? now.listed : []);
    for (const hosts of listed.removed) removed.push(...hosts);
    if (isSame) for (const hosts of listed.added) added.push(...hosts);
    else if (now) addAll(added, now);
  }
  if (!isPaired) for (const section of sections.added) addAll(added, section);
  return { removed, added };
}

function addAll(hosts: ListedHost[], { listed }: HostSection): void {
  for (const entry of listed) for (const host of entry) hosts.push(host);
}

/** Whether no host that comes is listed elsewhere. */
function areAlone(
  { hosts }: InventoryModel,
  removed: readonly ListedHost[],
  added: readonly ListedHost[],
): boolean {
  const left = new Set(removed.map(({ entry }) => entry.name));
  const joined = new Set(added.map(({ entry }) => entry.name));
  return joined.size === added.length && [...joined].every((name) => left.has(name) || !hosts.has(name));
}

function hostsAfter(
  before: InventoryModel,
  sections: readonly HostSection[],
  removed: readonly ListedHost[],
  added: readonly ListedHost[],
): InventoryModel['hosts'] {
  const isKept =
    removed.length === added.length && removed.every(({ entry }, at) => entry === added[at]?.entry);
  if (isKept) return before.hosts;
  const entriesOf = (hosts: readonly ListedHost[]) => hosts.map(({ entry }) => entry);
  const list = joinLists(sections.map(({ entries }) => entries));
  return exchangeEntries(before.hosts, list, entriesOf(removed), entriesOf(added));
}

function groupsAfter(draft: SectionDraft): ReadonlyMap<string, Group> {
  const lists = groupBy(draft.sections, ({ group }) => group);
  const groups = new Map<string, Group>();
  for (const [name, group] of finishGroups(draft)) {
    const hosts = joinLists((lists.get(name) ?? []).map(({ names }) => names));
    groups.set(name, { ...group, hosts });
  }
  return groups;
}

function definitionsOfHosts(
  before: InventoryModel,
  old: SectionDraft,
  now: SectionDraft,
  { removed, added }: Exchanged,
) {
  const map = new MapDraft(before.definitionsOfHosts);
  const next = new Map<string, readonly VariableDefinition[] | undefined>();
  for (const { entry } of removed) next.set(entry.name, undefined);
  for (const { entry, definitions } of added) next.set(entry.name, definitions);
  // Those of files of variables come behind those of the sources.
  const others = [old.definitionsOfHosts, now.definitionsOfHosts];
  const listed = now.definitionsOfHosts;
  for (const host of new Set(others.flatMap((each) => [...each.keys()]))) {
    const inFiles = new Set(old.definitionsOfHosts.get(host) ?? []);
    const own = next.has(host)
      ? (next.get(host) ?? [])
      : (before.definitionsOfHosts.get(host) ?? []).filter((definition) => !inFiles.has(definition));
    next.set(host, [...own, ...(listed.get(host) ?? [])]);
  }
  const changed = new Set<string>();
  let hasOtherKeys = false;
  for (const [host, definitions = []] of next) {
    const known = before.definitionsOfHosts.get(host) ?? [];
    if (hasSameItems(known, definitions)) continue;
    changed.add(host);
    hasOtherKeys ||= (known.length === 0) !== (definitions.length === 0);
    map.set(host, definitions.length > 0 ? definitions : undefined);
  }
  return { map: map.finish(), changed, hasOtherKeys };
}
