// The consequence of a value that cannot be evaluated: the roles stop at it, or test whether it is defined and go on
// without it.
import { scalarOf } from '../../ansible/model/definitions.ts';
import type { TemplateAsMeant } from '../../k3s/evaluation.ts';
import type { Variable } from '../../k3s/schema/variableSchema.ts';
import { type Message, msg } from '../../text/message.ts';

/** A list stays defined when one of its items cannot be evaluated. */
export const isLeftOut = (
  variable: Pick<Variable, 'leftOut'> | undefined,
  { string: { definition }, scalar }: Pick<TemplateAsMeant, 'string' | 'scalar'>,
): boolean => variable?.leftOut === true && scalarOf(definition) === scalar;

/** For the end of a message about a value that fails on a host. */
export const harmOf = (
  variable: Pick<Variable, 'leftOut' | 'name'>,
  template: Pick<TemplateAsMeant, 'string' | 'scalar'>,
): Message =>
  isLeftOut(variable, template)
    ? msg('“{0}” then counts as not defined, and is silently left out.', variable.name)
    : msg('“{0}” then has no value, and Ansible stops.', variable.name);
