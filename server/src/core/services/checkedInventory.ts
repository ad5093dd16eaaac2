// What one inventory was checked as: whose it is, how much of it was read, and what could not be. Without that, silence
// could mean anything.
import { clusterHosts } from '../k3s/cluster.ts';
import type { Recognition } from '../k3s/recognition.ts';
import type { UpstreamVersion } from '../k3s/upstream/upstream.ts';
import type { Analysis } from '../session/workspace.ts';
import type { Bundle } from '../text/message.ts';
import { type Remark, unknownsIn, unreadIn } from './remarks.ts';

export interface CheckedInventory {
  /** URIs of the inventory sources, in the order of `-i`. */
  readonly sources: readonly string[];
  readonly recognition: Recognition;
  /** URIs of all files that were read. */
  readonly files: readonly string[];
  /** What may define more and could not be read, with the reason. */
  readonly unread: readonly Remark[];
  /** Releases of k3s-ansible that do what the one nearby does; none where nothing nearby proves one. */
  readonly releases: readonly string[];
  /** How many hosts; of inventories of k3s-ansible only. */
  readonly servers?: number;
  readonly agents?: number;
}

export function checkedInventory({ context, recognition }: Analysis, bundle: Bundle): CheckedInventory {
  const { model, files, upstream } = context;
  const checked = {
    sources: model.sources,
    recognition,
    files: [...files.keys()],
    unread: [...unreadIn(context, bundle), ...unknownsIn(context, bundle)],
    releases: releasesOf(upstream.version),
  };
  if (recognition.kind !== 'k3s-ansible') return checked;
  const { servers, agents } = clusterHosts(model);
  return { ...checked, servers: servers.length, agents: agents.length };
}

const releasesOf = (version: UpstreamVersion | undefined): readonly string[] =>
  version?.release === undefined ? (version?.like ?? []) : [version.release];
