// Where definitions of a host that has none yet go in the order in which Ansible reads definitions: beside those of the
// hosts that are listed around it.
import type { YamlMapping, YamlPair } from '../../yaml/tree.ts';
import type { VariableDefinition } from '../model/model.ts';
import { isMergeKey } from '../sources/entries.ts';
import { expandHostPattern } from '../sources/hostPattern.ts';
import { variablesIn } from '../sources/yamlSource.ts';
import type { ModelDraft } from './modelDraft.ts';

/** A definition next to which new ones of another host belong. */
export interface AdjacentHost {
  readonly definition: VariableDefinition;
  readonly side: 'before' | 'after';
}

/** A host in its section. */
export interface Listed {
  readonly hosts: YamlMapping;
  readonly index: number;
}

const MAX_NAMES = 1000;

/** `undefined` where the order cannot be determined. The mapping must have no equal keys. */
export function findAdjacent(
  lists: Pick<ModelDraft, 'definitionsOfHosts'>,
  uri: string,
  { hosts, index }: Listed,
): AdjacentHost | undefined {
  const { pairs } = hosts;
  if (pairs.some(isMergeKey)) return undefined;
  const definesAny = ({ value }: YamlPair): boolean => value?.kind === 'mapping' && value.pairs.length > 0;
  const before = pairs.slice(0, index).findLast(definesAny);
  const adjacent = before ?? pairs.slice(index + 1).find(definesAny);
  const names = adjacent && expandHostPattern(textOf(adjacent), MAX_NAMES);
  if (!adjacent?.value || !names || 'problem' in names) return undefined;
  const at = before ? -1 : 0;
  const span = variablesIn(uri, adjacent.value).at(at)?.keySpan;
  const ofHost = lists.definitionsOfHosts.get(names.names.at(at) ?? '') ?? [];
  const definition = ofHost.find(({ keySpan }) => keySpan === span);
  return definition && { definition, side: before ? 'after' : 'before' };
}

/** Where to insert in the model's list of definitions. */
export const indexBeside = (
  { definitions }: Pick<ModelDraft, 'definitions'>,
  { definition, side }: AdjacentHost,
): number => definitions.indexOf(definition) + (side === 'after' ? 1 : 0);

/** Ansible gives the first of equal keys the value of the last, so that the order is not that of the file. */
export function hasEqualKeys(section: YamlMapping): boolean {
  if (distinct.has(section)) return false;
  if (new Set(section.pairs.map(textOf)).size < section.pairs.length) return true;
  distinct.add(section);
  return false;
}

/** Whether no two keys of the section are equal, after entries were removed or added that were unique. */
export function staysDistinct(before: YamlMapping, after: YamlMapping): boolean {
  if (hasEqualKeys(before)) return !hasEqualKeys(after);
  distinct.add(after);
  return true;
}

/** Sections in which no two keys are equal. */
const distinct = new WeakSet<YamlMapping>();

/** The host or the range that is listed. */
export const textOf = ({ key }: YamlPair): string => (key.kind === 'scalar' ? key.text : '');
