// What the role of the servers writes. Read from roles/k3s_server/tasks/main.yml of each release.
import type { Value } from '../../jinja/evaluate.ts';
import { msg } from '../../text/message.ts';
import { hostsAt } from '../addresses/hostAddress.ts';
import { installerSettings } from './environment.ts';
import { foundUnit, type UnitTemplate } from './foundUnit.ts';
import { MASK } from './maskText.ts';
import type { Node } from './node.ts';
import {
  addToEnvironment,
  CONFIG,
  copyVariable,
  endpoint,
  hasSeveralServers,
  install,
  isAirgapped,
  isFirstServer,
  isNamedFirst,
  joinFlag,
  madeToken,
  skipsDownload,
  tokenArgument,
  tokenOfFirst,
  unitPath,
  usesDatabase,
  writeYaml,
} from './steps.ts';

/** Runs the role on one node, by the way of its release; see `runAgentRole`. */
export function runServerRole(node: Node): void {
  if (node.facts.writesConfig) runConfigRole(node);
  else runUnitRole(node);
}

/** Since 1.2.0 */
function runConfigRole(node: Node): void {
  const installed = install(node, {
    ...installerSettings(node.facts, 'server', isAirgapped(node)),
    INSTALL_K3S_SKIP_DOWNLOAD: skipsDownload(node),
  });
  if (installed) addToEnvironment(node, 'k3s');
  writeConfig(node);
}

function writeConfig(node: Node): void {
  const config = new Map<string, Value>();
  const made = (key: string, make: () => Value): unknown => config.set(key, node.made(CONFIG, key, make));
  addToken(node, config);
  if (needsTlsSan(node)) made('tls-san', () => variableValue(node, 'api_endpoint'));
  const isOne = !hasSeveralServers(node) || usesDatabase(node);
  if (!isOne && isFirstServer(node)) made('cluster-init', () => hasSeveralServers(node));
  if (!isOne && !isNamedFirst(node)) {
    made('server', () => node.text(CONFIG, `'https://' ~ (${endpoint(node)}) ~ ':' ~ api_port`));
    noteOwnEndpoint(node);
  }
  if (node.isDefined('server_config_yaml')) mergeOwn(node, config);
  else writeYaml(node, CONFIG, { kind: 'dict', entries: config });
}

/** Several clusters in one inventory: to the roles there is one first server only. */
function noteOwnEndpoint(node: Node): void {
  const known = node.evaluate('{{ api_endpoint }}');
  const address = 'value' in known && typeof known.value === 'string' ? known.value : undefined;
  if (address !== undefined && hostsAt(node.model, address).has(node.host))
    node.gap(
      'role',
      msg('the node is to join through {0}, its own address: in a new cluster it waits for itself', address),
    );
}

/**
 * Merges the user's `server_config_yaml` over what the role sets, as its `combine` does. A text that is known in part
 * is merged with signs for the rest; one that cannot be read at all is noted as a gap.
 */
function mergeOwn(node: Node, config: ReadonlyMap<string, Value>): void {
  const { value: known, reads } = node.scope.traced(() =>
    node.evaluate('{{ server_config_yaml | from_yaml }}'),
  );
  const filled = 'reason' in known && !known.fails ? node.filled('server_config_yaml') : undefined;
  const read = filled ? node.scope.fromYaml(filled.text) : 'value' in known ? known.value : undefined;
  const own = read === undefined ? undefined : entriesIn(read);
  if (own) {
    node.note(CONFIG, ...own.map(([part]) => ({ part, reads })));
    writeYaml(node, CONFIG, { kind: 'dict', entries: new Map([...config, ...own]) });
    const { content, mode } = node.files.get(CONFIG) ?? {};
    if (filled && content !== undefined && mode !== undefined)
      node.write(
        CONFIG,
        filled.restore(content, (reason) => node.gap(CONFIG, reason)),
        mode,
      );
    return;
  }
  const reason =
    'reason' in known ? known.reason : msg('server_config_yaml is no mapping, and the task fails');
  const rest = 'value' in known && known.value === MASK ? MASK : node.gap(CONFIG, reason);
  writeYaml(node, CONFIG, { kind: 'dict', entries: config });
  const made = node.files.get(CONFIG)?.content ?? '';
  node.note(CONFIG, { text: rest, reads });
  node.write(CONFIG, `${config.size > 0 ? made : ''}${rest}\n`, '0644');
}

/** The mappings that `combine` accepts: one, none, or a list of them. */
function entriesIn(value: Value): readonly (readonly [string, Value])[] | undefined {
  if (value === null) return [];
  if (typeof value !== 'object') return undefined;
  if (value.kind === 'dict') return [...value.entries];
  if (value.kind !== 'list') return undefined;
  const parts = value.items.map(entriesIn);
  return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
}

function addToken(node: Node, config: Map<string, Value>): void {
  if (node.isDefined('token')) {
    config.set(
      'token',
      node.made(CONFIG, 'token', () => variableValue(node, 'token')),
    );
    if (node.model.core.ciphertext !== 'decrypted' && node.scope.isVaulted('token'))
      node.gap(CONFIG, msg('the token is written still encrypted: K3s gets the text of the vault'));
  } else if (hasSeveralServers(node) && !isFirstServer(node))
    config.set('token', node.gap(CONFIG, madeToken(node)));
}

