// What `hash_behaviour = merge` makes of several definitions of a variable. Knows ranks, nothing of hosts.
// Read from ansible-core 2.14.18, utils/vars.py (merge_hash), vars/manager.py and plugins/vars/host_group_vars.py.
import { groupBy } from '../../text/groupBy.ts';
import type { EffectiveVariable, InventoryModel, VariableDefinition } from '../model/model.ts';
import { type PythonKey, type PythonValue, printableValue } from '../print/pythonJson.ts';

/** The result of merging. It stands nowhere in a file, so it comes with the definitions that do. */
export interface MergedValue {
  /** Absent for what cannot be printed. */
  readonly value?: PythonValue;
  /** The definitions it was merged from, lowest rank first. */
  readonly from: readonly VariableDefinition[];
}

/**
 * The value of the definitions of one variable for one host, lowest rank first. Ansible merges those that belong
 * together and then the results, which matters where something that is no mapping stands between mappings.
 */
export function mergeDefinitions(
  definitions: readonly VariableDefinition[],
  marksAll = false,
): MergedValue | undefined {
  const merge = (parts: readonly VariableDefinition[], keys: readonly KeyOf[]): MergedValue | undefined => {
    const [key, ...rest] = keys;
    const merged = key
      ? [...groupBy(parts, key).values()].map((group) => merge(group, rest))
      : parts.map((part) => unmerged(part, marksAll));
    return merged.reduce((below, above) => (below && above ? combine(below, above) : (above ?? below)));
  };
  return definitions.length > 0 ? merge(definitions, [stepOf, placeOf]) : undefined;
}

/** The value that counts, merged or not. */
export const effectiveValue = (model: InventoryModel, effective: EffectiveVariable): MergedValue =>
  mergedValue(model, effective) ?? unmerged(effective.definition, model.core.isTagging);

function unmerged(definition: VariableDefinition, marksAll = false): MergedValue {
  const value = printableValue(definition.value, marksAll);
  return { from: [definition], ...(value !== undefined && { value }) };
}

/** The merged value of a variable that has several definitions for the host. */
export function mergedValue(
  { mergesMappings, core }: InventoryModel,
  { definition, overridden }: EffectiveVariable,
): MergedValue | undefined {
  if (!mergesMappings || overridden.length === 0) return undefined;
  const merged = mergeDefinitions([definition, ...overridden].reverse(), core.isTagging);
  return merged && merged.from.length > 1 ? merged : undefined;
}

type KeyOf = (definition: VariableDefinition) => string;

const isInFile = ({ tier }: VariableDefinition): boolean => tier === 'inventory-file-group';

const stepOf: KeyOf = (definition) =>
  isInFile(definition) && definition.owner.name === 'all' ? 'all' : definition.tier;

const placeOf: KeyOf = (definition) =>
  isInFile(definition) ? definition.owner.name : String(definition.folder ?? 0);

function combine(below: MergedValue, above: MergedValue): MergedValue {
  if (!isMapping(below.value) || !isMapping(above.value)) return above;
  return { value: mergeMappings(below.value, above.value), from: [...below.from, ...above.from] };
}

type Mapping = ReadonlyMap<PythonKey, PythonValue>;

const isMapping = (value: PythonValue | undefined): value is Mapping =>
  value instanceof Map && !value.has('__ansible_vault') && !value.has('__ansible_unsafe');

function mergeMappings(below: Mapping, above: Mapping): Mapping {
  const merged = new Map([...below].map(([key, value]) => [identityOf(key), [key, value] as const] as const));
  for (const [key, value] of above) {
    const [known = key, old] = merged.get(identityOf(key)) ?? [];
    const both = old !== undefined && isMapping(old) && isMapping(value);
    merged.set(identityOf(key), [known, both ? mergeMappings(old, value) : value]);
  }
  return new Map(merged.values());
}

/** Python takes `1`, `1.0` and `true` for one key. */
function identityOf(key: PythonKey): string {
  if (typeof key === 'string') return `text ${key}`;
  const number = key.raw === 'true' ? 1 : key.raw === 'false' ? 0 : Number(key.raw);
  return Number.isNaN(number) ? key.raw : `number ${number}`;
}
