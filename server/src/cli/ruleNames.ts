// Names of rules in arguments.
import { listRules, msg, nearestOf } from '../core/index.ts';
import { UsageError } from './usageError.ts';

/** Refuses a name that no rule has, and says which was meant. */
export function requireRule(name: string): void {
  const ids = listRules().map(({ id }) => id);
  if (ids.includes(name)) return;
  const near = nearestOf(name, ids);
  throw new UsageError(
    near === undefined
      ? msg('There is no rule "{0}".', name)
      : msg('There is no rule "{0}"; did you mean {1}?', name, near),
  );
}
