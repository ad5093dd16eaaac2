// Distinguishes a misspelling from a name that was chosen. Returns nothing in doubt: inventories have many variables of
// their own.

/** The target that `name` is a likely misspelling of; none when there are two equally near. */
export function nearestName(name: string, targets: readonly string[]): string | undefined {
  if (name.startsWith('_')) return undefined;
  // Names in capitals belong to the environment, unless they have all words of a variable.
  if (name === name.toUpperCase())
    return targets.find((target) => target.includes('_') && target === name.toLowerCase());
  const typed = name.toLowerCase().replaceAll('-', '_');
  const near: { readonly target: string; readonly slips: number }[] = [];
  for (const target of targets) {
    const slips = startApart(typed, target) ? undefined : slipsBetween(typed, target);
    if (slips !== undefined) near.push({ target, slips });
  }
  const fewest = Math.min(...near.map(({ slips }) => slips));
  const best = near.filter(({ slips }) => slips === fewest);
  return best.length === 1 ? best[0]?.target : undefined;
}

/**
 * A quick answer for nearly all pairs of names: those that begin with different letters and do not have about the same
 * length are not near. Only letters that changed places make another first letter.
 */
const startApart = (typed: string, target: string): boolean =>
  typed[0] !== target[0] &&
  Math.abs(typed.length - target.length) > 1 &&
  !typed.startsWith('_') &&
  !target.startsWith('_');

/** The number of slips from `target` to what was typed; `undefined` when it is more likely another name. */
function slipsBetween(typed: string, target: string): number | undefined {
  if (typed === target) return 0;
  // `ansible_` is common to too many names to make them similar.
  const prefix = target.startsWith('ansible_') ? 'ansible_' : '';
  if (!typed.startsWith(prefix)) return undefined;
  const words = typed.slice(prefix.length).split('_');
  const wanted = target.slice(prefix.length).split('_');
  if (words.length === wanted.length && words.map(singular).join('_') === wanted.map(singular).join('_'))
    return 1;
  if (words.length !== wanted.length) return words.join('') === wanted.join('') ? 1 : undefined;
  // Short names of one word are close to real words: `taken` is no misspelt `token`.
  if (
    wanted.length === 1 &&
    target.length <= 5 &&
    typed.length === target.length &&
    !isAnagram(typed, target)
  )
    return undefined;
  const limit = target.length - prefix.length >= 8 ? 2 : 1;
  let slips = 0;
  for (const [index, word] of words.entries()) {
    const slip = slipsInWord(word, wanted[index] ?? '');
    if (slip === undefined) return undefined;
    slips += slip;
    if (slips > limit) return undefined;
  }
  return slips;
}

/**
 * The same for one word. Digits are deliberate (`token2`, `k8s`), and so is another first letter; in a short
 * word a changed letter makes another word (`app_port`), and two changed letters do in a long one
 * (`internal` for `external`).
 */
function slipsInWord(word: string, wanted: string): number | undefined {
  if (word === wanted) return 0;
  if (word.replace(/\D/g, '') !== wanted.replace(/\D/g, '')) return undefined;
  if (isAnagram(word, wanted)) return distance(word, wanted);
  if (wanted.length <= 3 || word[0] !== wanted[0]) return undefined;
  const slips = distance(word, wanted);
  const onlyReplaced = word.length === wanted.length && slips > 1;
  return onlyReplaced ? undefined : slips;
}

/** Treats `registries` and `registry` as one word. */
const singular = (word: string): string =>
  word.length > 3 ? word.replace(/ies$/, 'y').replace(/(?<!s)s$/, '') : word;

const isAnagram = (a: string, b: string): boolean =>
  [...a].toSorted().join('') === [...b].toSorted().join('');

/** Damerau-Levenshtein distance (optimal string alignment). */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + replaced,
        swapped ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = above;
    above = current;
  }
  return above[b.length] ?? 0;
}

/** The same among words that a person types where only some are allowed; none where two are equally near. */
export function nearestOf(name: string, targets: readonly string[]): string | undefined {
  const typed = name.toLowerCase();
  // Of two letters, one is too many to be a slip.
  if (typed.length <= 2) return undefined;
  const limit = typed.length >= 8 ? 2 : 1;
  const near = targets
    .filter((target) => Math.abs(target.length - typed.length) <= limit)
    .map((target) => ({ target, slips: distance(typed, target) }))
    .filter(({ slips }) => slips <= limit);
  const fewest = Math.min(...near.map(({ slips }) => slips));
  const best = near.filter(({ slips }) => slips === fewest);
  return best.length === 1 ? best[0]?.target : undefined;
}
