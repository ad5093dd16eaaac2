// What a playbook says of its plays: the hosts, the variables it gives them, the roles, and the playbooks it imports.
// Pure: a parsed file in, plays out; nothing is looked up.
// Tried with ansible-core 2.14 and 2.19: what import_playbook gives outranks `vars`, and `vars_files` outrank both.

import { append } from '../../text/append.ts';
import {
  findPair,
  keyText,
  resolveAlias,
  type YamlDocument,
  type YamlMapping,
  type YamlNode,
} from '../../yaml/tree.ts';

/**
 * One play as written. What its tasks do to variables cannot be known without running them: these names are in
 * `perhaps`.
 */
export interface Play {
  readonly kind: 'play';
  /** The names in the pattern, where it consists of names alone. */
  readonly hosts: readonly string[] | undefined;
  readonly roles: readonly string[];
  readonly vars?: YamlMapping;
  /** Of several paths in one item, Ansible takes the first that is there. */
  readonly varsFiles: readonly (readonly string[])[];
  /** Variables that tasks, prompts and parameters of roles may set; from which task on is not known. */
  readonly perhaps: readonly string[];
  /** Files that tasks read variables from. */
  readonly included: readonly string[];
  readonly makesGroups: boolean;
}

/** An `import_playbook`, with the variables it gives to every play of that playbook. */
export interface PlaybookImport {
  readonly kind: 'import';
  /** A path, or the name of a playbook in a collection. */
  readonly target: string;
  readonly vars?: YamlMapping;
}

/** The items of a playbook; `undefined` for a file that is no playbook. */
export function readPlays({ root, problems }: YamlDocument): readonly (Play | PlaybookImport)[] | undefined {
  const list = resolveAlias(root);
  if (list?.kind !== 'sequence' || list.items.length === 0 || problems.some(({ fatal }) => fatal))
    return undefined;
  const items = list.items.map((node) => readItem(resolveAlias(node)));
  return items.includes(undefined) ? undefined : items.filter((item) => item !== undefined);
}

const BUILT_IN = /^ansible\.(?:builtin|legacy)\./;

function readItem(node: YamlNode | undefined): Play | PlaybookImport | undefined {
  if (node?.kind !== 'mapping') return undefined;
  const imported = node.pairs.find((pair) => named(keyText(pair)) === 'import_playbook');
  const vars = mappingAt(node, 'vars');
  if (imported) {
    const target = textOf(imported.value);
    return target === undefined ? undefined : { kind: 'import', target, ...(vars && { vars }) };
  }
  const pattern = findPair(node, 'hosts');
  return pattern && readPlay(node, pattern.value, vars);
}

const named = (key: string | undefined): string => (key ?? '').replace(BUILT_IN, '');

const SECTIONS = ['pre_tasks', 'tasks', 'post_tasks', 'handlers'];

/**
 * Reads a play. Whatever may set variables while it runs only adds names to `perhaps`: when that happens, and with
 * which value, is not known.
 */
function readPlay(node: YamlMapping, pattern: YamlNode | undefined, vars: YamlMapping | undefined): Play {
  const roles = itemsOf(findPair(node, 'roles')?.value).map(readRole);
  const found: TaskFindings = { roles: [], perhaps: [], included: [], makesGroups: false };
  for (const section of SECTIONS) readTasks(findPair(node, section)?.value, found, 0);
  const prompts = itemsOf(findPair(node, 'vars_prompt')?.value).flatMap((item) => {
    const prompt = resolveAlias(item);
    return prompt?.kind === 'mapping' ? (textOf(findPair(prompt, 'name')?.value) ?? []) : [];
  });
  return {
    kind: 'play',
    hosts: readPattern(pattern),
    roles: [...roles.map(({ name }) => name), ...found.roles],
    ...(vars && { vars }),
    varsFiles: itemsOf(findPair(node, 'vars_files')?.value).map((item) => itemsOf(item).flatMap(textsOf)),
    perhaps: [...prompts, ...roles.flatMap(({ given }) => given), ...found.perhaps],
    included: found.included,
    makesGroups: found.makesGroups,
  };
}

