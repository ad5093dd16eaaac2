// Hosts that were added to a section `hosts`, or removed from it, where nothing else depends on them: they are listed
// nowhere else, each by itself. In every other case the model is built anew.
import type { YamlMapping, YamlPair } from '../../yaml/tree.ts';
import type { HostEntry, HostLocation, Owner, VariableDefinition } from '../model/model.ts';
import { isMergeKey } from '../sources/entries.ts';
import { expandHostPattern } from '../sources/hostPattern.ts';
import { variablesIn } from '../sources/yamlSource.ts';
import { type AdjacentHost, findAdjacent, staysDistinct, textOf } from './adjacentHost.ts';
import { exchangeEntries, listOf } from './hostMap.ts';
import type { ModelDraft } from './modelDraft.ts';

/**
 * What an edit has done to one section `hosts`. The entries in `removed` and `added` stand together: an edit has one
 * place.
 */
export interface EditedHosts {
  readonly group: string;
  readonly before: YamlMapping;
  /** The section as it is now. */
  readonly hosts: YamlMapping;
  /** Where the added entries begin. */
  readonly at: number;
  readonly removed: readonly YamlPair[];
  readonly added: readonly YamlPair[];
}

/** The definitions to be exchanged, as those of one place. */
export interface HostExchange {
  readonly before: readonly VariableDefinition[];
  readonly after: readonly VariableDefinition[];
  readonly beside?: AdjacentHost;
}

/** For more, building the model anew is as fast. */
const MAX_HOSTS = 2000;

/** `undefined` where more depends on the hosts; nothing is changed then. */
export function exchangeHosts(draft: ModelDraft, uri: string, edit: EditedHosts): HostExchange | undefined {
  const { group, removed, added, hosts, at } = edit;
  if (removed.length + added.length > MAX_HOSTS || !isPlainGroup(draft, group)) return undefined;
  const left = removed.map((pair) => ownHost(draft, pair, { uri, group }));
  const joined = added.map((pair) => newName(draft, pair));
  const names = new Set([...left.map((host) => host?.name), ...joined]);
  const isAlone =
    hosts.pairs.filter((pair) => isMergeKey(pair) || names.has(textOf(pair))).length === added.length;
  if (names.has(undefined) || names.size !== removed.length + added.length || !isAlone) return undefined;
  if (!staysDistinct(edit.before, hosts)) return undefined;
  const before = left.flatMap((host) => draft.definitionsOfHosts.get(host?.name ?? '') ?? []);
  const after = added.flatMap((pair) => definitionsIn(uri, pair));
  if (!isOneStretch(draft, before) || before.some((definition) => definition.uri !== uri)) return undefined;
  const beside =
    before.length === 0 && after.length > 0 ? findAdjacent(draft, uri, { hosts, index: at }) : undefined;
  if (before.length === 0 && after.length > 0 && !beside) return undefined;
  const places = placesFor(draft, uri, edit);
  if (added.length > 0 && !places) return undefined;
  const leaving = new Set(left.filter((host) => host !== undefined));
  const entries = without(listOf(draft.hosts), leaving);
  const isNextTo = ({ name }: HostEntry): boolean => name === places?.inModel.name;
  const next = entries.findIndex(isNextTo) + (places?.inModel.side === 'after' ? 1 : 0);
  const entering = added.map((pair) => entryOf(uri, group, pair));
  draft.hosts = exchangeEntries(draft.hosts, entries.toSpliced(next, 0, ...entering), leaving, entering);
  const old = draft.groups.get(group);
  const members = without(old?.hosts ?? [], new Set([...leaving].map(({ name }) => name)));
  const index = places ? members.indexOf(places.inGroup.name) + (places.inGroup.side === 'after' ? 1 : 0) : 0;
  if (old) draft.groups.set(group, { ...old, hosts: members.toSpliced(index, 0, ...added.map(textOf)) });
  const exchange = { before, after };
  return beside ? { ...exchange, beside } : exchange;
}

const without = <T>(items: readonly T[], others: ReadonlySet<T>): readonly T[] =>
  others.size === 0 ? items : items.filter((item) => !others.has(item));