function variableValue(node: Node, name: string): Value {
  const known = node.evaluate(`{{ ${name} }}`);
  return 'value' in known ? known.value : node.unknownPart(CONFIG, known);
}

const IN_CONFIG =
  "server_config_yaml is defined and server_config_yaml | regex_search('tls-san:.*' + api_endpoint | regex_escape(), ignorecase=True)";
const IN_ARGUMENTS =
  "extra_server_args | regex_search('--tls-san[=\\\\s]+' + api_endpoint | regex_escape(), ignorecase=True)";

function needsTlsSan(node: Node): boolean {
  if (!node.facts.addsTlsSan || !node.isDefined('api_endpoint')) return false;
  const isThere = node.holds(
    CONFIG,
    `(true if (${IN_CONFIG}) else false) or (true if (${IN_ARGUMENTS}) else false)`,
  );
  if (isThere) return false;
  const address = node.text(CONFIG, 'api_endpoint');
  // `ansible_hostname` has no domain.
  if (/[.:<]/.test(address) || address !== node.host) return true;
  node.gap(CONFIG, msg('whether the endpoint is the name of the machine itself is known when the play runs'));
  return false;
}

/** Until 1.1.1 */
function runUnitRole(node: Node): void {
  const installed = install(node, installerSettings(node.facts, 'server', isAirgapped(node)));
  copyVariable(node, 'server_config_yaml', CONFIG);
  if (!installed) return;
  addToEnvironment(node, 'k3s', () => tokenOfUnit(node));
  const path = unitPath(node, 'k3s');
  // What the installer has made of it is written over.
  node.origins.delete(path);
  const usual = node.facts.writesLines ? serverUnit(node, path) : oldServerUnit(node, path);
  node.write(path, foundUnit(node, path, usual, templateOf(node)), '0644');
}

/** Until 1.0.1 there was one for each part that a server plays; then one that is told. */
function templateOf(node: Node): UnitTemplate {
  const isAlone = !hasSeveralServers(node) || usesDatabase(node);
  const isFirst = isFirstServer(node);
  const own = isAlone ? 'single' : isFirst ? 'cluster-init' : 'ha';
  const san = needsTlsSan(node) ? `--tls-san=${node.text(CONFIG, 'api_endpoint')}` : undefined;
  return {
    names: [`k3s-${own}.service.j2`, 'k3s.service.j2'],
    locals: new Map<string, Value>([
      ['cluster_init', isFirst && !isAlone],
      ['join', !isFirst && !usesDatabase(node)],
      ...(san === undefined ? [] : [['opt_tls_san', san] as const]),
    ]),
  };
}

function tokenOfUnit(node: Node): string | undefined {
  const isFirst = isFirstServer(node);
  if (node.facts.passesToken || (isFirst && !node.isDefined('token'))) return undefined;
  return isFirst ? node.text('token', 'token') : tokenOfFirst(node);
}

/**
 * The unit as the template of the releases before 1.2.0 writes it, its odd spaces included: previews are compared
 * with recorded runs byte by byte.
 */
function serverUnit(node: Node, path: string): string {
  const isJoining = !isFirstServer(node) && !usesDatabase(node);
  const starts = isFirstServer(node) && hasSeveralServers(node) && !usesDatabase(node);
  const where = 'k3s.service';
  const made = (make: () => string): string => node.made(path, undefined, make);
  const join = isJoining ? `${made(() => joinFlag(node, where))} ` : '';
  if (isJoining) noteOwnEndpoint(node);
  const san = needsTlsSan(node) ? made(() => `--tls-san=${node.text(where, 'api_endpoint')}`) : '';
  const folder = made(() => node.text(where, 'k3s_server_location'));
  const end = node.facts.hasBlankBehind ? ' \n' : '\n';
  return [
    `ExecStart=/usr/local/bin/k3s server --data-dir ${folder} ${starts ? '--cluster-init ' : ''} \\`,
    `    ${join} \\`,
    `    ${san} \\`,
    `    ${made(() => node.part(where, 'extra_server_args'))}${end}`,
  ].join('\n');
}

function oldServerUnit(node: Node, path: string): string {
  const where = 'k3s.service';
  const made = (make: () => string): string => node.made(path, undefined, make);
  const isAlone = !hasSeveralServers(node) || usesDatabase(node);
  const isFirst = isFirstServer(node);
  const folder = `--data-dir ${made(() => node.text(where, 'k3s_server_location'))}`;
  const args = `${tokenArgument(node, path)}${made(() => node.part(where, 'extra_server_args'))}`;
  const start = isFirst && !isAlone ? '--cluster-init ' : '';
  const join = isFirst || isAlone ? '' : `${made(() => joinFlag(node, where))} `;
  if (join !== '') noteOwnEndpoint(node);
  return `ExecStart=/usr/local/bin/k3s server ${start}${folder} ${join}${args} \n`;
}
