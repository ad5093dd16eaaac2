// The variables of a node as the roles see them: those of the inventory, then the roles' own defaults. Secrets are
// replaced by `<secret>`, so that nothing computed from them can contain one.
import { niceYaml } from '../../ansible/print/niceYaml.ts';
import { isSecretVariable } from '../../ansible/print/secrets.ts';
import { createScopes } from '../../ansible/templates/scope.ts';
import {
  type Budget,
  type Dialect,
  type EvaluationScope,
  evaluateTemplate,
  type RawVariable,
  type Unknown,
  type Value,
} from '../../jinja/evaluate.ts';
import type { Message } from '../../text/message.ts';
import type { InventoryContext } from '../context.ts';
import { MASK, maskValue } from './maskText.ts';

/** The two views of a node's variables. Only comparisons use the real one. */
export interface NodeScopes {
  /** With secrets masked. */
  shown(host: string): NodeScope | undefined;
  /** With secrets; only for questions whose answers are not shown. */
  real(host: string): EvaluationScope | undefined;
}

/** With `reveals`, only encrypted secrets are masked. */
export function createNodeScopes({ model, schema }: InventoryContext, reveals = false): NodeScopes {
  const options = { others: 'undefined', presumes: true } as const;
  const real = createScopes(model, options);
  const masked = createScopes(model, { ...options, secretsOf: schema });
  const defaults = defaultsOf(schema.variables);
  const shared = { defaults, isSecret: (name: string) => isSecretVariable(schema, name) };
  return {
    real: (host) => real(host),
    shown: (host) => {
      const own = real(host);
      const hidden = reveals ? own : masked(host);
      return own && hidden && new NodeScope({ ...shared, reads: new Map() }, own, hidden);
    },
  };
}

/** Why the value of a variable is unknown; `undefined` where it is known, an error, or encrypted, and then assumed right. */
export function whyUnknown(scope: EvaluationScope, name: string): Message | undefined {
  const result = evaluateTemplate(`{{ ${name} }}`, scope);
  if (result.known || 'error' in result || result.isSecret || result.isVaulted) return undefined;
  return result.reason;
}

/** The endpoints of the nodes, as far as they are known. */
export function endpointsOf(context: InventoryContext, hosts: Iterable<string>): ReadonlySet<string> {
  const scopes = createNodeScopes(context);
  const endpoints = new Set<string>();
  for (const host of hosts) {
    const scope = scopes.shown(host);
    const result = scope && evaluateTemplate('{{ api_endpoint }}', scope);
    if (result?.known && typeof result.value === 'string') endpoints.add(result.value);
  }
  return endpoints;
}

/** A variable of a host that was looked up. */
export interface Read {
  readonly host: string;
  readonly name: string;
  /** A mask stood for its value, or for a part of it. */
  readonly isHidden?: true;
}

interface Shared {
  readonly defaults: ReadonlyMap<string, Value>;
  isSecret(name: string): boolean;
  /** What is being looked up. */
  reads: Map<string, Read>;
}

function defaultsOf(
  variables: ReadonlyMap<string, { readonly default?: unknown; readonly origin?: string }>,
): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>();
  for (const [name, { default: value, origin }] of variables) {
    if (origin !== 'k3s-ansible') continue;
    if (typeof value === 'string' || typeof value === 'boolean') found.set(name, value);
    else if (typeof value === 'number') found.set(name, BigInt(value));
    else if (typeof value === 'object' && value !== null)
      found.set(name, { kind: 'dict', entries: new Map() });
  }
  return found;
}

/** Both views of a node's variables as one scope, so that the roles need not know which is asked. */
export class NodeScope implements EvaluationScope {
  constructor(
    private readonly shared: Shared,
    private readonly real: EvaluationScope,
    private readonly masked: EvaluationScope,
    private readonly locals: ReadonlyMap<string, Value> = new Map(),
  ) {}

  get host(): string {
    return this.real.host;
  }

  get isInner(): boolean {
    return this.real.isInner;
  }

  get dialect(): Dialect {
    return this.real.dialect;
  }

  get budget(): Budget | undefined {
    return this.real.budget;
  }

  get remembered(): NonNullable<EvaluationScope['remembered']> {
    return this.real.remembered ?? ((text, read) => read(text));
  }

  /** What `make` gives, and the variables that were looked up for it. */
  traced<T>(make: () => T): { readonly value: T; readonly reads: readonly Read[] } {
    const { shared } = this;
    const before = shared.reads;
    shared.reads = new Map();
    const value = make();
    const reads = [...shared.reads.values()];
    for (const [key, read] of shared.reads) before.set(key, read);
    shared.reads = before;
    return { value, reads };
  }

  /** The same with variables that a task sets. */
  with(locals: ReadonlyMap<string, Value>): NodeScope {
    return new NodeScope(this.shared, this.real, this.masked, new Map([...this.locals, ...locals]));
  }

  /** Whether its ciphertext is at hand, which is what is written where values become YAML. */
  isVaulted(name: string): boolean {
    const result = evaluateTemplate(`{{ ${name} }}`, this.real);
    return this.dialect === 'tagged' && 'isVaulted' in result && result.isVaulted === true;
  }

  variable(name: string): RawVariable | Unknown | undefined {
    const local = this.locals.get(name);
    if (local !== undefined) return { kind: 'ready', value: local };
    if (name === 'hostvars')
      return this.isInner ? undefined : { kind: 'ready', value: { kind: 'hostvars', scope: this } };
    const key = `${this.host}\n${name}`;
    const read = { host: this.host, name };
    this.shared.reads.set(key, read);
    const found = this.masked.variable(name);
    if (found === undefined) return this.fallback(name);
    if (!hidesSecret(found)) return found;
    this.shared.reads.set(key, { ...read, isHidden: true });
    if (found.kind === 'unknown' && (found.isVaulted || this.shared.isSecret(name))) return ready(MASK);
    const real = this.real.variable(name);
    if (real?.kind !== 'raw') return ready(MASK);
    return { kind: 'raw', value: maskValue(real.value) };
  }

  hostScope(name: string): EvaluationScope | Unknown | undefined {
    const [real, masked] = [this.real.hostScope(name), this.masked.hostScope(name)];
    return real && masked && !('kind' in real) && !('kind' in masked)
      ? new NodeScope(this.shared, real, masked)
      : masked;
  }

  readonly niceYaml = niceYaml;

  fromYaml(text: string): Value | undefined {
    return this.real.fromYaml?.(text);
  }

  /** The defaults of roles are no variables of the host. */
  private fallback(name: string): RawVariable | undefined {
    const value = this.isInner ? undefined : this.shared.defaults.get(name);
    return value === undefined ? undefined : ready(value);
  }
}

const ready = (value: Value): RawVariable => ({ kind: 'ready', value });

const hidesSecret = (found: RawVariable | Unknown): boolean =>
  found.kind === 'unknown' ? found.isSecret === true : found.kind === 'raw' && holdsHidden(found.value);

function holdsHidden(value: Value): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (value.kind === 'unknown') return value.isSecret === true;
  if (value.kind === 'list') return value.items.some(holdsHidden);
  return value.kind === 'dict' && [...value.entries.values()].some(holdsHidden);
}
