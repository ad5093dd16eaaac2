// The variables of an inventory's hosts as templates see them. Knows which of them Ansible adds itself, and which
// may come from outside the inventory.
// Read from ansible-core 2.14.18, vars/manager.py and vars/hostvars.py.
import type { Budget, Dialect, EvaluationScope, RawVariable, Unknown, Value } from '../../jinja/evaluate.ts';
import { hasJinja } from '../../jinja/parse.ts';
import { perItem } from '../../query/query.ts';
import { type Message, msg } from '../../text/message.ts';
import { parseYaml } from '../../yaml/parseYaml.ts';
import { parentUri, pathOf } from '../files/uri.ts';
import type { EffectiveVariable, InventoryModel, VariableDefinition } from '../model/model.ts';
import { effectiveVariable, mayOutrank, unreadFor } from '../model/queries.ts';
import { niceYaml } from '../print/niceYaml.ts';
import type { PythonValue } from '../print/pythonJson.ts';
import { type SecretPolicy, withoutSecrets } from '../print/secrets.ts';
import { HIDDEN } from '../secrets/hiddenTexts.ts';
import { bareSecretName } from './bareName.ts';
import { mayBeDefinedElsewhere } from './elsewhere.ts';
import { groupNames, groupsOf } from './groupValues.ts';
import { effectiveValue } from './mergedValue.ts';
import { holdsDate, plainData, SECRET, toValue } from './plainData.ts';

/**
 * How to treat what the inventory alone cannot decide. Rules, the command line and previews differ in that, and in
 * nothing else.
 */
export interface ScopeOptions {
  /**
   * What a name without a value in the inventory is: undefined, as with `ansible -m debug`; or unknown, because a play,
   * a role or `-e` may define it; or, with `gaps`, unknown unless the inventory defines it for other hosts.
   */
  readonly others: 'undefined' | 'unknown' | 'gaps';
  /** Whether a name without a value in the inventory surely has none elsewhere. */
  readonly isNowhere?: (name: string) => boolean;
  /** Values that a role gives to names the inventory leaves alone. */
  readonly defaults?: ReadonlyMap<string, string>;
  /** The path of the playbook's folder, where it is known. */
  readonly playbookFolder?: string;
  /** Treat unreadable files as what they most likely are, instead of as something that may define anything. */
  readonly presumes?: boolean;
  /** How templates become values, where not as the target does it. */
  readonly dialect?: Dialect;
  /** The steps that all evaluations may take together. */
  readonly budget?: Budget;
  /** An error counts only if it occurs with every version that may run the plays, where none is named. */
  readonly isCautious?: boolean;
  /** Whose secrets are unknown; without it only those that are vaulted. */
  readonly secretsOf?: SecretPolicy;
}

/** Scopes for the hosts of one model; common parts are computed once. Without a host: what all hosts see. */
export function createScopes(
  model: InventoryModel,
  options: ScopeOptions,
): (host?: string) => EvaluationScope | undefined {
  const templates = textMemoryOf(model);
  const shared: Shared = { model, options, variables: new Map(), values: new Map(), templates };
  return (host) =>
    host === undefined || model.hosts.has(host) ? new HostScope(shared, host ?? NO_HOST, false) : undefined;
}

/** More texts pile up only while the user types. */
const MAX_TEXTS = 500;

/** The meaning of a text does not depend on the model; it is only kept as long. */
const textMemoryOf = perItem((_model: InventoryModel): Shared['templates'] => {
  const known = new Map<string, unknown>();
  return <T>(text: string, read: (text: string) => T): T => {
    if (known.size > MAX_TEXTS) known.clear();
    if (!known.has(text)) known.set(text, read(text));
    // Only templates are remembered.
    return known.get(text) as T;
  };
});

/** No host is named like this. */
const NO_HOST = '';

interface Shared {
  readonly model: InventoryModel;
  readonly options: ScopeOptions;
  readonly variables: Map<string, Map<string, RawVariable | Unknown | undefined>>;
  /** What a definition gives, whichever host it counts for: one object, by which callers know that it is the same. */
  readonly values: Map<VariableDefinition, RawVariable>;
  readonly templates: NonNullable<EvaluationScope['remembered']>;
  groups?: RawVariable;
  older?: Shared;
}

class HostScope implements EvaluationScope {
  constructor(
    private readonly shared: Shared,
    readonly host: string,
    readonly isInner: boolean,
    /** Variables that a task adds are in none of them. */
    private readonly isVars: boolean = false,
  ) {}

  private readonly followed = new Set<string>();
  private own?: Map<string, RawVariable | Unknown | undefined>;

  get remembered(): Shared['templates'] {
    return this.shared.templates;
  }

