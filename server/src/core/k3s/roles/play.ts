// The play of site.yml, task by task: which tasks run on a node, which are skipped and why, and where Ansible fails.
// Nothing is run: conditions, loops and templates are evaluated as far as the inventory defines their values.

import { needsBooleans } from '../../ansible/target/targetCore.ts';
import { evaluateTemplate, type Value } from '../../jinja/evaluate.ts';
import { type Message, msg } from '../../text/message.ts';
import { ownValue } from '../../text/ownValue.ts';
import type { InventoryContext } from '../context.ts';
import { hasOtherRoles } from './behaviour.ts';
import { createNodeScopes, type NodeScope } from './nodeScope.ts';
import { nodesOf } from './preview.ts';
import { type RolesFound, rolesOf } from './releases.ts';
import { type Plain, type ReleaseTasks, type RoleTask, tasksOf } from './roleTasks.ts';
import { plainValue, scopeInPlay, type TaskScope } from './taskScope.ts';

/** What becomes of one task on one node. */
export interface TaskRun {
  readonly task: RoleTask;
  /** Its place in the play. */
  readonly index: number;
  /** `depends`: on something that is known only when the play runs. */
  readonly state: 'runs' | 'skipped' | 'depends' | 'fails' | 'may-fail';
  /** Why it is skipped or fails. */
  readonly reason?: Message;
}

/** One host's way through the play. */
export interface PlayedNode {
  readonly role: 'server' | 'agent' | 'other';
  /** Up to the one that surely fails, after which Ansible gives up the host. */
  readonly tasks: readonly TaskRun[];
}

/** The tasks of the release in use, in order, and which of them run on each host; none where others' roles are run. */
export interface Play extends RolesFound {
  readonly tasks: readonly RoleTask[];
  readonly hosts: ReadonlyMap<string, PlayedNode>;
}

const MAX_ITEMS = 50;

/** On the hosts that are asked for, or on all. */
export function playOf(context: InventoryContext, asked?: readonly string[]): Play {
  const found = rolesOf(context.upstream);
  const release = hasOtherRoles(context) ? { tasks: [], vars: {} } : tasksOf(found.facts);
  const scopes = createNodeScopes(context);
  const nodes = nodesOf(context.model);
  const [servers, agents] = [new Set(nodes.servers), new Set(nodes.agents)];
  const others = new Set(release.tasks.flatMap(namesSetBy));
  const hosts = new Map<string, PlayedNode>();
  for (const host of asked ?? new Set([...servers, ...agents])) {
    const scope = scopes.shown(host);
    if (!scope) continue;
    const [isServer, isAgent] = [servers.has(host), agents.has(host)];
    if (!isServer && !isAgent) continue;
    const isMeant = ({ on }: RoleTask): boolean =>
      on === 'server' ? isServer : on === 'agent' ? isAgent : true;
    hosts.set(host, {
      role: isServer ? 'server' : 'agent',
      tasks: new NodeRun(scope, release, others, needsBooleans(context.model.core)).run(isMeant),
    });
  }
  return { ...found, tasks: release.tasks, hosts };
}

const namesSetBy = ({ facts = {}, registers }: RoleTask): readonly string[] => [
  ...Object.keys(facts),
  ...(registers === undefined ? [] : [registers]),
];

type Judged =
  | { readonly holds: boolean | undefined; readonly reason?: Message }
  | { readonly error: Message };

/** The state of one node during the play. */
class NodeRun {
  private readonly facts = new Map<string, Value | undefined>([['ansible_check_mode', false]]);

  constructor(
    private readonly base: NodeScope,
    private readonly release: ReleaseTasks,
    private readonly others: ReadonlySet<string>,
    private readonly needsBooleans: boolean,
  ) {}

  run(isMeant: (task: RoleTask) => boolean): readonly TaskRun[] {
    const done: TaskRun[] = [];
    for (const [index, task] of this.release.tasks.entries()) {
      if (!isMeant(task)) continue;
      const run: TaskRun = { task, index, ...this.judge(task) };
      done.push(run);
      if (run.state === 'fails') break;
    }
    return done;
  }

