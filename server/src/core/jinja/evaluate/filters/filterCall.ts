// How a filter is called.
import type { Filter } from '../../ast.ts';
import type { Frame } from '../frame.ts';
import type { Value } from '../value.ts';

/** One use of a filter, or of a filter named to `map`. */
export interface FilterCall {
  readonly frame: Frame;
  readonly node: Filter;
  /** Evaluates all arguments. */
  bind(...parameters: readonly string[]): readonly (Value | undefined)[];
}

/**
 * A filter. Throws an `EvaluationStop`: fatal where Ansible surely fails, unknown where it is not certain that Python
 * and JavaScript agree.
 */
export type FilterFunction = (input: Value, call: FilterCall) => Value;
