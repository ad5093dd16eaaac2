// One host entry of a source, whatever its format: expanded, added to its group, its variables set.
import { MovingSpan } from '../../text/movingSpan.ts';
import type { Span } from '../../text/span.ts';
import type { YamlMapping, YamlScalar } from '../../yaml/tree.ts';
import type { HostLocation } from '../model/model.ts';
import { countVariables, type DraftVariable } from './definitions.ts';
import type { InventoryDraft } from './draft.ts';
import { expandHostPattern } from './hostPattern.ts';

/** The hosts of a listed pattern, or `undefined` after reporting why there are none. */
export function expandListedHost(
  draft: InventoryDraft,
  location: HostLocation,
): { readonly names: readonly string[]; readonly port?: string } | undefined {
  const expanded = expandHostPattern(location.pattern, draft.freeHosts);
  if (!('problem' in expanded)) {
    // Ansible accepts a range that ends before it starts, and makes no host of it.
    if (expanded.names.length === 0)
      draft.report('range-invalid', location, location.pattern, location.group);
    return expanded;
  }
  if (expanded.problem === 'range-too-large') {
    draft.report('range-too-large', location, location.pattern, location.group);
  } else {
    draft.refuse('range-invalid', location, location.pattern, location.group);
  }
  return undefined;
}

/** Adds the hosts to the location's group and sets the variables for each. */
export function listHosts(
  draft: InventoryDraft,
  { names, port }: { readonly names: readonly string[]; readonly port?: string },
  location: HostLocation,
  variables: YamlMapping | readonly DraftVariable[],
): void {
  const length = 'kind' in variables ? countVariables(variables) : variables.length;
  if (!draft.take(names.length * (1 + length), location, location.pattern, location.group)) return;
  for (const name of names) {
    if (name === '') {
      draft.refuse('key-not-string', location, name, location.group);
      return;
    }
    const isNew = draft.addHost(name, location);
    // Only the first mention of a host can set its port.
    if (isNew && port !== undefined && Number(port) !== 0) setPort(draft, name, port, location);
    if ('kind' in variables) draft.setHostVariables(name, location.uri, variables);
    else for (const variable of variables) draft.setVariable(name, variable);
  }
}

function setPort(draft: InventoryDraft, name: string, port: string, location: HostLocation): void {
  const { uri, span } = location;
  // Moves with the text, as the key does.
  const length = span.end - span.start;
  const value = portNode(port, new MovingSpan(span, Math.max(0, length - port.length), length));
  const owner = { kind: 'host', name } as const;
  const tier = 'inventory-file-host' as const;
  draft.define({ name: 'ansible_port', uri, span, keySpan: span, value, owner, tier });
}

/** The value of `ansible_port` for a host listed with a port. */
const portNode = (port: string, span: Span): YamlScalar => ({
  kind: 'scalar',
  style: 'plain',
  type: 'int',
  value: Number.isSafeInteger(Number(port)) ? Number(port) : BigInt(port),
  text: port,
  span,
});
