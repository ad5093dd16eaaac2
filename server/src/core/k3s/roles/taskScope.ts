// The variables of a node during a play: those that tasks and roles have set, then those of the inventory.
import { niceYaml } from '../../ansible/print/niceYaml.ts';
import type { Budget, Dialect, EvaluationScope, RawVariable, Unknown, Value } from '../../jinja/evaluate.ts';
import { msg } from '../../text/message.ts';
import type { NodeScope } from './nodeScope.ts';
import type { Plain } from './roleTasks.ts';

/**
 * Layers what the play has set over the node's own scope. A fact without a known value is unknown, rather than what
 * the inventory says of the same name: it outranks that.
 */
export class TaskScope implements EvaluationScope {
  constructor(
    private readonly base: EvaluationScope,
    /** Set by roles: not templated yet. */
    private readonly raw: ReadonlyMap<string, Value>,
    /** Set or registered by tasks; `undefined` for values that are known only when the play runs. */
    private readonly facts: ReadonlyMap<string, Value | undefined>,
    /** Names that any task may have set on another host. */
    private readonly others: ReadonlySet<string>,
    readonly isInner: boolean = false,
  ) {}

  get host(): string {
    return this.base.host;
  }

  get dialect(): Dialect {
    return this.base.dialect;
  }

  get budget(): Budget | undefined {
    return this.base.budget;
  }

  variable(name: string): RawVariable | Unknown | undefined {
    if (name === 'hostvars') return this.isInner ? undefined : ready({ kind: 'hostvars', scope: this });
    if (this.facts.has(name)) {
      const value = this.facts.get(name);
      return value === undefined ? whenRun(name) : ready(value);
    }
    const own = this.raw.get(name);
    if (own !== undefined) return { kind: 'raw', value: own };
    const found = this.base.variable(name);
    return found === undefined && this.others.has(name) ? whenRun(name) : found;
  }

  hostScope(name: string): EvaluationScope | Unknown | undefined {
    const scope = this.base.hostScope(name);
    if (!scope || 'kind' in scope) return scope;
    return new TaskScope(scope, new Map(), new Map(), this.others, true);
  }

  readonly niceYaml = niceYaml;

  fromYaml(text: string): Value | undefined {
    return this.base.fromYaml?.(text);
  }
}

/** The scope of a task on one node. */
export const scopeInPlay = (
  base: NodeScope,
  raw: ReadonlyMap<string, Value>,
  facts: ReadonlyMap<string, Value | undefined>,
  others: ReadonlySet<string>,
): TaskScope => new TaskScope(base, raw, facts, others);

const ready = (value: Value): RawVariable => ({ kind: 'ready', value });

const whenRun = (name: string): Unknown => ({
  kind: 'unknown',
  reason: msg("'{0}' is known when the play runs", name),
});

/** Data of the extracted tasks as values of templates. */
export function plainValue(plain: Plain): Value {
  if (typeof plain === 'number') return Number.isInteger(plain) ? BigInt(plain) : String(plain);
  if (typeof plain !== 'object' || plain === null) return plain;
  if (Array.isArray(plain)) return { kind: 'list', items: plain.map(plainValue) };
  return {
    kind: 'dict',
    entries: new Map(Object.entries(plain).map(([key, one]) => [key, plainValue(one)])),
  };
}
