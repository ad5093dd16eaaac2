// The tasks of site.yml of each k3s-ansible in order, as `scripts/roleTasks.mjs` has extracted them from the releases.

import file from '../../../../../schemas/k3s-ansible.tasks.json' with { type: 'json' };
import { once } from '../../text/once.ts';
import { ownValue } from '../../text/ownValue.ts';

/** A value in a YAML file. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** One task, as its file has it: expressions are not evaluated. */
export interface RoleTask {
  readonly role: string;
  readonly name: string;
  /** The group of the play. */
  readonly on: string;
  /** Conditions; those of enclosing blocks first. */
  readonly when: readonly string[];
  readonly vars?: Readonly<Record<string, Plain>>;
  /** What it loops over. */
  readonly items?: Plain;
  /** `loop` accepts nothing but a list. */
  readonly needsList?: boolean;
  /** The templates in its arguments. */
  readonly templates: readonly string[];
  /** Variables that it sets. */
  readonly facts?: Readonly<Record<string, Plain>>;
  readonly registers?: string;
  readonly ignoresErrors?: boolean;
}

/** The tasks of one release. */
export interface ReleaseTasks {
  /** In their order. */
  readonly tasks: readonly RoleTask[];
  /** Variables of the roles, which outrank those of the inventory. */
  readonly vars: Readonly<Record<string, Readonly<Record<string, Plain>>>>;
}

interface TasksFile {
  readonly tasks: readonly RoleTask[];
  readonly releases: Readonly<
    Record<string, { readonly vars: ReleaseTasks['vars']; readonly tasks: readonly number[] }>
  >;
}

const data = once(() => file as unknown as TasksFile);

/** All that are known, the oldest first. */
export const releases = once((): readonly string[] => Object.keys(data().releases));

/**
 * The tasks of a release. The data holds each task once and a list of numbers for each release, because most tasks
 * are the same in all of them.
 */
export function tasksOf({ release }: { readonly release: string }): ReleaseTasks {
  const { tasks, releases } = data();
  const found = ownValue(releases, release);
  return { vars: found?.vars ?? {}, tasks: (found?.tasks ?? []).flatMap((index) => tasks[index] ?? []) };
}

/** As Ansible prints it. */
export const titleOf = ({ role, name }: RoleTask): string => `${role} : ${name}`;
