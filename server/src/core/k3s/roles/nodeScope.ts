// The variables of a node as the roles see them: those of the inventory, then the roles' own defaults. Secrets are
// replaced by `<secret>`, so that nothing computed from them can contain one.
import { niceYaml } from '../../ansible/print/niceYaml.ts';
import { isSecretVariable } from '../../ansible/print/secrets.ts';
import { createScopes } from '../../ansible/templates/scope.ts';
import {
  type Budget,
  type Dialect,
  type Evaluation,
  type EvaluationScope,
  evaluateTemplate,
  type RawVariable,
  type Unknown,
  type Value,
} from '../../jinja/evaluate.ts';
import type { Message } from '../../text/message.ts';
import type { InventoryContext } from '../context.ts';
import { MASK, maskEvaluation, maskTemplate, maskValue } from './maskText.ts';

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
  const isSecret = (name: string): boolean => isSecretVariable(schema, name);
  const shared = {
    defaults,
    isSecret,
    masked: new Map(),
    standIns: new Set<RawVariable | Unknown>(),
    answers: new Map(),
    known: new Map(),
  };
  return {
    real: (host) => real(host),
    shown: (host) => {
      const own = real(host);
      const hidden = reveals ? own : masked(host);
      return (
        own && hidden && new NodeScope({ ...shared, reads: new Set(), elsewhere: new Set() }, own, hidden)
      );
    },
  };
}

/** Why the value of a variable is unknown; `undefined` where it is known, an error, or encrypted, and then assumed right. */
export function whyUnknown(scope: EvaluationScope, name: string): Message | undefined {
  const result = evaluateTemplate(`{{ ${name} }}`, scope);
  if (result.known || 'error' in result || result.isSecret || result.isVaulted) return undefined;
  return result.reason;
}

/** A variable of a host that was looked up. */
export interface Read {
  readonly host: string;
  readonly name: string;
  /** A mask stood for its value, or for a part of it. */
  readonly isHidden?: true;
}

/** What a template has given on one host. */
interface Answer {
  readonly result: Evaluation;
  /** The host's own variables that were looked up, as they were found. */
  readonly found: readonly {
    readonly name: string;
    readonly isHidden: boolean;
    readonly value: RawVariable | Unknown | undefined;
  }[];
  /** What was looked up by way of `hostvars`. */
  readonly others: readonly Read[];
}

/** A template that has more answers differs from host to host. */
const MAX_ANSWERS = 4;

interface Shared {
  readonly defaults: ReadonlyMap<string, RawVariable>;
  isSecret(name: string): boolean;
  /** Values that are shown masked, by what they are. */
  readonly masked: Map<RawVariable, RawVariable>;
  /** Those that are shown in their place. */
  readonly standIns: Set<RawVariable | Unknown>;
  /** By template. */
  readonly answers: Map<string, Answer[]>;
  /** One object for each variable of each host. */
  readonly known: Map<string, Map<string, Read>>;
  /** What is being looked up. */
  reads: Set<Read>;
  /** The same by way of `hostvars` alone. */
  elsewhere: Set<Read>;
}

function defaultsOf(
  variables: ReadonlyMap<string, { readonly default?: unknown; readonly origin?: string }>,
): ReadonlyMap<string, RawVariable> {
  const found = new Map<string, RawVariable>();
  for (const [name, { default: value, origin }] of variables) {
    if (origin !== 'k3s-ansible') continue;
    if (typeof value === 'string' || typeof value === 'boolean') found.set(name, ready(value));
    else if (typeof value === 'number') found.set(name, ready(BigInt(value)));
    else if (typeof value === 'object' && value !== null)
      found.set(name, ready({ kind: 'dict', entries: new Map() }));
  }
  return found;
}

/** Both views of a node's variables as one scope, so that the roles need not know which is asked. */
export class NodeScope implements EvaluationScope {
  private reads?: Map<string, Read>;

  constructor(
    private readonly shared: Shared,
    private readonly real: EvaluationScope,
    private readonly masked: EvaluationScope,
    private readonly locals: ReadonlyMap<string, Value> = new Map(),
  ) {}

