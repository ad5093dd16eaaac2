// What a change of the inventory means for a running cluster, once the play is run with it.
import { msg } from '../../../text/message.ts';
import { settingsOn } from '../nodeSettings.ts';
import { tokenAgreement } from '../preview.ts';
import type { Consequence, SettingsPair } from './consequence.ts';
import type { ClusterDifference, ClusterState } from './difference.ts';
import { fileConsequences } from './fileConsequences.ts';
import { settingConsequences } from './settingConsequences.ts';

const ORDER: readonly Consequence['severity'][] = ['danger', 'warning', 'info'];

/** The most severe first. */
export function consequencesOf(difference: ClusterDifference): readonly Consequence[] {
  const found = [
    ...ofToken(difference),
    ...ofServers(difference),
    ...ofNodes(difference),
    ...settingConsequences(difference.hosts, settingsIn(difference)),
    ...fileConsequences(difference),
    ...ofVersion(difference),
    ...ofRestarts(difference),
  ];
  return ORDER.flatMap((severity) => found.filter((one) => one.severity === severity));
}

/**
 * The settings of each node that keeps its role, to be compared; those with secrets are only compared, and those to
 * be shown are masked.
 */
function settingsIn({ hosts, before, after }: ClusterDifference): ReadonlyMap<string, SettingsPair> {
  const pairs = new Map<string, SettingsPair>();
  for (const host of hosts.keys()) {
    const [a, b] = [before.plain.hosts.get(host), after.plain.hosts.get(host)];
    const [shownA, shownB] = [before.shown.hosts.get(host), after.shown.hosts.get(host)];
    if (!a || !b || !shownA || !shownB || a.role !== b.role) continue;
    pairs.set(host, {
      role: b.role,
      before: settingsOn(a),
      after: settingsOn(b),
      shownBefore: settingsOn(shownA),
      shownAfter: settingsOn(shownB),
    });
  }
  return pairs;
}

const staying = ({ hosts, before, after }: ClusterDifference): readonly string[] =>
  [...hosts.keys()].filter((host) => before.shown.hosts.has(host) && after.shown.hosts.has(host));

const serversOf = ({ shown }: ClusterState): readonly string[] =>
  [...shown.hosts].filter(([, { role }]) => role === 'server').map(([host]) => host);

/**
 * Another token is the worst of all changes, because a server encrypts its data with it: told apart are one that
 * surely changed, one that was made up before, and one that cannot be compared.
 */
function* ofToken({ token, before, after }: ClusterDifference): Generator<Consequence> {
  if (token === undefined || token === 'same') return;
  const hosts = [...after.shown.hosts.keys()].filter((host) => before.shown.hosts.has(host));
  if (hosts.length === 0) return;
  if (token === 'unknown')
    yield {
      id: 'token-unknown',
      severity: 'warning',
      hosts,
      message: msg(
        'Whether the token is still the same cannot be known: it is encrypted anew. With another one, servers do not start and agents do not join.',
      ),
    };
  else if (['unknown', 'made'].includes(tokenAgreement(before.context)) && !isTokenWritten(before))
    yield {
      id: 'token-set',
      severity: 'danger',
      hosts,
      message: msg(
        'The cluster has a token that its first server made up, and now another one is written: unless it is that one, servers do not start with their data and agents do not join. It stands in /var/lib/rancher/k3s/server/token on a server.',
      ),
    };
  else if (isTokenWritten(after))
    yield {
      id: 'token-changed',
      severity: 'danger',
      hosts,
      message: msg(
        'The token changes. Servers that hold data of the cluster do not start with another token, and agents do not join with it. Keep the token, or change it with "k3s token rotate" on a server first.',
      ),
    };
}

const isTokenWritten = ({ shown }: ClusterState): boolean =>
  [...shown.hosts.values()].some(({ files }) =>
    [...files.values()].some(({ content }) => /^(?:token: |K3S_TOKEN=)(?!<unknown)/m.test(content)),
  );

/**
 * What other servers mean: the first one starts the cluster, and etcd needs most of them. Neither counts with a
 * database outside.
 */
function* ofServers({ before, after }: ClusterDifference): Generator<Consequence> {
  const [old, now] = [serversOf(before), serversOf(after)];
  const [oldFirst, first] = [old[0], now[0]];
  if (oldFirst === undefined || first === undefined) return;
  const isOnDatabase = (state: ClusterState): boolean =>
    [...state.plain.hosts.values()].some((node) => settingsOn(node).has('datastore-endpoint'));
  const usesDatabase = isOnDatabase(before) && isOnDatabase(after);
  if (first !== oldFirst && !usesDatabase) yield firstServer(first, oldFirst, old.includes(first));
  if (usesDatabase) return;
  yield* joinsLost(now, before, after);
  const removed = old.filter((host) => !now.includes(host));
  if (old.length === 1 && now.length > 1)
    yield {
      id: 'etcd-conversion',
      severity: 'warning',
      hosts: [first],
      message: msg(
        'The cluster gets more servers: the first one moves its data from SQLite to etcd when it starts. Save /var/lib/rancher/k3s/server/db before.',
      ),
    };
  else if (removed.length > 0 && removed.length * 2 >= old.length)
    yield {
      id: 'quorum-lost',
      severity: 'danger',
      hosts: removed,
      message: msg(
        'So many servers leave that the others are no majority of etcd, as long as those are members of it. Remove them one by one with "kubectl delete node", and wait for etcd each time.',
      ),
    };
}

