// The model after any edit of YAML inventories that list their hosts one by one, in as many groups as they like: put
// together from the sections `hosts`, so that an edit of a group, a section or a range costs what it changes.
import { findDifference } from '../../text/findDifference.ts';
import { groupBy } from '../../text/groupBy.ts';
import { joinLists } from '../../text/joinLists.ts';
import { exchangeEntries, listOf } from '../model/hostMap.ts';
import type { Group, HostEntry, InventoryModel } from '../model/model.ts';
import { type InventoryInput, readInventory } from '../sources/buildInventoryModel.ts';
import { finishGroups, type RestOfModel, reachable } from '../sources/finishModel.ts';
import type { HostSection, ListedHost } from '../sources/hostSection.ts';
import { inventoryFormat } from '../sources/readSource.ts';
import { SectionDraft } from '../sources/sectionDraft.ts';
import { mergeListings } from './mergeListings.ts';
import { isSameGroup, shareLists, shareMap } from './sharing.ts';

interface ReadSections {
  readonly draft: SectionDraft;
  readonly rest: RestOfModel;
}

/** An edit is followed by the next one. */
const readBefore = new WeakMap<InventoryInput, ReadSections | 'other'>();

/** What the next model has besides its maps of definitions. */
type Assembled = Omit<InventoryModel, 'definitionsByName' | 'definitionsOfGroups' | 'definitionsOfHosts'>;

/** `undefined` where a host depends on more than the sections that list it. */
export function assembleModel(
  before: InventoryModel,
  inputBefore: InventoryInput,
  input: InventoryInput,
): Assembled | undefined {
  const now = readSections(input);
  const old = now && readSections(inputBefore);
  if (!now || !old || !listsOnceInGroups(before, old.draft)) return undefined;
  const hosts = hostsAfter(before, old.draft, now.draft);
  if (!hosts) return undefined;
  const groups = groupsAfter(now.draft, before, hosts);
  if ([...groups.keys()].some((name) => hosts.has(name))) return undefined;
  return {
    ...now.rest,
    ...shareLists(before, now.draft),
    definitions: now.draft.allDefinitions(),
    groups: shareMap(before.groups, groups, isSameGroup),
    hosts,
  };
}

/** Whether no group has a host twice, or from elsewhere than its sections. */
function listsOnceInGroups({ groups }: InventoryModel, { groups: drafts, sections }: SectionDraft): boolean {
  const listed = groupBy(sections, ({ group }) => group);
  const countOf = (name: string): number =>
    (listed.get(name) ?? []).reduce((sum, { names }) => sum + names.length, 0);
  return [...drafts.keys()].every(
    (name) => name === UNGROUPED || countOf(name) === groups.get(name)?.hosts.length,
  );
}

/** Ansible fills this group itself. */
const UNGROUPED = 'ungrouped';

function readSections(input: InventoryInput): ReadSections | undefined {
  const known = readBefore.get(input) ?? read(input) ?? 'other';
  readBefore.set(input, known);
  return known === 'other' ? undefined : known;
}

function read(input: InventoryInput): ReadSections | undefined {
  if (input.sources.some((source) => inventoryFormat(source) !== 'yaml')) return undefined;
  const draft = new SectionDraft(true);
  const rest = readInventory(input, draft);
  const ungrouped = reachable(draft, UNGROUPED, 'children');
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

/** `undefined` where a group would have a host twice. */
function hostsAfter(
  before: InventoryModel,
  old: SectionDraft,
  now: SectionDraft,
): InventoryModel['hosts'] | undefined {
  const { removed, added } = hostsExchanged(old.sections, now.sections);
  const isKept =
    removed.length === added.length && removed.every(({ entry }, at) => entry === added[at]?.entry);
  if (isKept) return before.hosts;
  const isEachAlone =
    old.hostCount === before.hosts.size &&
    ![...old.sections, ...now.sections].some(({ group }) => group === 'all') &&
    areAlone(before, removed, added);
  const names = new Set([...removed, ...added].map(({ entry }) => entry.name));
  if (!isEachAlone) return mergeListings(before.hosts, now.sections, names);
  const entriesOf = (hosts: readonly ListedHost[]) => hosts.map(({ entry }) => entry);
  const list = joinLists(now.sections.map(({ entries }) => entries));
  return exchangeEntries(before.hosts, list, entriesOf(removed), entriesOf(added));
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

function groupsAfter(
  draft: SectionDraft,
  before: InventoryModel,
  hosts: InventoryModel['hosts'],
): ReadonlyMap<string, Group> {
  const lists = groupBy(draft.sections, ({ group }) => group);
  const groups = new Map<string, Group>();
  for (const [name, group] of finishGroups(draft)) {
    const listed = joinLists((lists.get(name) ?? []).map(({ names }) => names));
    groups.set(name, { ...group, hosts: name === UNGROUPED ? ungroupedOf(before, hosts) : listed });
  }
  return groups;
}

function ungroupedOf(before: InventoryModel, hosts: InventoryModel['hosts']): readonly string[] {
  const entries = listOf(hosts);
  const { removed, added } = findDifference(listOf(before.hosts), entries);
  const known = before.groups.get(UNGROUPED)?.hosts ?? [];
  if (![...removed, ...added].some(isUngrouped)) return known;
  return entries.filter(isUngrouped).map(({ name }) => name);
}

const isUngrouped = ({ groups }: HostEntry): boolean => groups.includes(UNGROUPED);
