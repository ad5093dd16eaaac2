// Definitions as rules look at them: each place once, and what is known of a value without evaluating anything.

import { hasJinja } from '../../jinja/parse.ts';
import { resolveAlias, type YamlScalar } from '../../yaml/tree.ts';
import type { InventoryModel, Location, VariableDefinition } from './model.ts';
import { definitionsOf } from './queries.ts';

/** The variable's definitions, each place once: a host range defines at one place for many hosts. */
export function definitionsAt(model: InventoryModel, name: string): readonly VariableDefinition[] {
  const seen = new Set<string>();
  return definitionsOf(model, name).filter((definition) => {
    const place = `${definition.uri}:${definition.keySpan.start}`;
    return !seen.has(place) && seen.add(place);
  });
}

/** Where a finding about the value points: at the value, or at the key when nothing is written. */
export const valueLocation = (definition: VariableDefinition): Location => ({
  uri: definition.uri,
  span:
    definition.value && definition.value.span.end > definition.value.span.start
      ? definition.value.span
      : definition.keySpan,
});

/**
 * The scalar that a definition has as its value, behind an alias, too; `undefined` for lists, mappings and nothing at
 * all.
 */
export function scalarOf(definition: VariableDefinition): YamlScalar | undefined {
  const node = resolveAlias(definition.value);
  return node?.kind === 'scalar' ? node : undefined;
}

/** The text of a scalar Ansible takes as it stands: no Jinja, no vault; `!unsafe` text is never Jinja. */
export function literalOf(definition: VariableDefinition): YamlScalar | undefined {
  const scalar = scalarOf(definition);
  if (!scalar || scalar.type === 'vault') return undefined;
  return hasJinja(scalar.text) && scalar.tag !== '!unsafe' ? undefined : scalar;
}

/** The scalar when Ansible hands it to Jinja2. */
export function templateOf(definition: VariableDefinition): YamlScalar | undefined {
  const scalar = scalarOf(definition);
  return scalar?.type === 'str' && scalar.tag !== '!unsafe' && hasJinja(scalar.text) ? scalar : undefined;
}
