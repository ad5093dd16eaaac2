// Regular expressions of Python, as far as JavaScript surely gives the same result on the same text, in bounded time.
import type { EvaluationState } from './frame.ts';
import { notEvaluated, used, type Value } from './value.ts';

/** One character, or one of a few. */
const ATOM = String.raw`(?:[A-Za-z0-9 _:/@=,"'<>;!#%&~\u00a1-\u02ff\u0370-\u1fff\u3001-\ud7ff-]|[.]|\\[dDwWsS./?*+()[\]{}$^|\\-]|\[\^?(?:[A-Za-z0-9_:./ @=,+*()|$]|-(?=[A-Za-z0-9\]])|\\[dwsS.\-\]\\/])+\])`;
const REPEAT = String.raw`(?:[*+?]\??|\{\d{1,2}(?:,\d{1,2})?\})`;
/** Groups may be repeated a few times, as long as nothing in them is repeated without end. */
const SAFE = new RegExp(
  String.raw`^(?:${ATOM}${REPEAT}?|\^|\$(?=$|[|)])|\\b|\||\((?:\?:)?|\)\??|\)\{[1-4]\}(?!\?))*$`,
);
/** What a group must not hold that is repeated itself. */
const ENDLESS = /[*+?]|\{(?!\d(?:,\d)?\})/;
const REPEATED_GROUP = /\((?:\?:)?((?:[^()\\]|\\.)*)\)\{/g;
/** The steps that matching may take: one for each place, to the power of the unbounded repetitions. */
const MAX_COST = 20_000_000;
const COST_OF_STEP = 5_000;
const MAX_LENGTH = 4000;

/** The cost of matching is taken from the steps of the run, if there is one. */
export function regularExpression(
  pattern: Value,
  value: string,
  flags: string,
  run?: EvaluationState,
): RegExp {
  const source = used(pattern);
  if (typeof source !== 'string') throw notEvaluated('regex');
  const cost = costOf(source, value);
  if (cost > MAX_COST || !isPlain(source, value, flags)) throw notEvaluated('regex');
  run?.step(Math.ceil(cost / COST_OF_STEP));
  try {
    return new RegExp(source, flags);
  } catch {
    // Python may accept what JavaScript refuses.
    throw notEvaluated('regex');
  }
}

const withoutClasses = (source: string): string =>
  source.replace(/\\[\s\S]|\[\^?(?:[^\]\\]|\\[\s\S]){0,300}(?:\]|\\?$)/g, 'x');

/** Infinite for patterns in which the languages might differ. */
function costOf(source: string, value: string): number {
  const refused = Number.POSITIVE_INFINITY;
  if (source.length > 300 || !SAFE.test(source)) return refused;
  const groups = [...source.matchAll(REPEATED_GROUP)];
  if ((source.match(/\)\{/g)?.length ?? 0) !== groups.length) return refused;
  if (groups.some(([, content = '']) => ENDLESS.test(withoutClasses(content)))) return refused;
  return (value.length + 1) * waysIn(withoutClasses(source), value.length + 1);
}

/**
 * An upper bound for the ways in which a pattern may be tried at one place: repeated groups, and choices beside each
 * other, multiply. Classes are replaced by one character before.
 */
function waysIn(bare: string, length: number): number {
  const parts = bare.matchAll(/\\[\s\S]|\((?:\?:)?|\)|\||\*|\+|\?|\{(\d+)(?:,(\d+))?\}|[\s\S]/g);
  const outer: Open[] = [];
  let open: Open = { product: 1, sum: 0, last: 1 };
  const close = (): number => open.sum + open.product * open.last;
  for (const { 0: part, 1: least, 2: most } of parts) {
    if (part.startsWith('(')) {
      outer.push(open);
      open = { product: 1, sum: 0, last: 1 };
    } else if (part === ')') {
      const ways = close();
      open = outer.pop() ?? { product: 1, sum: 0, last: 1 };
      open = { ...open, product: open.product * open.last, last: ways };
    } else if (part === '|') open = { product: 1, sum: close(), last: 1 };
    else if (part === '*' || part === '+') open.last *= length;
    else if (part === '?') open.last += 1;
    else if (least !== undefined && most === undefined) open.last **= Math.max(Number(least), 1);
    else if (least !== undefined) open.last *= Math.min(Math.abs(Number(most) - Number(least)) + 1, length);
    else open = { ...open, product: open.product * open.last, last: 1 };
  }
  return close();
}

/** An open group: the ways of the choices before, of this one up to its last part, and of that part. */
interface Open {
  product: number;
  sum: number;
  last: number;
}

/** Whether both languages treat the characters of the text alike. */
function isPlain(source: string, value: string, flags: string): boolean {
  if (value.length > MAX_LENGTH || (flags.includes('i') && /\P{ASCII}/u.test(source))) return false;
  if (/^[\x20-\x7e]*$/.test(value)) return true;
  // Python's $ stands before a line break at the end, too.
  if (/^[\x20-\x7e\n\t]*$/.test(value)) return !/\$/.test(source);
  const isByKind = /\\[wWdDsSb]/.test(source) || flags.includes('i');
  return (
    !isByKind && !/\$/.test(source) && /^[\x20-\x7e\n\t\u00a1-\u02ff\u0370-\u1fff\u3001-\ud7ff]*$/.test(value)
  );
}

/** The number of capturing groups. */
export const groupsIn = (pattern: Value): number =>
  withoutClasses(String(used(pattern))).match(/\((?!\?)/g)?.length ?? 0;

/** What `re.sub` makes of a replacement: at most `\1` to `\9` and `\g<1>` in it. */
export function replaceAll(
  run: EvaluationState,
  text: string,
  pattern: Value,
  replacement: Value,
  flags: string,
): string {
  const insert = used(replacement);
  if (typeof insert !== 'string' || /\\(?!(?:[1-9](?!\d)|g<[1-9]>))/.test(insert))
    throw notEvaluated('regex_replace');
  const expression = regularExpression(pattern, text, `g${flags}`, run);
  const groups = groupsIn(pattern);
  return text.replace(expression, (...found: readonly (string | number | undefined)[]) =>
    insert.replace(/\\(?:([1-9])|g<([1-9])>)/g, (_, plain?: string, named?: string) => {
      const number = Number(plain ?? named);
      if (number > groups) throw notEvaluated('regex_replace');
      return String(found[number] ?? '');
    }),
  );
}
