// What the k3s-ansible in use does and does not do, as its files or its release prove it. Everything that depends on the
// release asks here: no rule, feature or service compares releases or reads the table of signatures.
import type { InventoryContext } from '../context.ts';
import { loadUpstreamTable, type SignatureId } from '../schema/upstreamTable.ts';
import type { Upstream } from '../upstream/upstream.ts';
import { type AirgapRules, airgapRules } from './airgapFiles.ts';
import { type TokenHandling, tokenHandlingOf } from './tokenHandling.ts';

/** A defect or a way to work, by its name in the table. */
export type Behaviour = SignatureId;

type WithUpstream = Pick<InventoryContext, 'upstream'>;

/** `undefined` where nothing nearby proves either. */
export const provedOf = ({ upstream }: WithUpstream, id: Behaviour): boolean | undefined =>
  upstream.version?.facts.get(id);

/** Also false where nothing nearby proves it. */
export const does = (context: WithUpstream, id: Behaviour): boolean => provedOf(context, id) === true;

/** Whether it surely does not. */
export const doesNot = (context: WithUpstream, id: Behaviour): boolean => provedOf(context, id) === false;

/** Also true where nothing is known and the newest release does it: such findings are of severity `info`. */
export const mayDo = ({ upstream }: WithUpstream, id: Behaviour): boolean =>
  (upstream.version?.facts ?? upstream.assumed)?.get(id) === true;

/** The first release without the defect. */
export const firstGood = (id: Behaviour): string =>
  loadUpstreamTable().signatures.find((signature) => signature.id === id)?.firstGood ?? '';

/** The roles that install here are none of k3s-ansible: what they do is not known. */
export const hasOtherRoles = ({ plays, upstream }: InventoryContext): boolean =>
  plays.hasOwnRoles && !upstream.version;

/**
 * Whether the k3s-ansible in use writes units and environments itself, as all releases and commits before 1.2.0 did; or
 * may do so, being the user's own.
 */
export const isBeforeInstaller = (context: InventoryContext): boolean =>
  doesNot(context, 'server-token-config') || doesNot(context, 'version-in-airgap') || hasOtherRoles(context);

/** Variables that get into the config.yaml of servers as they are, through `to_nice_yaml`. */
export const WRITTEN_UNCHANGED = ['token', 'api_endpoint'] as const;

/** Where the arguments of K3s stand in a unit that the role writes. */
export interface ArgumentPlace {
  /** Otherwise behind the other words of the command. */
  readonly isOwnLine: boolean;
  /** Systemd then takes a backslash at the end of the arguments for a part of them. */
  readonly hasBlankBehind: boolean;
}

/** `undefined` where the installer gets them, and for roles that are not known. */
export function argumentPlace(
  context: InventoryContext,
  role: 'server' | 'agent',
): ArgumentPlace | undefined {
  if (!context.upstream.version || !isBeforeInstaller(context)) return undefined;
  const isOwnLine = does(context, 'unit-in-lines');
  return {
    isOwnLine,
    hasBlankBehind: role === 'server' && (!isOwnLine || does(context, 'blank-behind-arguments')),
  };
}

/** Whether airgap nodes surely do without `k3s_version`: from the end of 2024, when they stopped asking for downloads, to 1.1.1. */
export const isVersionOptionalInAirgap = (context: WithUpstream): boolean =>
  doesNot(context, 'version-in-airgap') &&
  doesNot(context, 'agents-download') &&
  does(context, 'script-kept');

/** Whether the switch of an external database is only asked for negated, which makes a boolean of any value. */
export const negatesDatabase = (context: WithUpstream): boolean | undefined =>
  provedOf(context, 'server-token-config');

/** How the airgap role looks for files; that of the newest release where nothing else is proved. */
export const airgapRulesOf = ({ upstream }: WithUpstream): AirgapRules =>
  airgapRules(upstream.version?.facts);

/** `undefined` where it cannot be known. */
export const tokenHandling = ({ version }: Upstream): TokenHandling | undefined =>
  version && tokenHandlingOf(version.facts);