  get budget(): Budget | undefined {
    return this.shared.options.budget;
  }

  get alternative(): EvaluationScope | undefined {
    const { options, model } = this.shared;
    if (!options.isCautious || model.core.isSure || this.dialect !== 'tagged') return undefined;
    this.shared.older ??= { ...this.shared, options: { ...options, dialect: 'text' } };
    return new HostScope(this.shared.older, this.host, this.isInner, this.isVars);
  }

  get dialect(): Dialect {
    const { options, model } = this.shared;
    return options.dialect ?? model.dialect;
  }

  variable(name: string): RawVariable | Unknown | undefined {
    if (name === 'hostvars')
      return this.isInner ? undefined : { kind: 'ready', value: { kind: 'hostvars', scope: this } };
    if (name === 'vars') return this.isInner ? undefined : ready({ kind: 'vars', scope: this.vars });
    if (!this.own) {
      const key = `${this.isInner}${this.isVars}\n${this.host}`;
      this.own = this.shared.variables.get(key) ?? new Map();
      this.shared.variables.set(key, this.own);
    }
    if (!this.own.has(name)) this.own.set(name, this.magic(name) ?? this.defined(name));
    return this.own.get(name);
  }

  private get vars(): EvaluationScope {
    return new HostScope(this.shared, this.host, this.isInner, true);
  }

  hostScope(name: string): EvaluationScope | Unknown | undefined {
    const { model } = this.shared;
    if (model.hosts.has(name)) return new HostScope(this.shared, name, true);
    if (isIncomplete(model)) return unknown(msg('a source that may define hosts cannot be read here'));
    // Ansible makes itself a host of these names when it needs one.
    if (['localhost', '127.0.0.1', '::1'].includes(name))
      return unknown(msg('Ansible adds the host {0} by itself', name));
    return undefined;
  }

  readonly niceYaml = niceYaml;

  fromYaml(text: string): Value | undefined {
    const { root, problems } = parseYaml(text);
    if (problems.length > 0 || /![!\w]|[\t&*]|^(?:---|%)/m.test(text)) return undefined;
    return plainData(root);
  }

  /** What Ansible sets itself, whatever the inventory says. */
  private magic(name: string): RawVariable | Unknown | undefined {
    const { model, options } = this.shared;
    if (this.host === NO_HOST && /^inventory_hostname|^group_names$/.test(name))
      return unknown(msg("'{0}' differs from host to host", name));
    switch (name) {
      case 'inventory_hostname':
        return ready(this.host);
      case 'inventory_hostname_short':
        return ready(this.host.split('.')[0] ?? this.host);
      case 'groups':
        if (isIncomplete(model)) return unknown(msg('a source that may define groups cannot be read here'));
        this.shared.groups ??= ready(groupsOf(model));
        return this.shared.groups;
      case 'group_names':
        if (isIncomplete(model)) return unknown(msg('a source that may define groups cannot be read here'));
        return ready({ kind: 'list', items: groupNames(model, this.host) });
      case 'playbook_dir':
        return options.playbookFolder === undefined ? whenRun(name) : ready(options.playbookFolder);
      case 'inventory_dir':
      case 'inventory_file':
        return this.ownSource(name);
      default:
        return WHEN_RUN.test(name) ? whenRun(name) : undefined;
    }
  }

  /** The first file that lists the host, or its folder. */
  private ownSource(name: 'inventory_dir' | 'inventory_file'): RawVariable | Unknown {
    const { model } = this.shared;
    const [place] = model.hosts.get(this.host)?.locations ?? [];
    const isPlain = !isIncomplete(model) && !model.definitionsByName.has(name);
    const path =
      isPlain && place ? pathOf(name === 'inventory_dir' ? parentUri(place.uri) : place.uri) : undefined;
    return path === undefined ? whenRun(name) : ready(path);
  }

  private defined(name: string): RawVariable | Unknown | undefined {
    const { model } = this.shared;
    if (this.host === NO_HOST) return this.definedForNone(name);
    const effective = effectiveVariable(model, this.host, name);
    if (isUnsure(this.shared, name, this.host, effective?.definition))
      return unknown(msg("a file that may define '{0}' cannot be read here", name));
    if (!effective) return this.other(name);
    return this.shared.values.get(effective.definition) ?? this.valueOf(name, effective);
  }