  get host(): string {
    return this.real.host;
  }

  /** Secrets that are not encrypted are shown. */
  get isRevealed(): boolean {
    return this.masked === this.real;
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
    shared.reads = new Set();
    const value = make();
    const reads = [...shared.reads];
    shared.reads = before;
    this.addReads(reads);
    return { value, reads };
  }

  /** What the template gives, secrets masked. */
  evaluate(template: string): Evaluation {
    const result = evaluateTemplate(template, this);
    return this.isRevealed ? result : maskEvaluation(result);
  }

  private addReads(reads: readonly Read[]): void {
    for (const read of reads) this.shared.reads.add(read);
  }

  /**
   * What the template gives, and the variables that were looked up for it. It is evaluated once for all hosts on which
   * each variable of their own that it reads is the same.
   */
  evaluated(template: string): { readonly value: Evaluation; readonly reads: readonly Read[] } {
    const { shared } = this;
    const answers = shared.answers.get(template) ?? [];
    shared.answers.set(template, answers);
    for (const { result, found, others } of answers) {
      if (found.some(({ name, value }) => this.found(name) !== value)) continue;
      const reads = [...found.map(({ name, isHidden }) => this.readOf(name, isHidden)), ...others];
      this.addReads(reads);
      return { value: result, reads };
    }
    const before = shared.elsewhere;
    shared.elsewhere = new Set();
    const traced = this.traced(() => this.evaluate(template));
    const others = [...shared.elsewhere];
    shared.elsewhere = before;
    if (answers.length < MAX_ANSWERS) {
      const own = traced.reads.filter(({ host }) => host === this.host);
      answers.push({
        result: traced.value,
        found: own.map(({ name, isHidden = false }) => ({ name, isHidden, value: this.found(name) })),
        others,
      });
    }
    return traced;
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
    const found = this.found(name);
    const isHidden = found !== undefined && (found === MASKED || this.shared.standIns.has(found));
    const read = this.readOf(name, isHidden);
    this.shared.reads.add(read);
    if (this.isInner) this.shared.elsewhere.add(read);
    return found;
  }

  /** What is looked up by the name, secrets masked. */
  private found(name: string): RawVariable | Unknown | undefined {
    const found = this.masked.variable(name);
    if (found === undefined) return this.fallback(name);
    if (!hidesSecret(found)) return found;
    if (found.kind === 'unknown' && (found.isVaulted || this.shared.isSecret(name))) return MASKED;
    const real = this.real.variable(name);
    return real?.kind === 'raw' ? this.maskedOnce(real) : MASKED;
  }

  private maskedOnce(real: RawVariable): RawVariable {
    const { masked, standIns } = this.shared;
    const known = masked.get(real) ?? { kind: 'raw', value: maskValue(real.value, maskTemplate) };
    masked.set(real, known);
    standIns.add(known);
    return known;
  }

  private readOf(name: string, isHidden: boolean): Read {
    this.reads ??= this.ownReads();
    const known = this.reads.get(name);
    if (known && (known.isHidden === true) === isHidden) return known;
    const read: Read = { host: this.host, name, ...(isHidden && { isHidden }) };
    this.reads.set(name, read);
    return read;
  }

  private ownReads(): Map<string, Read> {
    const { known } = this.shared;
    const own = known.get(this.host) ?? new Map<string, Read>();
    known.set(this.host, own);
    return own;
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
    return this.isInner ? undefined : this.shared.defaults.get(name);
  }
}

const ready = (value: Value): RawVariable => ({ kind: 'ready', value });

const MASKED = ready(MASK);

const hidesSecret = (found: RawVariable | Unknown): boolean =>
  found.kind === 'unknown' ? found.isSecret === true : found.kind === 'raw' && holdsHidden(found.value);

function holdsHidden(value: Value): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (value.kind === 'unknown') return value.isSecret === true;
  if (value.kind === 'list') return value.items.some(holdsHidden);
  return value.kind === 'dict' && [...value.entries.values()].some(holdsHidden);
}
