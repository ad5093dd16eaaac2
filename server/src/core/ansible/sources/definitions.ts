// The variables of a mapping, and their definitions. A definition is made once for each part of a tree: what two readings
// of a file share is defined by the same objects in both models, so that whatever follows from it is kept.
import type { Span } from '../../text/span.ts';
import type { YamlMapping } from '../../yaml/tree.ts';
import type { Owner, Tier, VariableDefinition } from '../model/model.ts';
import { entriesOf } from './entries.ts';

/** A variable as found in a source; its owner is decided when it is set. */
export type DraftVariable = Omit<VariableDefinition, 'owner' | 'tier'>;

/** The variables of a mapping, as found. */
export function variablesOf(uri: string, mapping: YamlMapping): readonly DraftVariable[] {
  return entriesOf(mapping).map(({ name, pair: { span, key, value } }) => {
    const keySpan = key.span;
    return value ? { name, uri, span, keySpan, value } : { name, uri, span, keySpan };
  });
}

/** Without looking at each again where the mapping is known. */
export const countVariables = (mapping: YamlMapping): number =>
  ofHosts.get(mapping)?.length ?? entriesOf(mapping).length;

type Definitions = readonly VariableDefinition[];

/** By the mapping they stand in. Nearly every mapping is that of one host. */
const ofHosts = new WeakMap<YamlMapping, Definitions>();
/** Of the other hosts of a range, or of those that share a mapping by its anchor. */
const ofFurtherHosts = new WeakMap<YamlMapping, Map<string, Definitions>>();

/** The definitions of a host that is listed in a source. */
export function definitionsOfHost(uri: string, mapping: YamlMapping, host: string): Definitions {
  const first = ofHosts.get(mapping);
  if (first?.[0]?.owner.name === host) return first;
  const further = ofFurtherHosts.get(mapping) ?? new Map<string, Definitions>();
  const known = further.get(host);
  if (known) return known;
  const owner: Owner = { kind: 'host', name: host };
  const made = variablesOf(uri, mapping).map((variable) =>
    definitionOf(variable, owner, 'inventory-file-host'),
  );
  if (!first) ofHosts.set(mapping, made);
  else if (made.length > 0) ofFurtherHosts.set(mapping, further.set(host, made));
  return made;
}

/** Makes these the definitions of a host from now on: those of a mapping that has become another one. */
export function keepDefinitions(mapping: YamlMapping, host: string, definitions: Definitions): void {
  const first = ofHosts.get(mapping);
  if (!first || first[0]?.owner.name === host) ofHosts.set(mapping, definitions);
  else ofFurtherHosts.set(mapping, (ofFurtherHosts.get(mapping) ?? new Map()).set(host, definitions));
}

/** By where the name stands: the mapping of a group is another one after each edit of one of its variables. */
const ofPlaces = new WeakMap<Span, VariableDefinition>();

/** The definition that was made before of the same place, or a new one. */
export function defineOnce(
  variable: DraftVariable,
  owner: Owner,
  tier: Tier,
  folder?: number,
): VariableDefinition {
  const { name, span, keySpan, value } = variable;
  const known = ofPlaces.get(keySpan);
  const isOfOwner = known?.owner.name === owner.name && known.owner.kind === owner.kind;
  const isHere = known?.name === name && known.span === span && known.value === value;
  if (isOfOwner && isHere && known.tier === tier && known.folder === folder) return known;
  const made = definitionOf(variable, owner, tier, folder);
  ofPlaces.set(keySpan, made);
  return made;
}

/** Written out: with thousands of hosts or files, copying by `...` takes noticeably long. */
function definitionOf(
  { name, uri, span, keySpan, value }: DraftVariable,
  owner: Owner,
  tier: Tier,
  folder?: number,
): VariableDefinition {
  if (folder !== undefined)
    return value
      ? { name, uri, span, keySpan, value, owner, tier, folder }
      : { name, uri, span, keySpan, owner, tier, folder };
  return value ? { name, uri, span, keySpan, value, owner, tier } : { name, uri, span, keySpan, owner, tier };
}