  private valueOf(name: string, effective: EffectiveVariable): RawVariable | Unknown {
    const { model, options, values } = this.shared;
    const { value, from } = effectiveValue(model, effective);
    if (from.some((definition) => holdsDate(definition.value)) || value === undefined)
      return unknown(msg("the value of '{0}' is not plain data", name));
    const shown = options.secretsOf ? withoutSecrets(options.secretsOf, name, value, 'evaluated') : value;
    if (shown === HIDDEN) return this.gapIn(value) ?? { ...SECRET, isDefined: isPlain(value) };
    const made: RawVariable = { kind: 'raw', value: toValue(shown) };
    // Merged values differ from host to host.
    if (from.length === 1) values.set(effective.definition, made);
    return made;
  }

  /** Of a secret, only that it stands for a variable that has no value, or none that is known. */
  private gapIn(value: PythonValue | Value): RawVariable | Unknown | undefined {
    if (typeof value !== 'string') return undefined;
    const name = bareSecretName(value);
    if (name === undefined || this.followed.has(name)) return undefined;
    this.followed.add(name);
    const found = this.variable(name);
    this.followed.delete(name);
    if (found?.kind === 'unknown') return found.isSecret ? undefined : found;
    if (found) return found.kind === 'raw' ? this.gapIn(found.value) : undefined;
    return { kind: 'raw', value };
  }

  private definedForNone(name: string): RawVariable | Unknown | undefined {
    const { model } = this.shared;
    if (model.definitionsByName.has(name) || isUnsure(this.shared, name))
      return unknown(msg("'{0}' differs from host to host", name));
    return this.other(name);
  }

  private other(name: string): RawVariable | Unknown | undefined {
    const { others, defaults, isNowhere } = this.shared.options;
    const fallback = this.isInner ? undefined : defaults?.get(name);
    if (fallback !== undefined) return ready(fallback);
    if (ADDRESSES.includes(name)) return this.address(name);
    if (name === 'ansible_facts') return unknown(msg('facts are gathered when the play runs'));
    if (name.startsWith('ansible_')) return unknown(msg("'{0}' is a fact, or set when the play runs", name));
    if (others === 'undefined' || JINJA_GLOBALS.has(name) || isNowhere?.(name)) return undefined;
    if (others === 'gaps' && this.shared.model.definitionsByName.has(name)) return undefined;
    return unknown(msg("the inventory does not define '{0}'; a play, a role or -e may", name));
  }

  /** In a task, a host without an address has its own name as address; `hostvars` and `vars` do not have it. */
  private address(name: string): RawVariable | Unknown | undefined {
    if (this.isInner || this.isVars) return undefined;
    if (this.host === NO_HOST) return unknown(msg("'{0}' differs from host to host", name));
    const [other = name] = ADDRESSES.filter((one) => one !== name);
    const { model } = this.shared;
    const isGiven = effectiveVariable(model, this.host, other) !== undefined;
    if (isGiven) return this.defined(other);
    const isUnclear = isUnsure(this.shared, other, this.host);
    return isUnclear
      ? unknown(msg("a file that may define '{0}' cannot be read here", other))
      : ready(this.host);
  }
}

/** Two names of one thing. */
const ADDRESSES: readonly string[] = ['ansible_host', 'ansible_ssh_host'];

/** Whether something unreadable may define it, or override it. */
function isUnsure(
  { model, options }: Shared,
  name: string,
  host?: string,
  definition?: VariableDefinition,
): boolean {
  if (options.presumes) return mayBeDefinedElsewhere(model, name, host);
  const unread = unreadFor(model, host);
  return host === undefined || !definition
    ? unread.length > 0
    : unread.some((one) => mayOutrank(model, host, one, definition));
}

/** The evaluator knows these itself. */
const JINJA_GLOBALS: ReadonlySet<string> = new Set(
  'range dict lipsum cycler joiner namespace lookup query q now undef'.split(' '),
);

/** Set by Ansible from the command line, the play, or the location of files. */
const WHEN_RUN =
  /^(?:inventory_(?:dir|file)|omit|environment|play_hosts|role_(?:names?|path|uuid)|ansible_(?:version|play_\w+|role_names?|dependent_role_names|parent_role_\w+|search_path|run_tags|skip_tags|limit|check_mode|diff_mode|forks|verbosity|inventory_sources|config_file|playbook_python|collection_name|delegated_vars|loop\w*|index_var))$/;

const whenRun = (name: string): Unknown => unknown(msg("'{0}' is set when the play runs", name));

const unknown = (reason: Message): Unknown => ({ kind: 'unknown', reason });

const ready = (value: Value): RawVariable => ({ kind: 'ready', value });

/** Whether it has a value by itself, without another variable. */
const isPlain = (value: PythonValue): boolean => typeof value !== 'string' || !hasJinja(value);

/** Whether something unreadable may add hosts and groups. */
const isIncomplete = (model: InventoryModel): boolean =>
  model.isRefused || model.unknowns.some(({ owner }) => !owner);
