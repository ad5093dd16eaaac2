// Steps that the roles of servers and agents share: the run of the installer, the service's environment file, which
// server is the first, and where the token comes from.
import { niceYaml } from '../../ansible/print/niceYaml.ts';
import { printJson, type Value } from '../../jinja/evaluate.ts';
import { type Message, msg } from '../../text/message.ts';
import { withoutEndSlashes } from '../../text/withoutEndSlashes.ts';
import { EXTERNAL_DATABASE, KEEPS_ETCD } from './database.ts';
import { type Installed, runInstallScript } from './installScript.ts';
import { INSTALLER, type Node } from './node.ts';
import { HAS_SEVERAL, IS_FIRST, IS_NAMED_FIRST } from './parts.ts';

/** Where K3s reads its configuration unless `--config` names another file; the roles write it there. */
export const CONFIG = '/etc/rancher/k3s/config.yaml';

/** The roles' own settings of the installer, which outrank those of `extra_install_envs`. */
export function install(
  node: Node,
  own: Readonly<Record<string, string | (() => string)>>,
): Installed | undefined {
  const environment = new Map<string, string>();
  if (node.facts.takesInstallEnvs) addInstallEnvs(node, environment);
  for (const [name, expression] of Object.entries(own)) {
    // What it says now is all that counts.
    const others = (node.origins.get(INSTALLER) ?? []).filter(({ part }) => part !== name);
    node.origins.set(INSTALLER, others);
    environment.set(
      name,
      typeof expression === 'string'
        ? node.made(INSTALLER, name, () => node.text(`installer ${name}`, expression))
        : expression(),
    );
  }
  node.installer = {
    exec: environment.get('INSTALL_K3S_EXEC') ?? '',
    version: environment.get('INSTALL_K3S_VERSION') ?? '',
    environment: Object.fromEntries(environment),
  };
  const installed = runInstallScript(environment);
  if ('pattern' in installed) {
    node.gap('installer', installed);
    node.refusal = installed;
    return undefined;
  }
  const path = `${installed.unitFolder}/${installed.service}.service`;
  const origins = node.origins.get(INSTALLER) ?? [];
  node.note(`${path}.env`, ...origins);
  node.note(path, ...origins.filter(({ part }) => part === EXEC).map(({ part: _, ...origin }) => origin));
  node.write(`${path}.env`, installed.environment, '0600');
  node.write(path, installed.unit, '0644');
  return installed;
}

const EXEC = 'INSTALL_K3S_EXEC';

/** The path of a unit, in the folder that `systemd_dir` names. */
export const unitPath = (node: Node, service: string): string =>
  `${withoutEndSlashes(node.text('systemd_dir', 'systemd_dir'))}/${service}.service`;

function addInstallEnvs(node: Node, environment: Map<string, string>): void {
  const { value: known, reads } = node.scope.traced(() => node.evaluate('{{ extra_install_envs }}'));
  if ('reason' in known) {
    node.gap('installer', known.reason);
    return;
  }
  const { value } = known;
  if (typeof value !== 'object' || value === null || value.kind !== 'dict') {
    node.gap('installer', msg('extra_install_envs is no mapping, and the task fails'));
    return;
  }
  node.note(INSTALLER, ...[...value.entries.keys()].map((part) => ({ part, reads })));
  for (const [name, item] of value.entries) environment.set(name, itemText(node, `installer ${name}`, item));
}

/** An item of a loop, as a task inserts it into a text. */
const itemText = (node: Node, where: string, item: Value): string =>
  typeof item === 'string' ? item : node.text(where, 'item', new Map([['item', item]]));

/** Lines that tasks add to the service's environment file, each once; the token of an earlier run is removed. */
export function addToEnvironment(
  node: Node,
  service: string,
  makeToken: () => string | undefined = () => undefined,
): void {
  const path = `${unitPath(node, service)}.env`;
  const token = node.made(path, 'K3S_TOKEN', makeToken);
  const written = node.files.get(path);
  const lines = (written?.content ?? '').split('\n').slice(0, -1);
  const takes = node.facts.takesServiceEnvs || (service === 'k3s' && isFirstServer(node));
  if (takes && node.isDefined('extra_service_envs')) addOnce(lines, serviceLines(node, path));
  const kept = lines.filter((line) => !line.startsWith('K3S_TOKEN=') || line === `K3S_TOKEN=${token ?? ''}`);
  if (token !== undefined) addOnce(kept, [`K3S_TOKEN=${token}`]);
  if (written) node.write(path, kept.map((line) => `${line}\n`).join(''), written.mode);
  else if (kept.length > 0)
    node.gap(path, msg('the install script has made no such file, and a task that adds a line to it fails'));
}

function addOnce(lines: string[], more: readonly string[]): void {
  for (const line of more) if (!lines.includes(line)) lines.push(line);
}

