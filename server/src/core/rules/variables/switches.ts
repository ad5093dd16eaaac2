// What comes of a switch that is no boolean: where the play stops at it, and where it is only asked for negated.
import { needsBooleans } from '../../ansible/target/targetCore.ts';
import type { RuleContext, Severity } from '../../diagnostics/rule.ts';
import { clusterHosts } from '../../k3s/cluster.ts';
import { EXTERNAL_DATABASE } from '../../k3s/externalDatabase.ts';
import type { Variable } from '../../k3s/schema/variableSchema.ts';
import { does, doesNot } from '../../k3s/upstream.ts';

export const isSwitch = (variable: Variable | undefined): boolean =>
  variable?.type === 'boolean' && variable.origin === 'k3s-ansible';

/** Whether no task asks for it: one server needs no others to join. */
export const isNotAsked = ({ model }: RuleContext, name: string): boolean =>
  name === EXTERNAL_DATABASE && clusterHosts(model).servers.length < 2;

/** How bad it is that a switch has another kind of value that counts as meant. */
export function harmOfSwitch(context: RuleContext, name: string): Severity {
  const { core } = context.model;
  if (isNotAsked(context, name)) return 'info';
  // Since 1.2.0 the roles ask for `not use_external_database` only, and that is a boolean whatever the value is.
  if (name === EXTERNAL_DATABASE && does(context, 'server-token-config')) return 'info';
  if (!needsBooleans(core)) return 'info';
  const isSure =
    name === EXTERNAL_DATABASE ? core.isSure && doesNot(context, 'server-token-config') : core.isSure;
  return isSure ? 'error' : 'warning';
}