/** One value stands for a list of one. */
function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  const value = resolveAlias(node);
  if (value?.kind === 'sequence') return value.items;
  return value && value.kind === 'scalar' && value.type !== 'null' ? [value] : [];
}

const textsOf = (node: YamlNode): readonly string[] => [textOf(node) ?? []].flat();

function textOf(node: YamlNode | undefined): string | undefined {
  const value = resolveAlias(node);
  return value?.kind === 'scalar' && value.type !== 'null' ? value.text.trim() : undefined;
}

function mappingAt(node: YamlMapping, key: string): YamlMapping | undefined {
  const value = resolveAlias(findPair(node, key)?.value);
  return value?.kind === 'mapping' ? value : undefined;
}

const namesIn = (mapping: YamlMapping | undefined): readonly string[] =>
  mapping?.pairs.flatMap((pair) => keyText(pair) ?? []) ?? [];

function readPattern(node: YamlNode | undefined): readonly string[] | undefined {
  const parts = itemsOf(node).flatMap((item) => (textOf(item) ?? '{{').split(/[,:]/));
  const names = parts.map((part) => part.trim()).filter((part) => part !== '');
  return names.every((name) => /^[\w.-]+$/.test(name)) ? names : undefined;
}

/** The keywords of a role's entry; every other key is a parameter. */
const OF_ROLES =
  /^(?:role|name|vars|when|tags|become\w*|delegate_\w+|environment|any_errors_fatal|collections|connection|debugger|diff|check_mode|ignore_\w+|module_defaults|no_log|port|remote_user|run_once|throttle|timeout)$/;

function readRole(node: YamlNode): { readonly name: string; readonly given: readonly string[] } {
  const entry = resolveAlias(node);
  if (entry?.kind !== 'mapping') return { name: textOf(entry) ?? '', given: [] };
  const name = textOf(findPair(entry, 'role')?.value ?? findPair(entry, 'name')?.value) ?? '';
  const parameters = namesIn(entry).filter((key) => !OF_ROLES.test(key));
  return { name, given: [...namesIn(mappingAt(entry, 'vars')), ...parameters] };
}

interface TaskFindings {
  readonly roles: string[];
  readonly perhaps: string[];
  readonly included: string[];
  makesGroups: boolean;
}

/** Deeper blocks are not read. */
const MAX_DEPTH = 8;

function readTasks(node: YamlNode | undefined, found: TaskFindings, depth: number): void {
  if (depth > MAX_DEPTH) return;
  for (const item of itemsOf(node)) {
    const task = resolveAlias(item);
    if (task?.kind === 'mapping') readTask(task, found, depth);
  }
}

/**
 * Notes what a task does to roles, variables and groups. All keys are looked at, because the module's name is one
 * among the task's keywords.
 */
function readTask(task: YamlMapping, found: TaskFindings, depth: number): void {
  for (const pair of task.pairs) {
    const value = resolveAlias(pair.value);
    const of = (key: string): string | undefined =>
      value?.kind === 'mapping' ? textOf(findPair(value, key)?.value) : undefined;
    switch (named(keyText(pair))) {
      case 'block':
      case 'rescue':
      case 'always':
        readTasks(value, found, depth + 1);
        break;
      case 'include_role':
      case 'import_role':
        found.roles.push(of('name') ?? argumentOf(textOf(value), 'name'));
        append(found.perhaps, namesIn(mappingAt(task, 'vars')));
        break;
      case 'set_fact':
        append(found.perhaps, value?.kind === 'mapping' ? namesIn(value) : wordsBefore(textOf(value)));
        break;
      case 'include_vars':
        found.included.push(of('file') ?? of('dir') ?? argumentOf(textOf(value), 'file'));
        break;
      case 'add_host':
      case 'group_by':
        found.makesGroups = true;
        break;
      default:
    }
  }
}

/** Of `key=value key=value`; a text without the key is the value itself. */
const argumentOf = (text = '', key: string): string =>
  [...text.matchAll(/(?:^|\s)(\w+)=(\S+)/g)].find(([, name]) => name === key)?.[2] ?? text;

const wordsBefore = (text = ''): readonly string[] =>
  [...text.matchAll(/(?:^|\s)(\w+)=/g)].map((match) => match[1] ?? '');
