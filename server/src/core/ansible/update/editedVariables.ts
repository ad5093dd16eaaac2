// What an edit of a YAML source changes, as long as that is variables of hosts and groups that stay where they are.
// Compares trees that share most nodes; knows nothing of other files.
import { findDifference } from '../../text/findDifference.ts';
import { staysEqual } from '../../text/movingSpan.ts';
import type { YamlDocument, YamlMapping, YamlNode, YamlPair, YamlScalar } from '../../yaml/tree.ts';
import type { InventoryModel, Owner } from '../model/model.ts';
import { isMergeKey } from '../sources/entries.ts';
import { expandHostPattern } from '../sources/hostPattern.ts';

/** The owners whose mapping of variables was replaced. */
export interface EditedVariables {
  readonly owners: readonly Owner[];
  readonly before: YamlNode | undefined;
  readonly after: YamlNode | undefined;
}

/** `undefined` when the edit changes groups, or anything but variables. */
export function findSourceEdits(
  model: InventoryModel,
  before: YamlDocument,
  after: YamlDocument,
): readonly EditedVariables[] | undefined {
  const found: Comparing = { model, edited: [] };
  const [old, now] = [before.root, after.root];
  if (old?.kind !== 'mapping' || now?.kind !== 'mapping') return undefined;
  return compareGroups(found, old, now) ? found.edited : undefined;
}

interface Comparing {
  readonly model: InventoryModel;
  readonly edited: EditedVariables[];
}

function compareGroups(comparing: Comparing, before: YamlMapping, after: YamlMapping): boolean {
  return everyChange(before, after, (name, old, now) => {
    if (name === 'plugin') return false;
    if (old?.kind !== 'mapping' || now?.kind !== 'mapping') return false;
    return compareSections(comparing, name, old, now);
  });
}

function compareSections(
  comparing: Comparing,
  group: string,
  before: YamlMapping,
  after: YamlMapping,
): boolean {
  return everyChange(before, after, (section, old, now) => {
    if (section === 'vars') return compareVars(comparing, group, old, now);
    if (old?.kind !== 'mapping' || now?.kind !== 'mapping') return false;
    if (section === 'children') return compareGroups(comparing, old, now);
    return section === 'hosts' && compareHosts(comparing, old, now);
  });
}

function compareVars(
  { edited }: Comparing,
  group: string,
  before: YamlNode | undefined,
  after: YamlNode | undefined,
): boolean {
  if (!holdsVars(before) || !holdsVars(after)) return false;
  if (before.kind === 'mapping' && after.kind === 'mapping' && hasSamePairs(before, after)) return true;
  edited.push({ owners: [{ kind: 'group', name: group }], before, after });
  return true;
}

/** While the first variable is being typed, the value is a word. */
const holdsVars = (value: YamlNode | undefined): value is YamlMapping | YamlScalar =>
  value?.kind === 'mapping' || (value?.kind === 'scalar' && value.type === 'str');

const hasSamePairs = (a: YamlMapping, b: YamlMapping): boolean =>
  a.pairs.length === b.pairs.length && a.pairs.every((pair, index) => pair === b.pairs[index]);

const MAX_NAMES = 1000;

function compareHosts(comparing: Comparing, before: YamlMapping, after: YamlMapping): boolean {
  const { removed, added } = findDifference(before.pairs, after.pairs);
  return (
    removed.length === added.length &&
    removed.every((old, index) => {
      const now = added[index];
      if (!now || sameKey(old, now) === undefined) return false;
      return old.value === now.value || compareHost(comparing, old, now);
    })
  );
}

function compareHost({ model, edited }: Comparing, before: YamlPair, after: YamlPair): boolean {
  const [old, now] = [before.value, after.value];
  if (!isVariables(old) || !isVariables(now)) return false;
  const expanded = expandHostPattern(sameKey(before, after) ?? '', MAX_NAMES);
  if ('problem' in expanded || expanded.port !== undefined) return false;
  const { names } = expanded;
  // A group of the same name would get the variables.
  if (names.some((name) => model.groups.has(name) || !model.hosts.has(name))) return false;
  const owners = names.map((name) => ({ kind: 'host', name }) as const);
  edited.push({ owners, before: old, after: now });
  return true;
}

const isVariables = (value: YamlNode | undefined): value is YamlMapping | undefined =>
  value === undefined || value.kind === 'mapping';

type Compare = (key: string, before: YamlNode | undefined, after: YamlNode | undefined) => boolean;

/** Compares the values of entries that differ; false when entries were added, removed or moved. */
function everyChange(before: YamlMapping, after: YamlMapping, compare: Compare): boolean {
  const [old, now] = [before.pairs, after.pairs];
  if (old.length !== now.length) return false;
  for (let index = 0; index < old.length; index++) {
    const [a, b] = [old[index], now[index]];
    if (a === b) continue;
    if (!a || !b) return false;
    const key = sameKey(a, b);
    if (key === undefined || (a.value !== b.value && !compare(key, a.value, b.value))) return false;
  }
  return true;
}

function sameKey({ key: a }: YamlPair, pair: YamlPair): string | undefined {
  const { key: b } = pair;
  if (a.kind !== 'scalar' || b.kind !== 'scalar' || b.type !== 'str' || isMergeKey(pair)) return undefined;
  const isSame = a.type === b.type && a.text === b.text;
  // The model keeps the previous place.
  return isSame && staysEqual(a.span, b.span) ? b.text : undefined;
}
