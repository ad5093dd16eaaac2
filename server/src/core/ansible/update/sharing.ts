// What a model that was built anew has in common with the one before: that becomes the same object in both.
import { hasSameItems } from '../../text/hasSameItems.ts';
import { staysEqual } from '../../text/movingSpan.ts';
import type { Span } from '../../text/span.ts';
import type {
  Group,
  HostEntry,
  HostLocation,
  InventoryModel,
  Location,
  StructureProblem,
  UnknownSource,
} from '../model/model.ts';

/** The problems and unknowns of the model before, where they are the same. */
export function shareLists({ problems, unknowns }: Lists, built: Lists): Lists {
  return {
    problems: hasEqualItems(problems, built.problems, isSameProblem) ? problems : built.problems,
    unknowns: hasEqualItems(unknowns, built.unknowns, isSameUnknown) ? unknowns : built.unknowns,
  };
}

type Lists = Pick<InventoryModel, 'problems' | 'unknowns'>;

/** The map before, where it says the same in the same order; otherwise one with those values of it that are the same. */
export function shareMap<T>(
  before: ReadonlyMap<string, T>,
  built: ReadonlyMap<string, T>,
  isSame: (before: T, built: T) => boolean,
): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  const old = before.keys();
  let isOther = before.size !== built.size;
  for (const [key, value] of built) {
    const known = before.get(key);
    const isKept = known !== undefined && (known === value || isSame(known, value));
    isOther ||= !isKept || old.next().value !== key;
    map.set(key, isKept ? known : value);
  }
  return isOther ? map : before;
}

function hasEqualItems<T>(a: readonly T[], b: readonly T[], isEqual: (a: T, b: T) => boolean): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) {
    const [one, other] = [a[index], b[index]];
    if (one !== other && (!one || !other || !isEqual(one, other))) return false;
  }
  return true;
}

const isSamePlace = (a: Location, b: Location): boolean => a.uri === b.uri && staysEqual(a.span, b.span);

const isSameListing = (a: HostLocation, b: HostLocation): boolean =>
  isSamePlace(a, b) && a.group === b.group && a.pattern === b.pattern;

/** Also after every later edit: places are the same only when they move together. */
export const isSameHost = (a: HostEntry, b: HostEntry): boolean =>
  a === b || (hasSameItems(a.groups, b.groups) && hasEqualItems(a.locations, b.locations, isSameListing));

/** Likewise for groups, members and priority included. */
export const isSameGroup = (a: Group, b: Group): boolean =>
  a.priority === b.priority &&
  a.depth === b.depth &&
  hasSameItems(a.children, b.children) &&
  hasSameItems(a.parents, b.parents) &&
  hasSameItems(a.hosts, b.hosts) &&
  hasEqualItems(a.locations, b.locations, isSamePlace);

const isSameProblem = (a: StructureProblem, b: StructureProblem): boolean =>
  a.code === b.code &&
  a.subject === b.subject &&
  a.group === b.group &&
  a.fatal === b.fatal &&
  isSamePlace(a, b);

const isSameUnknown = (a: UnknownSource, b: UnknownSource): boolean =>
  a === b ||
  (a.uri === b.uri &&
    a.reason === b.reason &&
    a.owner?.kind === b.owner?.kind &&
    a.owner?.name === b.owner?.name &&
    a.tier === b.tier &&
    a.folder === b.folder &&
    isSameSpan(a.span, b.span));

const isSameSpan = (a: Span | undefined, b: Span | undefined): boolean =>
  a && b ? staysEqual(a, b) : a === b;