/** Hosts of other groups can be in `ungrouped` as well, or not, depending on each other. */
function isPlainGroup({ groups }: ModelDraft, name: string): boolean {
  const ungrouped = groups.get('ungrouped');
  return (
    name !== 'all' &&
    groups.has(name) &&
    name !== 'ungrouped' &&
    ungrouped?.children.length === 0 &&
    ungrouped.parents.length === 1
  );
}

type Section = { readonly uri: string; readonly group: string };

/** The host that is listed there and nowhere else. */
function ownHost(draft: ModelDraft, pair: YamlPair, { uri, group }: Section): HostEntry | undefined {
  const host = draft.hosts.get(textOf(pair));
  const [location, ...others] = host?.locations ?? [];
  const isHere =
    others.length === 0 &&
    location?.uri === uri &&
    location.group === group &&
    location.span.start === pair.key.span.start &&
    location.pattern === host?.name;
  // A group of the same name has its variables.
  const isOwner = host !== undefined && !draft.groups.has(host.name);
  return isHere && isOwner && host.groups.length === 1 && holdsVariables(pair) ? host : undefined;
}

/** Anything else is a problem that is reported by itself. */
const holdsVariables = ({ value }: YamlPair): boolean => !value || value.kind === 'mapping';

/** The name of a single host that the inventory does not know yet. */
function newName(draft: ModelDraft, pair: YamlPair): string | undefined {
  const { key } = pair;
  if (key.kind !== 'scalar' || key.type !== 'str' || !/^[\w.-]+$/.test(key.text)) return undefined;
  if (!holdsVariables(pair)) return undefined;
  const expanded = expandHostPattern(key.text, 2);
  const isSingle = !('problem' in expanded) && expanded.port === undefined && expanded.names.length === 1;
  return isSingle && !draft.hosts.has(key.text) && !draft.groups.has(key.text) ? key.text : undefined;
}

function definitionsIn(uri: string, pair: YamlPair): readonly VariableDefinition[] {
  const owner: Owner = { kind: 'host', name: textOf(pair) };
  const variables = pair.value ? variablesIn(uri, pair.value) : [];
  return variables.map((variable) => ({ ...variable, owner, tier: 'inventory-file-host' }));
}

function isOneStretch({ definitions }: ModelDraft, found: readonly VariableDefinition[]): boolean {
  const at = found[0] ? definitions.indexOf(found[0]) : 0;
  return found.every((definition, index) => definitions[at + index] === definition);
}

function entryOf(uri: string, group: string, pair: YamlPair): HostEntry {
  const name = textOf(pair);
  const location: HostLocation = { uri, span: pair.key.span, group, pattern: name };
  return { name, groups: [group], locations: [location] };
}

interface Place {
  readonly name: string;
  readonly side: 'before' | 'after';
}

/** Beside which hosts the new ones go, in the order in which hosts are first listed, and in that of the group. */
function placesFor(
  draft: ModelDraft,
  uri: string,
  { group, hosts: { pairs }, at, added }: EditedHosts,
): { readonly inModel: Place; readonly inGroup: Place } | undefined {
  const isMetHere = (pair: YamlPair, location: HostLocation | undefined): boolean =>
    location?.uri === uri && location.group === group && location.span.start === pair.key.span.start;
  const placeBy = (locationOf: (host: HostEntry) => HostLocation | undefined): Place | undefined => {
    // A range stands for several hosts, which are not looked at one by one.
    const endsSearch = (pair: YamlPair): boolean => {
      const host = draft.hosts.get(textOf(pair));
      return !host || isMetHere(pair, locationOf(host));
    };
    const before = pairs.slice(0, at).findLast(endsSearch);
    const found = before ?? pairs.slice(at + added.length).find(endsSearch);
    if (!found || !draft.hosts.has(textOf(found))) return undefined;
    return { name: textOf(found), side: before ? 'after' : 'before' };
  };
  const inModel = placeBy(({ locations: [first] }) => first);
  const inGroup = placeBy(({ locations }) => locations.find((location) => location.group === group));
  return inModel && inGroup && { inModel, inGroup };
}
