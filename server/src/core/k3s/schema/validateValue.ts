// A plain value against the validators that are compiled from the variables file at build time.
import { ownValue } from '../../text/ownValue.ts';
import { validators } from './generated/validators.js';
import type { PlainValue, SchemaViolation, Variable } from './variable.ts';

/** How `value` differs from what the readers of `variable` need, by the validator of this name. */
export function validateValue(
  variable: Variable,
  value: PlainValue,
  validator: string,
): readonly SchemaViolation[] {
  const validate = ownValue(validators, validator);
  if (!validate || validate(value)) return [];
  const violations: SchemaViolation[] = [];
  for (const error of validate.errors ?? []) {
    // `if` only says that the branch behind it failed; that branch's own errors are in the list.
    if (error.keyword === 'if') continue;
    const path = pathOf(error.instancePath);
    const expected = path.length > 0 ? (variable.itemShape ?? variable.shape) : variable.shape;
    violations.push({ keyword: error.keyword, path, expected });
  }
  return violations;
}

/** A JSON pointer's steps; digits are an index, because the only mappings here have names as keys. */
const pathOf = (pointer: string): (string | number)[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