/** Without the server to join, and without a database, each of them is a cluster. */
function* joinsLost(
  servers: readonly string[],
  before: ClusterState,
  after: ClusterState,
): Generator<Consequence> {
  const hosts = servers.slice(1).filter((host) => {
    const [a, b] = [before.plain.hosts.get(host), after.plain.hosts.get(host)];
    if (a?.role !== 'server' || !b) return false;
    const settings = settingsOn(b);
    return (
      settingsOn(a).has('server') &&
      !['server', 'cluster-init', 'datastore-endpoint'].some((key) => settings.has(key))
    );
  });
  if (hosts.length > 0)
    yield {
      id: 'join-lost',
      severity: 'danger',
      hosts,
      message: msg(
        'The server no longer joins another one, and names no database: it stays a member only as long as it has its data, and begins a cluster of its own without it.',
      ),
    };
}

const firstServer = (first: string, oldFirst: string, wasServer: boolean): Consequence =>
  wasServer
    ? {
        id: 'first-server-changed',
        severity: 'warning',
        hosts: [first, oldFirst],
        message: msg(
          '{0} becomes the first server in place of {1}: it must be a running member of the cluster, for all others are pointed to it or join again through the endpoint.',
          first,
          oldFirst,
        ),
      }
    : {
        id: 'first-server-new',
        severity: 'danger',
        hosts: [first],
        message: msg(
          '{0} was no server before and becomes the first one: it starts a cluster of its own instead of joining the one of {1}. Write new servers behind those that run.',
          first,
          oldFirst,
        ),
      };

/** Nodes that come, go or change their role. The play never removes anything from a host. */
function* ofNodes({ before, after, hosts }: ClusterDifference): Generator<Consequence> {
  const names = [...hosts.keys()];
  const added = names.filter((host) => !before.shown.hosts.has(host));
  const removed = names.filter((host) => !after.shown.hosts.has(host));
  const moved = names.filter((host) => {
    const [a, b] = [before.shown.hosts.get(host), after.shown.hosts.get(host)];
    return a && b && a.role !== b.role;
  });
  if (moved.length > 0)
    yield {
      id: 'role-changed',
      severity: 'danger',
      hosts: moved,
      message: msg(
        'The node changes between server and agent, and the service of its former role stays on it. Drain it, remove it with "kubectl delete node", and run reset.yml on it first.',
      ),
    };
  if (removed.length > 0)
    yield {
      id: 'node-removed',
      severity: 'warning',
      hosts: removed,
      message: msg(
        'The play does nothing on a host that has left the inventory: it goes on running as a node of the cluster. Drain it, remove it with "kubectl delete node", and run reset.yml on it before it leaves.',
      ),
    };
  if (added.length > 0)
    yield {
      id: 'node-added',
      severity: 'info',
      hosts: added,
      message: msg('New in the inventory: the play installs K3s on it, and it joins.'),
    };
}

/** Other versions of K3s, by what Kubernetes allows: forward, and one minor version at a time. */
function* ofVersion(difference: ClusterDifference): Generator<Consequence> {
  const groups = new Map<string, string[]>();
  for (const host of staying(difference)) {
    const [a, b] = [difference.before, difference.after].map(
      ({ shown }) => shown.hosts.get(host)?.installer?.version ?? '',
    );
    if (a !== b && a && b) groups.set(`${a} ${b}`, [...(groups.get(`${a} ${b}`) ?? []), host]);
  }
  for (const [key, hosts] of groups) {
    const [from = '', to = ''] = key.split(' ');
    const [a, b] = [numbersOf(from), numbersOf(to)];
    if (!a || !b) continue;
    const way = a.map((part, index) => (b[index] ?? 0) - part).find((part) => part !== 0) ?? 0;
    const isLower = way < 0;
    const skips = (b[0] === a[0] ? (b[1] ?? 0) - (a[1] ?? 0) : 0) > 1;
    const message = isLower
      ? msg(
          '{1} is older than {0}: the play leaves a newer K3s as it is, and K3s does not go back with its data.',
          from,
          to,
        )
      : skips
        ? msg('K3s goes from {0} to {1}: Kubernetes upgrades one minor version at a time.', from, to)
        : msg('K3s goes from {0} to {1}: servers first, then agents.', from, to);
    yield {
      id: isLower ? 'version-lower' : skips ? 'version-skips' : 'version-raised',
      severity: isLower || skips ? 'warning' : 'info',
      message,
      hosts,
    };
  }
}

function numbersOf(version: string): readonly number[] | undefined {
  const [, ...parts] = /^v?(\d+)\.(\d+)\.(\d+)(?:-[a-z]+\d+)?\+k3s(\d+)$/.exec(version) ?? [];
  return parts.length === 4 ? parts.map(Number) : undefined;
}

/** Since 1.2.2 every run restarts K3s. */
function* ofRestarts(difference: ClusterDifference): Generator<Consequence> {
  const hosts = staying(difference);
  if (hosts.length === 0) return;
  yield {
    id: 'restart',
    severity: 'info',
    hosts,
    message: msg(
      'K3s takes the new files when it restarts; with several servers, run the play with --forks=1, so that they restart one after the other.',
    ),
  };
}
