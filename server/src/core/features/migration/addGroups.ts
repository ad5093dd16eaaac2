// The groups that the plays of k3s-ansible are for, where an inventory has none of them: the cluster above the groups
// of its nodes, and servers and agents where a variable of each host distinguishes them.
import { literalOf } from '../../ansible/model/definitions.ts';
import type { VariableDefinition } from '../../ansible/model/model.ts';
import { definitionLookup } from '../../ansible/model/queries.ts';
import { appendLines } from '../../edits/appendLines.ts';
import { CLUSTER_GROUP } from '../../k3s/clusterGroups.ts';
import { booleanMeant } from '../../text/booleanText.ts';
import { msg } from '../../text/message.ts';
import { type Draft, edit, type NewNames } from './draft.ts';

type NewGroups = ReadonlyMap<string, readonly string[]>;

/** Appends to the first inventory file; where its form does not allow that, leaves a note. */
export function addGroups(draft: Draft, { groups }: NewNames): void {
  const { context, dialect, notes } = draft;
  const { model } = context;
  const added = dialect.serverSwitch === undefined ? new Map() : groupsOfSwitch(draft, dialect.serverSwitch);
  const nodes = ['server', 'agent'].filter(
    (name) => added.has(name) || model.groups.has(name) || [...groups.values()].includes(name),
  );
  const hasCluster = model.groups.has(CLUSTER_GROUP) || [...groups.values()].includes(CLUSTER_GROUP);
  const children = hasCluster ? [] : nodes;
  if (added.size === 0 && children.length === 0) return;
  const file = [...context.files.values()].find(({ role }) => role === 'inventory');
  const lines = file?.document ? yamlLines(added, children) : iniLines(added, children);
  const made = file && appendLines(file, lines);
  if (file && made) edit(draft, file.source.uri, [made]);
  else
    notes.push({
      kind: 'by-hand',
      message: msg(
        'Add the groups {0} by hand.',
        [...added.keys(), ...(hasCluster ? [] : [CLUSTER_GROUP])].join(', '),
      ),
    });
}

/** Of the hosts with variables of the project, those with the switch are servers; nothing where that is not known. */
function groupsOfSwitch({ context: { model }, variables, notes }: Draft, name: string): NewGroups {
  const own = variables.map((variable) => definitionLookup(model, variable.name));
  const hosts = [...model.hosts.keys()].filter((host) => own.some((find) => find(host) !== undefined));
  const definitionOf = definitionLookup(model, name);
  const switches = hosts.map((host) => switchOf(definitionOf(host)));
  const isTaken = ['server', 'agent'].some((group) => model.groups.has(group) || model.hosts.has(group));
  const servers = hosts.filter((_, index) => switches[index] === true);
  if (isTaken || servers.length === 0 || switches.includes('unknown')) {
    notes.push({
      kind: 'by-hand',
      message: msg(
        '{0} does not tell which hosts are servers: put them into the groups server and agent by hand.',
        name,
      ),
    });
    return new Map();
  }
  const agents = hosts.filter((_, index) => switches[index] !== true);
  const found: [string, readonly string[]][] = [['server', servers]];
  if (agents.length > 0) found.push(['agent', agents]);
  return new Map(found);
}

function switchOf(definition: VariableDefinition | undefined): boolean | 'unknown' {
  if (!definition) return false;
  const text = literalOf(definition)?.text;
  return text === undefined ? 'unknown' : booleanMeant(text) === true;
}

const yamlLines = (groups: NewGroups, children: readonly string[]): readonly string[] => [
  ...[...groups].flatMap(([name, hosts]) => [
    `${name}:`,
    '  hosts:',
    ...hosts.map((host) => `    ${yamlKey(host)}:`),
  ]),
  ...(children.length > 0
    ? [`${CLUSTER_GROUP}:`, '  children:', ...children.map((name) => `    ${name}:`)]
    : []),
];

/** An address of IPv6 has colons, and some names are numbers to YAML; quotes never do harm. */
const yamlKey = (host: string): string => (/^[A-Za-z][\w.-]*$/.test(host) ? host : `"${host}"`);

const iniLines = (groups: NewGroups, children: readonly string[]): readonly string[] => [
  ...[...groups].flatMap(([name, hosts]) => ['', `[${name}]`, ...hosts]),
  ...(children.length > 0 ? ['', `[${CLUSTER_GROUP}:children]`, ...children] : []),
];
