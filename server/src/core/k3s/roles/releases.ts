// How the roles of the releases of k3s-ansible differ, oldest first: data for the model of the roles.
import { loadUpstreamTable, type SignatureId } from '../schema/upstreamTable.ts';
import type { Upstream } from '../upstream/upstream.ts';

/** What distinguishes the roles of one release. The model of the roles asks these and never compares versions. */
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

type OwnFacts = Omit<RoleFacts, 'writesConfig' | 'wrapsAddress' | 'losesMadeToken'>;

/** What the table of signatures does not say. */
const OLDEST: OwnFacts = {
  release: '1.0.0',
  addsTlsSan: false,
  takesInstallEnvs: false,
  takesServiceEnvs: false,
};
const R101: OwnFacts = { ...OLDEST, release: '1.0.1', takesServiceEnvs: true };
const R110: OwnFacts = { ...R101, release: '1.1.0', addsTlsSan: true, takesInstallEnvs: true };
const RELEASES: readonly OwnFacts[] = [
  OLDEST,
  R101,
  R110,
  ...['1.1.1', '1.2.0', '1.2.1', '1.2.2'].map((release) => ({ ...R110, release })),
];

function factsOf(own: OwnFacts, does: (id: SignatureId) => boolean | undefined): RoleFacts {
  return {
    ...own,
    writesConfig: does('server-token-config') ?? true,
    wrapsAddress: does('needs-ipwrap') ?? true,
    losesMadeToken: does('joining-token-undefined') ?? false,
  };
}

const factsOfRelease = (own: OwnFacts): RoleFacts => {
  const { signatures } = loadUpstreamTable();
  return factsOf(own, (id) => signatures.find((one) => one.id === id)?.releases.includes(own.release));
};

/** The release whose roles are taken, and how that is known. */
export interface RolesFound {
  readonly facts: RoleFacts;
  /** It is not known which k3s-ansible is run. */
  readonly isAssumed: boolean;
  /** What a requirements.yml names, where it is not known. */
  readonly named?: string;
}

/** The facts of the k3s-ansible that is found; those of the newest where none is. */
export function rolesOf({ version, requirements }: Upstream): RolesFound {
  const newest = RELEASES.at(-1) ?? OLDEST;
  if (!version)
    return {
      facts: factsOfRelease(newest),
      isAssumed: true,
      ...(requirements && { named: requirements.version }),
    };
  const name = version.release ?? version.like.at(-1);
  const known = RELEASES.find(({ release }) => release === name);
  if (known) return { facts: factsOfRelease(known), isAssumed: false };
  // A commit between two releases, or a newer one: its files decide.
  const base = RELEASES.find(({ release }) => release === LAST_WITH_UNITS) ?? newest;
  const isOld = version.facts.get('server-token-config') === false;
  return { facts: factsOf(isOld ? base : newest, (id) => version.facts.get(id)), isAssumed: false };
}

const LAST_WITH_UNITS = '1.1.1';
