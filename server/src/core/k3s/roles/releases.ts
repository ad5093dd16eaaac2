// Which roles are taken for the k3s-ansible in use, and what the model of the roles must know of them: all of it is read
// from the table of what each release and commit does.
import { loadUpstreamTable, type SignatureId, type UpstreamTable } from '../schema/upstreamTable.ts';
import type { Upstream } from '../upstream/upstream.ts';
import { checkoutOf } from '../upstream.ts';
import { releases } from './roleTasks.ts';

/** What distinguishes the roles of one release. The model of the roles asks these and never compares versions. */
export interface RoleFacts {
  /** The release whose tasks are taken. */
  readonly release: string;
  /** Servers get their settings in config.yaml and the installer writes the unit; before, the role wrote the unit. */
  readonly writesConfig: boolean;
  /** The endpoint goes into the server's certificate. */
  readonly addsTlsSan: boolean;
  /** The unit has a line for each part of the command; before, one for all of it. */
  readonly writesLines: boolean;
  /** With a blank behind the last of these lines. */
  readonly hasBlankBehind: boolean;
  /** `extra_install_envs` reach the installer. */
  readonly takesInstallEnvs: boolean;
  /** `extra_service_envs` reach agents and joining servers, not only the first server. */
  readonly takesServiceEnvs: boolean;
  /** An IPv6 endpoint gets its brackets. */
  readonly wrapsAddress: boolean;
  /** Without a token, a joining server stops at an undefined variable. */
  readonly losesMadeToken: boolean;
  /** The token stands in the unit, as `--token`; later it came to be in a file that only root reads. */
  readonly passesToken: boolean;
  /** The templates of units that lie beside the inventory, by name. */
  readonly unitTemplates?: ReadonlyMap<string, string>;
}

type Does = (id: SignatureId) => boolean | undefined;

const doesIn =
  ({ signatures }: UpstreamTable, release: string): Does =>
  (id) =>
    signatures.find((one) => one.id === id)?.releases.includes(release);

/** What is not proved is as in the release that is most like it. */
function factsOf(release: string, proved: Does): RoleFacts {
  const usual = doesIn(loadUpstreamTable(), release);
  const does = (id: SignatureId): boolean => proved(id) ?? usual(id) ?? false;
  return {
    release,
    writesConfig: does('server-token-config'),
    addsTlsSan: does('endpoint-in-certificate'),
    writesLines: does('unit-in-lines'),
    hasBlankBehind: does('blank-behind-arguments'),
    takesInstallEnvs: does('install-envs'),
    takesServiceEnvs: does('service-envs-everywhere'),
    wrapsAddress: does('needs-ipwrap'),
    losesMadeToken: does('joining-token-undefined'),
    passesToken: does('token-argument'),
  };
}

/** The release whose roles are taken, and how that is known. */
export interface RolesFound {
  readonly facts: RoleFacts;
  /** It is not known which k3s-ansible is run. */
  readonly isAssumed: boolean;
  /** What a requirements.yml names, where it is not known. */
  readonly named?: string;
  /** The folder of the roles that the release is taken for: they may differ from it. */
  readonly rolesIn?: string;
}

/** The facts of the k3s-ansible that is found; those of the newest where none is. */
export function rolesOf({ version, requirements }: Upstream): RolesFound {
  if (!version)
    return {
      facts: factsOf(releases().at(-1) ?? '', () => undefined),
      isAssumed: true,
      ...(requirements && { named: requirements.version }),
    };
  const name = version.release ?? version.like.at(-1);
  const known = releases().find((release) => release === name);
  const proved: Does = (id) => version.facts.get(id);
  // A commit between two releases, or a newer one: its files decide.
  const facts = factsOf(known ?? nearest(proved), proved);
  const { unitTemplates } = version;
  return {
    facts: { ...facts, ...(unitTemplates && { unitTemplates }) },
    isAssumed: false,
    ...(version.release === undefined && { rolesIn: checkoutOf(version.uri) }),
  };
}

/** The newest of the releases that do most of what is proved. */
function nearest(proved: Does): string {
  const table = loadUpstreamTable();
  const likeness = (release: string): number => {
    const does = doesIn(table, release);
    return table.signatures.filter(({ id }) => proved(id) === does(id)).length;
  };
  const best = Math.max(...releases().map(likeness));
  return releases().findLast((release) => likeness(release) === best) ?? '';
}