  private judge(task: RoleTask): Pick<TaskRun, 'state' | 'reason'> {
    const raw = new Map<string, Value>();
    for (const vars of [ownValue(this.release.vars, task.role), task.vars])
      for (const [name, value] of Object.entries(vars ?? {})) raw.set(name, plainValue(value));
    const scope = scopeInPlay(this.base, raw, this.facts, this.others);
    const condition = this.condition(task, scope);
    if ('error' in condition) return { state: 'fails', reason: condition.error };
    if (condition.holds === false) {
      // Tasks register a result even when they are skipped.
      if (task.registers !== undefined) this.facts.set(task.registers, undefined);
      return { state: 'skipped', ...(condition.reason && { reason: condition.reason }) };
    }
    const isSure = condition.holds === true;
    const error = failureOf(task, scope, raw, this.facts, this.base, this.others);
    this.note(task, scope, isSure);
    if (error && !task.ignoresErrors) return { state: isSure ? 'fails' : 'may-fail', reason: error };
    return { state: isSure ? 'runs' : 'depends' };
  }

  private condition({ when }: RoleTask, scope: TaskScope): Judged {
    let isSure = true;
    for (const one of when) {
      const judged = judgeCondition(one, scope, this.needsBooleans);
      // After a task that may fail, nothing is sure.
      if ('error' in judged) return isSure ? judged : { holds: undefined };
      if (judged.holds === false) return judged;
      if (judged.holds === undefined) isSure = false;
    }
    return { holds: isSure ? true : undefined };
  }

  private note({ facts, registers }: RoleTask, scope: TaskScope, isSure: boolean): void {
    if (registers !== undefined) this.facts.set(registers, undefined);
    for (const [name, value] of Object.entries(facts ?? {})) {
      const known =
        typeof value === 'string'
          ? evaluateTemplate(value, scope)
          : { known: true, value: plainValue(value) };
      this.facts.set(name, isSure && known.known ? (known as { value: Value }).value : undefined);
    }
  }
}

function judgeCondition(condition: string, scope: TaskScope, needsBoolean: boolean): Judged {
  const text = needsBoolean ? `{{ (${condition}) }}` : `{{ true if (${condition}) else false }}`;
  const result = evaluateTemplate(text, scope);
  if (!result.known) return 'error' in result ? { error: result.error } : { holds: undefined };
  const { value } = result;
  if (typeof value === 'boolean') return { holds: value, ...(!value && { reason: msg('{0}', condition) }) };
  if (!needsBoolean) return { holds: value === 'True', reason: msg('{0}', condition) };
  return {
    error: msg(
      'the condition "{0}" comes to no boolean, and ansible-core 2.19 takes nothing else',
      condition,
    ),
  };
}

/** The first error in the templates that the task needs. */
function failureOf(
  { items, needsList, templates, facts }: RoleTask,
  scope: TaskScope,
  raw: ReadonlyMap<string, Value>,
  known: ReadonlyMap<string, Value | undefined>,
  base: NodeScope,
  others: ReadonlySet<string>,
): Message | undefined {
  const own = [...templates, ...Object.values(facts ?? {}).filter((one) => typeof one === 'string')];
  if (items === undefined) return firstError(own, scope);
  const list = itemsOf(items, needsList === true, scope);
  if ('error' in list) return list.error;
  for (const item of list.items ?? [undefined]) {
    const inLoop = scopeInPlay(base, raw, new Map([...known, ['item', item]]), others);
    const error = firstError(own, inLoop);
    if (error) return error;
  }
  return undefined;
}

function firstError(templates: readonly string[], scope: TaskScope): Message | undefined {
  for (const template of templates) {
    const result = evaluateTemplate(template, scope);
    if (!result.known && 'error' in result) return result.error;
  }
  return undefined;
}

/** `undefined` where they are not known. */
function itemsOf(
  items: Plain,
  needsList: boolean,
  scope: TaskScope,
): { readonly items: readonly Value[] | undefined } | { readonly error: Message } {
  if (typeof items !== 'string') {
    const parts = plainValue(items);
    const all = typeof parts === 'object' && parts !== null && parts.kind === 'list' ? parts.items : [parts];
    const values: (Value | undefined)[] = [];
    for (const part of all) {
      const result =
        typeof part === 'string' ? evaluateTemplate(part, scope) : { known: true as const, value: part };
      if (!result.known && 'error' in result) return { error: result.error };
      values.push(result.known ? result.value : undefined);
    }
    return { items: values.includes(undefined) ? undefined : (values as Value[]) };
  }
  const result = evaluateTemplate(items, scope);
  if (!result.known) return 'error' in result ? { error: result.error } : { items: undefined };
  const { value } = result;
  if (typeof value === 'object' && value !== null && value.kind === 'list')
    return { items: value.items.slice(0, MAX_ITEMS) };
  if (typeof value === 'object' && value !== null && value.kind === 'series') return { items: undefined };
  if (needsList) return { error: msg('the loop over {0} takes a list only', items) };
  return { items: undefined };
}
