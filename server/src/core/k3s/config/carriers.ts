// The variables through which k3s-ansible hands settings to K3s. The one list of them.
import type { Scope } from './flags.ts';

/** By who reads them: the configuration, then the arguments, which overrule it. */
export const CARRIERS = {
  server: ['server_config_yaml', 'extra_server_args'],
  agent: ['agent_config_yaml', 'extra_agent_args'],
} as const;

/** The environment of the service and of the installer, which K3s reads settings from, too. */
export const ENVIRONMENT_CARRIERS = ['extra_service_envs', 'extra_install_envs'] as const;

/** The container registries, which K3s reads from a file of their own. */
export const REGISTRIES = 'registries_config_yaml';

/** How a variable holds its settings: as YAML, as a command line, or as environment variables. */
export type CarrierForm = 'config' | 'registries' | 'arguments' | 'environment';

/** Every variable that can hold several settings at once, and so a secret among them. */
export const CARRIER_FORMS: ReadonlyMap<string, CarrierForm> = new Map<string, CarrierForm>([
  ...Object.values(CARRIERS).flatMap(([config, args]): [string, CarrierForm][] => [
    [config, 'config'],
    [args, 'arguments'],
  ]),
  [REGISTRIES, 'registries'],
  ...ENVIRONMENT_CARRIERS.map((name): [string, CarrierForm] => [name, 'environment']),
]);

/** Who reads the configuration of that name. */
export const CONFIG_SCOPES: Readonly<Record<string, Scope>> = {
  [CARRIERS.server[0]]: 'server',
  [CARRIERS.agent[0]]: 'agent',
};

/** Who reads the arguments of that name. */
export const ARGUMENT_SCOPES: Readonly<Record<string, Scope>> = {
  [CARRIERS.server[1]]: 'server',
  [CARRIERS.agent[1]]: 'agent',
};
