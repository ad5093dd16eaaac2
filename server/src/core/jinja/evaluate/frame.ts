// The state of an evaluation: the variables, the names that the template itself has set, and the steps that are left.
import { type Message, msg } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { Expression, Filter } from '../ast.ts';
import type { Budget } from './budget.ts';
import { type Dialect, type EvaluationScope, type EvaluationStop, unknown, type Value } from './value.ts';

const MAX_STEPS = 10_000;
/** Templates inside templates. Our stack must not overflow before Python's. */
export const MAX_TEMPLATES = 30;

/** The end of an evaluation that {@link MAX_TEMPLATES} stops. */
export const tooManyVariables = (): EvaluationStop => unknown(msg('it leads through too many variables'));

/** What the parts of the evaluator need of each other; passed in, so that there is no circle of imports. */
export interface Evaluator {
  expression(frame: Frame, node: Expression): Value;
  filter(frame: Frame, input: Value, node: Filter): Value;
  hostVariable(frame: Frame, scope: EvaluationScope, name: string, span: Span): Value | undefined;
}

/** One evaluation from the outermost template on. */
export class EvaluationState {
  private steps = 0;
  /** Filters that return sets where their order cannot be observed. */
  readonly orderless = new WeakSet<Filter>();
  /** Errors that must end the template instead of becoming a value. */
  readonly raised = new WeakSet<EvaluationStop>();
  private readonly open: string[] = [];
  private readonly done = new Map<string, { readonly value: Value } | { readonly thrown: unknown }>();

  constructor(
    readonly evaluator: Evaluator,
    readonly dialect: Dialect,
    private readonly budget?: Budget,
  ) {
    budget?.begin();
  }

  step(count = 1): void {
    this.steps += count;
    this.budget?.spend(count);
    if (this.steps > MAX_STEPS || this.budget?.isSpent)
      throw unknown(msg('it takes too many steps to evaluate'));
  }

  /** Whether the variable is being evaluated already: then it depends on itself. */
  isOpen(key: string): boolean {
    return this.open.includes(key);
  }

  /** The names of the variables that are being evaluated, from this one inwards. */
  chainFrom(key: string): readonly string[] {
    return this.open.slice(this.open.indexOf(key)).map((other) => other.slice(other.indexOf('\n') + 1));
  }

  /** Evaluates a variable the first time, and remembers the result. */
  once(key: string, evaluate: () => Value): Value {
    const done = this.done.get(key);
    if (done && 'thrown' in done) throw done.thrown;
    if (done) return done.value;
    if (this.open.length >= MAX_TEMPLATES) throw tooManyVariables();
    this.open.push(key);
    try {
      const value = evaluate();
      this.done.set(key, { value });
      return value;
    } catch (thrown) {
      this.done.set(key, { thrown });
      throw thrown;
    } finally {
      this.open.pop();
    }
  }
}

/** Names set by the template in one block, with those of the blocks around it. */
export interface Locals {
  readonly values: Map<string, Value>;
  readonly outer?: Locals;
}

/**
 * Where an evaluation is: one for each block, since names set in a block end with it. The `run` is shared by all of
 * them.
 */
export interface Frame {
  readonly run: EvaluationState;
  readonly scope: EvaluationScope;
  readonly locals: Locals;
  /** The input of a filter without one: the block that it is applied to. */
  readonly block?: Value;
  /** What stands for an output that is unknown, where the others are wanted nevertheless. */
  readonly mark?: ((reason: Message) => string) | undefined;
}

/** The frame of a block inside: it sees the names outside, and its own are gone behind it. */
export const innerFrame = (frame: Frame): Frame => ({
  ...frame,
  locals: { values: new Map(), outer: frame.locals },
});

/**
 * The value of a name that the template has set, the innermost first; `undefined` where only the inventory can have
 * it.
 */
export function findLocal(frame: Frame, name: string): Value | undefined {
  for (let at: Locals | undefined = frame.locals; at; at = at.outer) {
    const value = at.values.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** May be undefined or unknown, as long as it is not used. */
export const evaluate = (frame: Frame, node: Expression): Value =>
  frame.run.evaluator.expression(frame, node);
