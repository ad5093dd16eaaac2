// What comes of a switch that is no boolean: where the play stops at it, and where it is only asked for negated.
import { needsBooleans } from '../../ansible/target/targetCore.ts';
import type { RuleContext, Severity } from '../../diagnostics/rule.ts';
import { negatesDatabase } from '../../k3s/roles/behaviour.ts';
import { EXTERNAL_DATABASE } from '../../k3s/roles/database.ts';
import { hasServersToJoin } from '../../k3s/roles/parts.ts';
import type { Variable } from '../../k3s/schema/variableSchema.ts';

/** A boolean that the roles of k3s-ansible read. */
export const isSwitch = (variable: Variable | undefined): boolean =>
  variable?.type === 'boolean' && variable.origin === 'k3s-ansible';

/** Whether no task asks for it: one server needs no others to join. */
export const isNotAsked = ({ model }: RuleContext, name: string): boolean =>
  name === EXTERNAL_DATABASE && !hasServersToJoin(model);

/** How bad it is that a switch has another kind of value that counts as meant. */
export function harmOfSwitch(context: RuleContext, name: string): Severity {
  const { core } = context.model;
  if (isNotAsked(context, name)) return 'info';
  const isNegated = name === EXTERNAL_DATABASE ? negatesDatabase(context) : false;
  if (isNegated) return 'info';
  if (!needsBooleans(core)) return 'info';
  return core.isSure && isNegated === false ? 'error' : 'warning';
}
