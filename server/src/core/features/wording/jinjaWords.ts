// The words of Jinja and of Ansible that are the same in every inventory.
import { type Message, msg } from '../../text/message.ts';

/** Variables that Ansible sets itself. */
export const MAGIC_VARIABLES: ReadonlyMap<string, Message> = new Map([
  ['inventory_hostname', msg('The name of this host in the inventory.')],
  ['inventory_hostname_short', msg('The name of this host up to its first dot.')],
  ['groups', msg('All groups, each with the list of its hosts: `groups["server"]`.')],
  ['group_names', msg('The groups of this host, in the order of the alphabet, without `all`.')],
  ['hostvars', msg('The variables of every host: `hostvars["name"].ansible_host`.')],
  ['inventory_dir', msg('The folder of the inventory that names this host.')],
  ['inventory_file', msg('The inventory file that names this host.')],
  ['playbook_dir', msg('The folder of the playbook.')],
  ['ansible_facts', msg('What Ansible finds out about this host when a play starts.')],
  ['ansible_play_hosts', msg('The hosts of this play that have not failed.')],
  ['ansible_check_mode', msg('Whether Ansible only looks at what it would change.')],
  ['ansible_version', msg('The version of Ansible, in parts: `full`, `major`, `minor`, `revision`.')],
  ['omit', msg('As a value of a module’s option: as if the option were not written.')],
]);

/** A function that Ansible gives to templates, with its parameters as Python writes them. */
export interface JinjaFunction {
  readonly name: string;
  readonly parameters: string;
  readonly about: Message;
}

/** For completion and signature help. */
export const FUNCTIONS: readonly JinjaFunction[] = [
  {
    name: 'lookup',
    parameters: 'plugin, *terms',
    about: msg(
      'Asks a lookup plugin on the machine that runs Ansible, for instance `env` or `file`; a text.',
    ),
  },
  {
    name: 'query',
    parameters: 'plugin, *terms',
    about: msg('Asks a lookup plugin on the machine that runs Ansible; a list.'),
  },
  {
    name: 'range',
    parameters: 'start, stop, step=1',
    about: msg('Whole numbers from start up to, not including, stop.'),
  },
  { name: 'dict', parameters: '**items', about: msg('A mapping of the given names and values.') },
  {
    name: 'namespace',
    parameters: '**items',
    about: msg('An object whose attributes `set` can change inside a loop.'),
  },
  { name: 'now', parameters: 'utc=false, fmt=none', about: msg('The current time.') },
];

/** As Ansible writes them; Jinja2 also takes them capitalised. */
export const CONSTANTS: readonly string[] = ['true', 'false', 'none'];

/** Operators that are words. */
export const OPERATORS: readonly string[] = ['if', 'else', 'is', 'is not', 'in', 'not in', 'and', 'or'];

/** The attributes of `loop`. */
export const LOOP_ATTRIBUTES: readonly string[] = [
  'index',
  'index0',
  'revindex',
  'revindex0',
  'first',
  'last',
  'length',
  'previtem',
  'nextitem',
  'depth',
  'cycle',
  'changed',
];

/** Statements by their keyword, with what usually follows; `$1` is the first gap. */
export const STATEMENTS: ReadonlyMap<string, string> = new Map([
  ['if', 'if ${1:condition}'],
  ['for', 'for ${1:item} in ${2:list}'],
  ['set', 'set ${1:name} = ${2:value}'],
  ['with', 'with ${1:name} = ${2:value}'],
  ['macro', 'macro ${1:name}($2)'],
  ['filter', 'filter ${1:name}'],
  ['raw', 'raw'],
]);

/** Keywords that may stand between the first and the last tag of a statement. */
export const INNER_TAGS: Readonly<Record<string, readonly string[]>> = {
  if: ['else', 'elif'],
  for: ['else'],
};
