// Which project an inventory is of, by the weight of what speaks for each. Judges names only; what is in an inventory is
// gathered by others.
import type { Dialect, Mark } from './dialect.ts';

/** What of an inventory speaks for one project or another. */
export interface Evidence {
  readonly groups: ReadonlySet<string>;
  /** Names of every variable defined, wherever. */
  readonly variables: ReadonlySet<string>;
  /** Groups that have hosts of their own, not only through child groups. */
  readonly groupsWithHosts: ReadonlySet<string>;
  /** Groups with nothing in them. */
  readonly emptyGroups: ReadonlySet<string>;
  /** Names in sources that Ansible refuses. */
  readonly refused: ReadonlySet<string>;
  /** Collections and roles named in requirements files and playbooks, as far as they were read. */
  readonly collections: ReadonlySet<string>;
  isBelow(group: string, child: string): boolean;
}

/** A mark that was found, with the names it was found by. */
export interface FoundMark {
  readonly mark: Mark;
  readonly weight: number;
  readonly names: readonly string[];
}

/** One project, with what speaks for it and against it. */
export interface Weighed {
  readonly dialect: Dialect;
  readonly weight: number;
  readonly marks: readonly FoundMark[];
}

/** Less than this says nothing. */
export const ENOUGH = 4;

/** Of equal weights: whoever may not be k3s-ansible itself is left in peace. */
const YIELDS: readonly Dialect['relation'][] = ['predecessor', 'fork', 'unrelated', 'itself'];

/** Every project that something speaks for, the heaviest first. */
export const weigh = (dialects: readonly Dialect[], evidence: Evidence): readonly Weighed[] =>
  dialects
    .filter((dialect) => mayBe(dialect, evidence))
    .map((dialect) => weighOne(dialect, evidence))
    .filter(({ marks }) => marks.length > 0)
    .sort((a, b) => b.weight - a.weight || rank(a) - rank(b));

const rank = ({ dialect }: Weighed): number => YIELDS.indexOf(dialect.relation);

/** Names such as `cilium_…` or `proxy_env` are everybody's: without a group of its plays, a project is not meant. */
const mayBe = ({ onlyWith, marks }: Dialect, evidence: Evidence): boolean =>
  onlyWith === undefined ||
  onlyWith.some((groups) => groups.every((group) => evidence.groups.has(group))) ||
  marks.some(({ collection }) => collection !== undefined && evidence.collections.has(collection));

function weighOne(dialect: Dialect, evidence: Evidence): Weighed {
  const marks = dialect.marks.flatMap((mark): FoundMark[] => {
    const names = namesOf(mark, evidence);
    if (names.length === 0) return [];
    return [{ mark, names, weight: mark.weight * (mark.variables ? names.length : 1) }];
  });
  return { dialect, marks, weight: marks.reduce((sum, { weight }) => sum + weight, 0) };
}

/** By which names a mark shows; none where it does not. */
function namesOf(mark: Mark, evidence: Evidence): readonly string[] {
  const { groups, variables, prefix, below, empty, refused, hostsDirectlyIn, collection } = mark;
  const ifHeld = (names: readonly string[], holds: boolean): readonly string[] => (holds ? names : []);
  if (groups)
    return ifHeld(
      groups,
      groups.every((group) => evidence.groups.has(group)),
    );
  if (variables) return variables.filter((name) => evidence.variables.has(name));
  if (prefix !== undefined) return [...evidence.variables].filter((name) => name.startsWith(prefix));
  if (below) return ifHeld(below, evidence.isBelow(below[0] ?? '', below[1] ?? ''));
  if (empty !== undefined) return ifHeld([empty], evidence.emptyGroups.has(empty));
  if (refused !== undefined) return ifHeld([refused], evidence.refused.has(refused));
  if (hostsDirectlyIn !== undefined)
    return ifHeld([hostsDirectlyIn], evidence.groupsWithHosts.has(hostsDirectlyIn));
  return collection === undefined ? [] : ifHeld([collection], evidence.collections.has(collection));
}
