// Remembers the answers of queries, and what each depends on. Where an answer comes out equal, those that were computed
// from it are kept. Knows nothing of what is asked.

/**
 * What answers are computed from: a part of the inventory, or another answer. `changedAt` is the revision of its last
 * change.
 */
export interface Dependency {
  changedAt: number;
}

/** What a query is to the engine; the object itself is its identity. */
export interface Computation {
  readonly compute: (db: object, before: unknown, key: readonly Key[]) => unknown;
  readonly isSame: (before: unknown, now: unknown) => boolean;
}

/** Compared by value, so that equal questions share their answer. */
export type Key = string | number | boolean | undefined;

/** A computation that was asked, of what, and with which key. */
export interface Question {
  readonly computation: Computation;
  readonly db: object;
  readonly key: readonly Key[];
}

/**
 * One for each open inventory. A revision is one edit: answers are compared by the revision at which they
 * last changed.
 */
export interface QueryEngine {
  /** The answer of the computation for `db`; computed again only when something it has read has changed. */
  ask(computation: Computation, db: object, key: readonly Key[]): unknown;
  /** To be called with every dependency that is read while an answer is being computed. */
  readonly onRead: (dependency: Dependency) => void;
  /** To be called before dependencies change; gives the revision at which they do. */
  nextRevision(): number;
  /** Every question that has an answer. */
  asked(): Iterable<Question>;
}

/** Other answers depend on it as on anything that is read. */
interface Answer extends Dependency, Question {
  value: unknown;
  dependencies: ReadonlySet<Dependency>;
  checkedAt: number;
}

const NOT_YET = -1;
/** In revisions. */
const MAX_AGE = 500;

/**
 * An engine at revision 0, with no answers. Answers that are no longer asked for are dropped after a while.
 */
export function createQueryEngine(): QueryEngine {
  const answers = new Map<Computation, Map<string, Answer>>();
  const reading: Set<Dependency>[] = [];
  const onRead = (dependency: Dependency): void => void reading.at(-1)?.add(dependency);
  let revision = 0;

  /** At most once for each revision, however many answers depend on this one. */
  function bringUpToDate(answer: Answer): void {
    if (answer.checkedAt === revision) return;
    if (isOutdated(answer)) recompute(answer);
    answer.checkedAt = revision;
  }

  /**
   * Dependencies are brought up to date first, in the order in which they were read: one whose answer comes out equal
   * keeps its `changedAt`, and what was computed from it stays as it is.
   */
  function isOutdated({ dependencies, checkedAt }: Answer): boolean {
    if (checkedAt === NOT_YET) return true;
    for (const dependency of dependencies) {
      if (isAnswer(dependency)) bringUpToDate(dependency);
      if (dependency.changedAt > checkedAt) return true;
    }
    return false;
  }

  /**
   * Computes with a new set of dependencies, because another value can lead down another way. If the computation
   * throws, the answer stays as outdated as it was, and the next question tries again.
   */
  function recompute(answer: Answer): void {
    const dependencies = new Set<Dependency>();
    reading.push(dependencies);
    try {
      const { computation, db, key } = answer;
      const value = computation.compute(db, answer.value, key);
      if (answer.checkedAt === NOT_YET || !computation.isSame(answer.value, value))
        Object.assign(answer, { value, changedAt: revision });
      answer.dependencies = dependencies;
    } finally {
      reading.pop();
    }
  }

  function answerTo(computation: Computation, db: object, key: readonly Key[]): Answer {
    const ofComputation = answers.get(computation) ?? new Map<string, Answer>();
    answers.set(computation, ofComputation);
    const text = textOfKey(key);
    let answer = ofComputation.get(text);
    if (!answer) {
      const empty = { value: undefined, dependencies: NOTHING, changedAt: 0, checkedAt: NOT_YET };
      answer = { computation, db, key, ...empty };
      ofComputation.set(text, answer);
    }
    return answer;
  }

  /** Answers not asked for in a long time are mostly about names that are no longer there. */
  function forgetOld(): void {
    for (const [computation, ofComputation] of answers) {
      for (const [text, { checkedAt }] of ofComputation)
        if (checkedAt < revision - MAX_AGE) ofComputation.delete(text);
      if (ofComputation.size === 0) answers.delete(computation);
    }
  }

  return {
    onRead,
    ask(computation, db, key) {
      const answer = answerTo(computation, db, key);
      bringUpToDate(answer);
      onRead(answer);
      return answer.value;
    },
    nextRevision() {
      revision++;
      if (revision % MAX_AGE === 0) forgetOld();
      return revision;
    },
    *asked() {
      for (const ofComputation of answers.values()) yield* ofComputation.values();
    },
  };
}

const NOTHING: ReadonlySet<Dependency> = new Set();

const isAnswer = (dependency: Dependency): dependency is Answer => 'dependencies' in dependency;

/** Nearly all keys are one name. */
const textOfKey = (key: readonly Key[]): string =>
  key.length === 1 && typeof key[0] === 'string' ? key[0] : `\0${JSON.stringify(key)}`;
