// What the role of the agents writes. Read from roles/k3s_agent/tasks/main.yml of each release.
import { installerSettings } from './environment.ts';
import { foundUnit } from './foundUnit.ts';
import { INSTALLER, type Node } from './node.ts';
import {
  addToEnvironment,
  CONFIG,
  copyVariable,
  endpoint,
  install,
  isAirgapped,
  joinFlag,
  madeToken,
  skipsDownload,
  tokenArgument,
  tokenOfFirst,
  unitPath,
} from './steps.ts';

/**
 * Runs the role on one node, by the way of its release: since 1.2.0 it writes config.yaml and the installer the unit;
 * before, the role wrote the unit itself.
 */
export function runAgentRole(node: Node): void {
  if (node.facts.writesConfig) runConfigRole(node);
  else runUnitRole(node);
}

/** Since 1.2.0 */
function runConfigRole(node: Node): void {
  const installed = install(node, {
    ...installerSettings(node.facts, 'agent', isAirgapped(node)),
    INSTALL_K3S_SKIP_DOWNLOAD: skipsDownload(node),
    INSTALL_K3S_EXEC: () => execOf(node),
  });
  copyVariable(node, 'agent_config_yaml', CONFIG);
  if (!installed) return;
  addToEnvironment(node, 'k3s-agent', () =>
    node.isDefined('token') ? node.text('token', 'token') : node.gap('token', madeToken(node)),
  );
}

function execOf(node: Node): string {
  const where = 'installer INSTALL_K3S_EXEC';
  const [address, port, args] = [endpoint(node), 'api_port', 'extra_agent_args'].map((one) =>
    node.made(INSTALLER, 'INSTALL_K3S_EXEC', () => node.part(where, one)),
  );
  return `agent --server https://${address}:${port} ${args}`;
}

/** Until 1.1.1 */
function runUnitRole(node: Node): void {
  const installed = install(node, installerSettings(node.facts, 'agent', isAirgapped(node)));
  copyVariable(node, 'agent_config_yaml', CONFIG);
  if (!installed) return;
  addToEnvironment(node, 'k3s-agent', () => (node.facts.passesToken ? undefined : tokenOfFirst(node)));
  const path = unitPath(node, 'k3s-agent');
  // What the installer has made of it is written over.
  node.origins.delete(path);
  const template = { names: ['k3s-agent.service.j2'], locals: new Map() };
  node.write(path, foundUnit(node, path, agentUnit(node, path), template), '0644');
}

function agentUnit(node: Node, path: string): string {
  const where = 'k3s-agent.service';
  const made = (make: () => string): string => node.made(path, undefined, make);
  const server = made(() => joinFlag(node, where));
  const args = `${tokenArgument(node, path)}${made(() => node.part(where, 'extra_agent_args'))}`;
  return node.facts.writesLines
    ? `ExecStart=/usr/local/bin/k3s \\\n    agent \\\n    ${server} \\\n    ${args}\n`
    : `ExecStart=/usr/local/bin/k3s agent --data-dir ${made(() => node.text(where, 'k3s_server_location'))} ${server} ${args}\n`;
}
