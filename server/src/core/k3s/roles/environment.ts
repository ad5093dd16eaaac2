// Who reads the variables of the environment that an inventory gives: the services and the installer of which nodes; what
// the roles put in their place; and what the installer makes of them.
import { ENVIRONMENT_CARRIERS } from '../config/carriers.ts';
import type { InventoryContext } from '../context.ts';
import { doesNot } from './behaviour.ts';
import { runInstallScript } from './installScript.ts';
import { firstServer } from './parts.ts';
import { type RoleFacts, rolesOf } from './releases.ts';

/** The environment of the services, and that of the installer. */
export const [SERVICE_ENVS, INSTALLER_ENVS] = ENVIRONMENT_CARRIERS;

type Role = 'server' | 'agent';

/** The services that the roles start, whatever the installer has made. */
const SERVICES: Readonly<Record<Role, string>> = { server: 'k3s', agent: 'k3s-agent' };

/**
 * What a role gives the installer itself, as expressions: it outranks `extra_install_envs`. Read from
 * roles/k3s_server/tasks/main.yml and roles/k3s_agent/tasks/main.yml of each release.
 */
export function installerSettings(
  { writesConfig, takesInstallEnvs }: RoleFacts,
  role: Role,
  isAirgapped: boolean,
): Readonly<Record<string, string>> {
  const isServer = role === 'server';
  const folder = { INSTALL_K3S_SYSTEMD_DIR: 'systemd_dir' };
  const version = { INSTALL_K3S_VERSION: 'k3s_version' };
  if (writesConfig)
    return {
      INSTALL_K3S_SKIP_DOWNLOAD: 'skip_download',
      INSTALL_K3S_SKIP_START: "'true'",
      ...(!isServer && folder),
      ...version,
      INSTALL_K3S_EXEC: isServer ? 'extra_server_args' : "'agent'",
    };
  const command = isServer ? {} : { INSTALL_K3S_EXEC: "'agent'" };
  return isAirgapped
    ? { INSTALL_K3S_SKIP_ENABLE: "'true'", INSTALL_K3S_SKIP_DOWNLOAD: "'true'", ...command }
    : {
        INSTALL_K3S_SKIP_START: "'true'",
        ...(!isServer && takesInstallEnvs && folder),
        ...version,
        ...command,
      };
}

/**
 * Of some hosts, those on which what `extra_service_envs` or `extra_install_envs` holds reaches K3s or its installer;
 * all of them where nothing proves the contrary. 1.0.0 gives the environment to the first server only, and releases
 * before 1.1.0 give nothing to the installer.
 */
export function hostsReading(
  context: InventoryContext,
  carrier: string,
  hosts: readonly string[],
): readonly string[] {
  if (carrier === INSTALLER_ENVS) return doesNot(context, 'install-envs') ? [] : hosts;
  if (!doesNot(context, 'service-envs-everywhere')) return hosts;
  const first = firstServer(context.model);
  return hosts.filter((host) => host === first);
}

/** Whether the role sets the variable of the installer itself. */
export const isSetByRole = ({ upstream }: InventoryContext, role: Role, name: string): boolean =>
  Object.hasOwn(installerSettings(rolesOf(upstream).facts, role, false), name);

/** Whether the installer, given this variable as well, makes no service that the role finds. */
export function losesService(role: Role, name: string, value: string): boolean {
  const command = role === 'agent' ? 'agent' : '';
  const installed = runInstallScript(
    new Map([
      ['INSTALL_K3S_EXEC', command],
      [name, value],
    ]),
  );
  return 'pattern' in installed || installed.service !== SERVICES[role];
}
