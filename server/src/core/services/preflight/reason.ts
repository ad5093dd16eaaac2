// A reason of the verdict on its way: where it stands in the play, and its text in any language.
import type { Play, PlayedNode } from '../../k3s/roles/play.ts';
import { type RoleTask, tasksOf, titleOf } from '../../k3s/roles/roleTasks.ts';
import type { Message } from '../../text/message.ts';
import { CONNECTING, READING } from './stages.ts';

/** `fails`: surely; `unknown`: what it depends on cannot be known here; `risk`: worth a look, and no obstacle. */
export type ReasonKind = 'fails' | 'unknown' | 'risk';

/** A reason on its way: where it stands in the play, and its text in any language. */
export interface Reason {
  readonly kind: ReasonKind;
  readonly order: number;
  readonly task?: string;
  readonly alternatives?: readonly string[];
  readonly hosts: readonly string[];
  readonly message: Message;
  readonly rule?: string;
  /** What the rule is about. */
  readonly variable?: string;
  /** Nothing defines it: all tasks that read it fail for the one reason. */
  readonly isMissing?: true;
  readonly uri?: string;
  readonly line?: number;
}

/** Where it stands in the play; what no task is known for comes last. */
export function orderOf({ tasks }: Play, title: string): number {
  if (title === READING) return -2;
  if (title === CONNECTING) return -1;
  const index = tasks.findIndex((task) => titleOf(task) === title);
  return index === -1 ? Number.MAX_SAFE_INTEGER : index;
}

/** Whether the play of this release has the task at all; releases name their tasks differently. */
export const isThere = (play: Play, title: string): boolean =>
  orderOf(play, title) !== Number.MAX_SAFE_INTEGER;

/** Whether any node comes to the task, or may. */
export const isReached = ({ hosts }: Play, title: string): boolean =>
  [...hosts.values()].some(({ tasks }) =>
    tasks.some(({ task, state }) => titleOf(task) === title && state !== 'skipped'),
  );

/** The first task that reads the variable; one that only asks for it in a condition, where no other does. */
export function firstUse({ tasks }: Play, name: string, role?: PlayedNode['role']): RoleTask | undefined {
  const own = tasks.filter((task) => role === undefined || isMeantFor(task, role));
  return (
    own.find(({ templates, facts = {}, items = null, vars = {} }) =>
      names(name, [templates, facts, items, vars]),
    ) ?? own.find(({ when }) => names(name, when))
  );
}

const isMeantFor = ({ on }: RoleTask, role: PlayedNode['role']): boolean =>
  on === role || (on !== 'server' && on !== 'agent');

/** Whether no task reads it, and a variable of the roles themselves is made of it. */
export const isInRoleVariables = (play: Play, name: string): boolean =>
  !firstUse(play, name) && names(name, tasksOf(play.facts).vars);

/** The nodes on which the task surely fails, or any task, where it reads the variable. */
export const failingOn = ({ hosts }: Play, title: string | undefined, name: string): readonly string[] =>
  [...hosts].flatMap(([host, { tasks }]) => {
    const last = tasks.at(-1);
    if (last?.state !== 'fails' || (title !== undefined && titleOf(last.task) !== title)) return [];
    const { when, templates, facts = {}, items = null, vars = {} } = last.task;
    return names(name, [when, templates, facts, items, vars]) ? [host] : [];
  });

/** The tasks that read the variable and surely fail on a node, in their order. */
export const failingUses = (play: Play, name: string): readonly string[] =>
  [...new Set(play.tasks.map(titleOf))].filter((title) => failingOn(play, title, name).length > 0);

const names = (name: string, value: unknown): boolean =>
  (JSON.stringify(value) ?? '').split(/\W+/).includes(name);
