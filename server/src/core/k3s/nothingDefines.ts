// Names that nothing nearby defines: neither the inventory, nor a play, nor a command that somebody has written down.
// Whoever runs the playbook may still give them, so that this is told as what it is.

import { mayBeDefinedElsewhere } from '../ansible/templates/elsewhere.ts';
import { isFromAnsible } from '../ansible/variables/fromAnsible.ts';
import type { InventoryContext } from './context.ts';
import { soleName } from './secrets/token.ts';

/** The name of which the template consists, where nothing nearby can give it to the host (or to any host). */
export function nothingDefines(
  { model, schema, plays }: Pick<InventoryContext, 'model' | 'schema' | 'plays'>,
  template: string,
  host?: string,
): string | undefined {
  const name = soleName(template);
  if (name === undefined || isFromAnsible(name) || model.definitionsByName.has(name)) return undefined;
  if (plays.hasOwnRoles || plays.perhaps.has(name) || plays.passed.has(name)) return undefined;
  return schema.variables.has(name) || mayBeDefinedElsewhere(model, name, host) ? undefined : name;
}
