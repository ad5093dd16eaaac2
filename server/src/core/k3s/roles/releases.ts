// How the roles of the releases of k3s-ansible differ, oldest first: data for the model of the roles.
import type { Upstream } from '../upstream/upstream.ts';

export interface RoleFacts {
  readonly release: string;
  /** Servers get their settings in config.yaml and the installer writes the unit; before, the role wrote the unit. */
  readonly writesConfig: boolean;
  /** The endpoint goes into the server's certificate. */
  readonly addsTlsSan: boolean;
  /** `extra_install_envs` reach the installer. */
  readonly takesInstallEnvs: boolean;
  /** `extra_service_envs` reach agents and joining servers, not only the first server. */
  readonly takesServiceEnvs: boolean;
  /** An IPv6 endpoint gets its brackets. */
  readonly wrapsAddress: boolean;
  /** Without a token, a joining server stops at an undefined variable. */
  readonly losesMadeToken: boolean;
}

const OLDEST: RoleFacts = {
  release: '1.0.0',
  writesConfig: false,
  addsTlsSan: false,
  takesInstallEnvs: false,
  takesServiceEnvs: false,
  wrapsAddress: false,
  losesMadeToken: false,
};
const R101: RoleFacts = { ...OLDEST, release: '1.0.1', takesServiceEnvs: true };
const R110: RoleFacts = { ...R101, release: '1.1.0', addsTlsSan: true, takesInstallEnvs: true };
const R111: RoleFacts = { ...R110, release: '1.1.1' };
const R120: RoleFacts = { ...R111, release: '1.2.0', writesConfig: true, losesMadeToken: true };
const R121: RoleFacts = { ...R120, release: '1.2.1', losesMadeToken: false };
const NEWEST: RoleFacts = { ...R121, release: '1.2.2', wrapsAddress: true };

const RELEASES: readonly RoleFacts[] = [OLDEST, R101, R110, R111, R120, R121, NEWEST];

export interface RolesFound {
  readonly facts: RoleFacts;
  /** It is not known which k3s-ansible is run. */
  readonly isAssumed: boolean;
  /** What a requirements.yml names, where it is not known. */
  readonly named?: string;
}

/** The facts of the k3s-ansible that is found; those of the newest where none is. */
export function rolesOf({ version, requirements }: Upstream): RolesFound {
  if (!version)
    return { facts: NEWEST, isAssumed: true, ...(requirements && { named: requirements.version }) };
  const name = version.release ?? version.like.at(-1);
  const known = RELEASES.find(({ release }) => release === name);
  if (known) return { facts: known, isAssumed: false };
  // A commit between two releases, or a newer one: its files decide.
  const writesConfig = version.facts.get('vault-tag-dumped') !== false;
  const base = writesConfig ? NEWEST : R111;
  return {
    facts: {
      ...base,
      wrapsAddress: version.facts.get('needs-ipwrap') ?? base.wrapsAddress,
      losesMadeToken: version.facts.get('joining-token-undefined') ?? base.losesMadeToken,
    },
    isAssumed: false,
  };
}