function serviceLines(node: Node, path: string): readonly string[] {
  const { value: known, reads } = node.scope.traced(() => node.evaluate('{{ extra_service_envs }}'));
  if ('reason' in known) return [node.unknownPart(path, known)];
  const { value } = known;
  const isOldText = typeof value === 'string' && !node.facts.writesConfig;
  const items = isOldText ? [value] : itemsOf(value);
  if (!items) return [node.gap(path, msg('extra_service_envs is no list, and the task fails'))];
  const lines = items.map((item) => itemText(node, path, item));
  node.note(path, ...lines.map((part) => ({ part, reads })));
  return lines;
}

const itemsOf = (value: Value): readonly Value[] | undefined =>
  typeof value === 'object' && value !== null && value.kind === 'list' ? value.items : undefined;

/** A text as `copy` writes it; data as JSON. */
export function copyVariable(node: Node, name: string, path: string): void {
  if (!node.isDefined(name)) return;
  const known = node.made(path, undefined, () => node.evaluate(`{{ ${name} }}`));
  const filled = 'reason' in known && !known.fails ? node.filled(name) : undefined;
  const content = filled
    ? filled.restore(filled.text, (reason) => node.gap(path, reason))
    : 'reason' in known
      ? node.unknownPart(path, known)
      : typeof known.value === 'string'
        ? known.value
        : printJson(known.value);
  node.write(path, content, '0644');
}

const MANIFESTS = '/var/lib/rancher/k3s/server/manifests';

/** Manifests are copied to every node, agents included. */
export function copyManifests(node: Node): void {
  if (!node.isDefined('extra_manifests')) return;
  const { value: known, reads } = node.scope.traced(() => node.evaluate('{{ extra_manifests }}'));
  const items = 'value' in known ? itemsOf(known.value) : undefined;
  if (!items)
    node.gap(
      MANIFESTS,
      'reason' in known ? known.reason : msg('extra_manifests is no list, and the task fails'),
    );
  for (const item of items ?? []) {
    const source = itemText(node, MANIFESTS, item);
    const path = `${MANIFESTS}/${source.split('/').at(-1) ?? ''}`;
    node.note(path, { part: source, reads });
    node.write(path, node.gap(path, msg('a copy of {0}', source)), '0600');
  }
}

/** Writes a value as the filter `to_nice_yaml` does. */
export function writeYaml(node: Node, path: string, value: Value): void {
  node.write(path, niceYaml(value) ?? node.gap(path, msg('it is not plain data')), '0644');
}

/** Whether the node is the one that starts the cluster, by the roles' own condition. */
export const isFirstServer = (node: Node): boolean => node.holds('first server', IS_FIRST);

/** The same by its name in the inventory. */
export const isNamedFirst = (node: Node): boolean => node.holds('first server', IS_NAMED_FIRST);

/** Whether the first server starts a cluster of etcd. */
export const hasSeveralServers = (node: Node): boolean => node.holds('servers', HAS_SEVERAL);

/** Whether the data is kept outside of etcd; where that is unknown, it is not. */
export const usesDatabase = (node: Node): boolean => !node.holds(EXTERNAL_DATABASE, KEEPS_ETCD, true);

/** The address in a URL. */
export const endpoint = (node: Node): string =>
  node.facts.wrapsAddress ? 'api_endpoint | ansible.utils.ipwrap' : 'api_endpoint';

/** A file that cannot be read may define the folder, and hardly ever does. */
export const isAirgapped = (node: Node): boolean => node.holds('airgap_dir', 'airgap_dir is defined');

/** The node is considered new: nothing is on it but what the airgap role has copied. */
export function skipsDownload(node: Node): string {
  if (isAirgapped(node)) return "'true'";
  // Before ansible-core 2.19, set_fact makes a boolean of the text.
  return node.scope.dialect === 'tagged' ? "'false'" : "'False'";
}

/** What stands for a token that is not defined. */
export const madeToken = ({ facts }: Node): Message =>
  facts.losesMadeToken
    ? msg('without a token, the task stops at an undefined variable')
    : msg('the token that the first server makes up');

/** All other nodes use the token of the first server. */
export function tokenOfFirst(node: Node): string {
  const isGiven = node.holds('token', "hostvars[groups[server_group][0]]['token'] is defined", true);
  return isGiven
    ? node.text('token', "hostvars[groups[server_group][0]]['token']")
    : node.gap('token', madeToken(node));
}

/** Where a joining node finds the cluster; written literally until 1.1.1. */
export const joinFlag = (node: Node, where: string): string =>
  `--server https://${node.text(where, 'api_endpoint')}:${node.text(where, 'api_port')}`;

/** The token in the command itself, with a blank behind it; nothing since September 2024. */
export const tokenArgument = (node: Node, path: string): string =>
  node.facts.passesToken ? `--token ${node.made(path, undefined, () => node.text('token', 'token'))} ` : '';
