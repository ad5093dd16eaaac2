// What an inventory was checked as: which project it belongs to, how much of it was read, and what could not be.
// Without that, an empty list of findings could mean anything.

import type { RuleSettings } from '../diagnostics/runRules.ts';
import { clusterHosts } from '../k3s/cluster.ts';
import type { Recognition } from '../k3s/recognition.ts';
import type { UpstreamVersion } from '../k3s/upstream/upstream.ts';
import type { Analysis } from '../session/workspace.ts';
import type { Bundle } from '../text/message.ts';
import { type Notice, unknownsIn, unreadIn } from './notices.ts';

/**
 * Which rules check an inventory: all, those that need what is known of its project, those that need nothing but
 * Ansible, or none.
 */
export type CheckedBy = 'all' | 'dialect' | 'ansible' | 'none';

/** What the user decides about checking, from settings or options of the command line. */
export interface CheckSettings {
  readonly rules?: RuleSettings;
  /** Whether inventories that have nothing to do with K3s are checked, too. */
  readonly anyInventory?: boolean;
}

/** Which rules may run on the inventory: a rule that knows k3s-ansible only would be wrong about others. */
export function rulesFor(
  { recognition, project, context: { model, dialect } }: Analysis,
  { anyInventory }: CheckSettings,
): CheckedBy {
  if (recognition.kind === 'k3s-ansible') return 'all';
  const isOfK3s = recognition.kind === 'sibling' && recognition.isK3s;
  if (isOfK3s && dialect?.variables !== undefined) return 'dialect';
  // A document that is no part of an inventory has no sources.
  const isAny = anyInventory || project?.settings.any_inventory;
  return isOfK3s || (isAny && model.sources.length > 0) ? 'ansible' : 'none';
}

/** What was looked at, so that an empty list of findings says what it is worth. */
export interface CheckedInventory {
  /** URIs of the inventory sources, in the order of `-i`. */
  readonly sources: readonly string[];
  readonly recognition: Recognition;
  readonly checkedBy: CheckedBy;
  /** URIs of all files that were read. */
  readonly files: readonly string[];
  /** Sources whose bytes cannot be read as a text at all. */
  readonly unread: readonly Notice[];
  /** Sources that may define more, and cannot be read. */
  readonly unknowns: readonly Notice[];
  /** Releases of k3s-ansible that match the one nearby; none where nothing nearby proves one. */
  readonly releases: readonly string[];
  /** The ansible-core that the answers are for, and whether anything names it. */
  readonly ansibleCore: { readonly version: string; readonly isSure: boolean };
  /** The number of hosts; only for inventories of k3s-ansible. */
  readonly servers?: number;
  readonly agents?: number;
}

/** Sums an analysis up; `checkedBy` comes from {@link rulesFor}. */
export function checkedInventory(
  { context, recognition }: Analysis,
  checkedBy: CheckedBy,
  bundle: Bundle,
): CheckedInventory {
  const { model, files, upstream } = context;
  const checked = {
    sources: model.sources,
    recognition,
    checkedBy,
    files: [...files.keys()],
    unread: unreadIn(context, bundle),
    unknowns: unknownsIn(context, bundle),
    releases: releasesOf(upstream.version),
    ansibleCore: { version: model.core.version, isSure: model.core.isSure },
  };
  if (recognition.kind !== 'k3s-ansible') return checked;
  const { servers, agents } = clusterHosts(model);
  return { ...checked, servers: servers.length, agents: agents.length };
}

const releasesOf = (version: UpstreamVersion | undefined): readonly string[] =>
  version?.release === undefined ? (version?.like ?? []) : [version.release];
