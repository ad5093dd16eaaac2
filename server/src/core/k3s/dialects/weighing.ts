// Decides which project an inventory belongs to, by the weight of the evidence for each. Judges names only, which
// others collect.
import type { Dialect, Mark } from './dialect.ts';

/** Names in an inventory that may be evidence for a project. */
export interface Evidence {
  readonly groups: ReadonlySet<string>;
  /** Names of every variable defined, wherever. */
  readonly variables: ReadonlySet<string>;
  /** Groups that have hosts of their own, not only through child groups. */
  readonly groupsWithHosts: ReadonlySet<string>;
  /** Groups without hosts, children and variables. */
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

/** One project, with the evidence for it and against it. */
export interface Weighed {
  readonly dialect: Dialect;
  readonly weight: number;
  readonly marks: readonly FoundMark[];
}

/** A lower weight decides nothing. */
export const ENOUGH = 4;

/** Of equal weights, other projects come first: false alarms on their inventories would be worse. */
const YIELDS: readonly Dialect['relation'][] = ['predecessor', 'fork', 'unrelated', 'itself'];

/** Every project with evidence for it, the heaviest first. */
export const weigh = (dialects: readonly Dialect[], evidence: Evidence): readonly Weighed[] =>
  dialects
    .filter((dialect) => mayBe(dialect, evidence))
    .map((dialect) => weighOne(dialect, evidence))
    .filter(({ marks }) => marks.length > 0)
    .sort((a, b) => b.weight - a.weight || rank(a) - rank(b));

const rank = ({ dialect }: Weighed): number => YIELDS.indexOf(dialect.relation);

/** Names such as `cilium_…` or `proxy_env` are common: without one of its groups, the project is not considered. */
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

/** The names by which evidence was found; none where it was not. */
function namesOf(mark: Mark, evidence: Evidence): readonly string[] {
  const {
    groups,
    without = [],
    variables,
    prefix,
    below,
    empty,
    refused,
    hostsDirectlyIn,
    collection,
  } = mark;
  const ifHeld = (names: readonly string[], holds: boolean): readonly string[] => (holds ? names : []);
  if (groups)
    return ifHeld(
      groups,
      groups.every((group) => evidence.groups.has(group)) &&
        !without.some((name) => evidence.groups.has(name) || evidence.variables.has(name)),
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
