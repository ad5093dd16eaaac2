// Answers, kept until something changes that they were worked out from. An answer that comes out as before leaves
// alone those that were worked out from it. Knows nothing of what is asked.
import { ownValue } from '../text/ownValue.ts';

/** Something that answers are worked out from, and the revision at which it last became another. */
export interface Part {
  changedAt: number;
}

export interface Answers {
  /**
   * What `compute` gives; it is asked again only when a part that it has read, or another answer, is no longer what
   * it was.
   */
  answer<T>(key: string, compute: () => T): T;
  /** The same for something that `compute` brings up to date: whenever it does, it counts as another. */
  follow<T>(key: string, compute: (before: T | undefined) => T): T;
  /** To be told of every part that is read. */
  readonly onRead: (part: Part) => void;
  /** To be called before parts change; gives the revision at which they do. */
  nextRevision(): number;
}

/** Others depend on it as on any part. */
interface Answer extends Part {
  value: unknown;
  compute: (before: unknown) => unknown;
  isSame: (before: unknown, now: unknown) => boolean;
  needs: ReadonlySet<Part>;
  checkedAt: number;
}

const NOT_YET = -1;
/** In revisions. */
const MAX_AGE = 500;

export function createAnswers(): Answers {
  const answers = new Map<string, Answer>();
  const reading: Set<Part>[] = [];
  const onRead = (part: Part): void => void reading.at(-1)?.add(part);
  let revision = 0;

  function bringUpToDate(answer: Answer): void {
    if (answer.checkedAt === revision) return;
    if (isOutdated(answer)) work(answer);
    answer.checkedAt = revision;
  }

  function isOutdated({ needs, checkedAt }: Answer): boolean {
    if (checkedAt === NOT_YET) return true;
    for (const part of needs) {
      if (isAnswer(part)) bringUpToDate(part);
      if (part.changedAt > checkedAt) return true;
    }
    return false;
  }

  function work(answer: Answer): void {
    const needs = new Set<Part>();
    reading.push(needs);
    try {
      const value = answer.compute(answer.value);
      if (!answer.isSame(answer.value, value)) Object.assign(answer, { value, changedAt: revision });
      answer.needs = needs;
    } finally {
      reading.pop();
    }
  }

  function ask(key: string, compute: Answer['compute'], isSame: Answer['isSame']): unknown {
    const known = answers.get(key);
    const answer = known ?? {
      value: undefined,
      needs: NOTHING,
      compute,
      isSame,
      changedAt: 0,
      checkedAt: NOT_YET,
    };
    if (!known) answers.set(key, answer);
    answer.compute = compute;
    bringUpToDate(answer);
    onRead(answer);
    return answer.value;
  }

  /** What nobody has asked for in a long time is about names that are no longer there. */
  function nextRevision(): number {
    revision++;
    if (revision % MAX_AGE === 0)
      for (const [key, { checkedAt }] of answers) if (checkedAt < revision - MAX_AGE) answers.delete(key);
    return revision;
  }

  // A key belongs to one computation, so that its value has one type.
  return {
    onRead,
    nextRevision,
    answer: <T>(key: string, compute: () => T) => ask(key, compute, isAlike) as T,
    follow: <T>(key: string, compute: (before: T | undefined) => T) =>
      ask(key, compute as Answer['compute'], isNever) as T,
  };
}

const NOTHING: ReadonlySet<Part> = new Set();
const isNever = (): boolean => false;

const isAnswer = (part: Part): part is Answer => 'needs' in part;

/** As deep as answers are put together of lists and records. */
const MAX_DEPTH = 3;

/** Whether nobody can tell the two apart; false where that would take long to find out. */
function isAlike(a: unknown, b: unknown, depth: number = MAX_DEPTH): boolean {
  if (Object.is(a, b)) return true;
  if (depth === 0 || typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => isAlike(item, b[index], depth - 1));
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isAlike(ownValue(a, key), ownValue(b, key), depth - 1))
  );
}

const isRecord = (value: object): value is Record<string, unknown> =>
  Object.getPrototypeOf(value) === Object.prototype;
