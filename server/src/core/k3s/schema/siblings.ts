// Which projects make inventories that look like this one's, and by what they are told apart.
// Judges names only; what is in an inventory is gathered by others.
import file from '../../../../../schemas/siblings.json' with { type: 'json' };

/** What of an inventory speaks for one project or another. */
export interface ProjectEvidence {
  readonly groups: ReadonlySet<string>;
  /** Names of every variable defined, wherever. */
  readonly variables: ReadonlySet<string>;
  /** Groups that have hosts of their own, not only through child groups. */
  readonly groupsWithHosts: ReadonlySet<string>;
  /** Collections and roles named in requirements files and playbooks, as far as they were read. */
  readonly collections?: ReadonlySet<string>;
}

export interface Sibling {
  readonly id: string;
  readonly installs: 'k3s' | 'other';
  /** The variable with which nodes join the cluster. */
  readonly token?: string;
  readonly name: string;
  readonly url: string;
  /** `predecessor`: this project before 2023-11. `fork`: grown from it. `unrelated`: another way to install. */
  readonly relation: 'predecessor' | 'fork' | 'unrelated';
}

interface Marks {
  readonly groups?: readonly (readonly string[])[];
  readonly variables?: readonly string[];
  readonly prefixes?: readonly string[];
  readonly hostsDirectlyIn?: readonly string[];
  readonly collections?: readonly string[];
}

interface SiblingEntry extends Sibling {
  readonly decisive: Marks;
  readonly hints: Marks;
}

interface SiblingsFile {
  readonly own: {
    readonly cluster: string;
    readonly groups: readonly string[];
    readonly variables: readonly string[];
    readonly collections: readonly string[];
  };
  readonly siblings: readonly SiblingEntry[];
}

export interface Siblings {
  readonly all: readonly Sibling[];
  /** Whether the evidence is that of k3s-ansible since 2023-11. */
  isOwn(evidence: ProjectEvidence): boolean;
  /** The project the evidence speaks for most, never k3s-ansible itself; `undefined` when it speaks for none. */
  find(evidence: ProjectEvidence): Sibling | undefined;
}

/** One decisive mark weighs as much as two hints, and less than that says nothing. */
const ENOUGH = 2;

export function loadSiblings(): Siblings {
  // The meta-schema proves the shape at build time; TypeScript only sees the file's literal types.
  const data = file as unknown as SiblingsFile;
  const { siblings } = data;
  const find = (evidence: ProjectEvidence) => heaviest(siblings, evidence);
  return {
    all: siblings,
    isOwn: (evidence) => isOwn(data, evidence, find(evidence)),
    find,
  };
}

/**
 * The collection that plays use decides, where one is known. Else the names of the groups prove it when both are there
 * and nothing speaks for another project; one group needs a variable beside it; two variables prove it whatever the
 * groups are called, unless more speaks for another project: somebody came from here, or went away.
 */
function isOwn(
  { own, siblings }: SiblingsFile,
  evidence: ProjectEvidence,
  sibling: SiblingEntry | undefined,
): boolean {
  const isUsed = (names: readonly string[] = []) => names.some((name) => evidence.collections?.has(name));
  if (isUsed(own.collections)) return true;
  if (siblings.some(({ decisive }) => isUsed(decisive.collections))) return false;
  const groups = own.groups.filter((group) => evidence.groups.has(group)).length;
  const variables = own.variables.filter((name) => evidence.variables.has(name)).length;
  const isOutweighed = groups === 0 && sibling !== undefined && weightOf(sibling, evidence) > variables;
  if (variables >= 2) return !isOutweighed;
  if (!evidence.groups.has(own.cluster) || groups === 0) return false;
  return variables > 0 || (groups === own.groups.length && sibling === undefined);
}

function heaviest(siblings: readonly SiblingEntry[], evidence: ProjectEvidence): SiblingEntry | undefined {
  const possible = siblings.filter((sibling) => mayBe(sibling, evidence));
  const weighed = possible.map((sibling) => ({ sibling, weight: weightOf(sibling, evidence) }));
  const most = Math.max(...weighed.map(({ weight }) => weight));
  return most < ENOUGH ? undefined : weighed.find(({ weight }) => weight === most)?.sibling;
}

/** One of these is in every inventory that a play of k3s-ansible, old or new, or of its forks can be run with. */
const CLUSTER_GROUPS = ['k3s_cluster', 'master', 'server'];

/** Names such as `cilium_…` or `proxy_env` are everybody's: without a group of its plays, a fork is not meant. */
const mayBe = ({ relation, decisive }: SiblingEntry, { groups, collections }: ProjectEvidence): boolean =>
  relation === 'unrelated' ||
  CLUSTER_GROUPS.some((group) => groups.has(group)) ||
  (decisive.collections ?? []).some((name) => collections?.has(name));

const weightOf = ({ decisive, hints }: SiblingEntry, evidence: ProjectEvidence): number =>
  ENOUGH * countMarks(decisive, evidence) + countMarks(hints, evidence);

function countMarks(marks: Marks, evidence: ProjectEvidence): number {
  const count = <T>(items: readonly T[] | undefined, holds: (item: T) => boolean): number =>
    items?.filter(holds).length ?? 0;
  return (
    count(marks.groups, (groups) => groups.every((group) => evidence.groups.has(group))) +
    count(marks.variables, (name) => evidence.variables.has(name)) +
    count(marks.prefixes, (prefix) => [...evidence.variables].some((name) => name.startsWith(prefix))) +
    count(marks.hostsDirectlyIn, (group) => evidence.groupsWithHosts.has(group)) +
    count(marks.collections, (name) => evidence.collections?.has(name) ?? false)
  );
}
