// Parses a regular expression of Python into steps. It may contain a user's text, so no backtracking engine may run it.
// Read from Python 3.11, re/_parser.py.

/** `undefined` for what is not supported: lookaround, references to groups, flags. */
export type PythonPattern =
  | { readonly isError: true }
  | { readonly isError: false; readonly steps: readonly Step[] };

type Test = (character: string) => boolean;
/** `^`, `$`, `\b` and `\B`. */
export type Boundary = 'start' | 'end' | 'edge' | 'no edge';

/** By default, the next step follows. */
export type Step =
  | { readonly kind: 'take'; readonly test: Test }
  | { readonly kind: 'at'; readonly place: Boundary }
  | { readonly kind: 'go'; readonly to: readonly number[] };

const MAX_STEPS = 20_000;

class Refused extends Error {}
class NotRead extends Error {}

/**
 * `isError` where Python refuses the pattern; `undefined` for constructs that are not modelled, about which nothing is
 * said.
 */
export function readPythonPattern(source: string): PythonPattern | undefined {
  try {
    const reader = new Reader(source);
    return { isError: false, steps: reader.read() };
  } catch (error) {
    if (error instanceof Refused) return { isError: true };
    if (error instanceof NotRead) return undefined;
    throw error;
  }
}

const isWord: Test = (character) => /[\p{L}\p{N}_]/u.test(character);
const isSpace: Test = (character) =>
  character !== '\ufeff' && (/\s/.test(character) || '\x1c\x1d\x1e\x1f\x85'.includes(character));

const KINDS: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['d', (character) => /\p{Nd}/u.test(character)],
  ['D', (character) => !/\p{Nd}/u.test(character)],
  ['s', isSpace],
  ['S', (character) => !isSpace(character)],
  ['w', isWord],
  ['W', (character) => !isWord(character)],
]);
const CONTROLS: ReadonlyMap<string, string> = new Map(
  Object.entries({ a: '\x07', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }),
);
const PLACES = new Map([
  ['A', 'start'],
  ['Z', 'end'],
  ['b', 'edge'],
  ['B', 'no edge'],
] as const);

class Reader {
  private readonly characters: readonly string[];
  private at = 0;
  private steps: Step[] = [];
  private depth = 0;

  constructor(source: string) {
    this.characters = [...source];
  }

  read(): readonly Step[] {
    this.choice();
    if (this.at < this.characters.length) throw new Refused();
    return this.steps;
  }

  private next(): string | undefined {
    return this.characters[this.at];
  }

  private add(step: Step): void {
    if (this.steps.length >= MAX_STEPS) throw new NotRead();
    this.steps.push(step);
  }

  private choice(): void {
    const branches: Step[][] = [];
    const before = this.steps;
    do {
      if (branches.length > 0) this.at++;
      this.steps = [];
      this.sequence();
      branches.push(this.steps);
    } while (this.next() === '|');
    this.steps = before;
    this.addBranches(branches);
  }

  /** Steps within a branch count from its own start. */
  private addBranches(branches: readonly (readonly Step[])[]): void {
    const ends: number[] = [];
    for (const [index, branch] of branches.entries()) {
      const isLast = index === branches.length - 1;
      const start = this.steps.length;
      if (!isLast) this.add({ kind: 'go', to: [start + 1, start + branch.length + 2] });
      this.addMoved(branch);
      if (!isLast) ends.push(this.steps.length);
      if (!isLast) this.add({ kind: 'go', to: [] });
    }
    for (const end of ends) this.steps[end] = { kind: 'go', to: [this.steps.length] };
  }

  private addMoved(part: readonly Step[]): void {
    const by = this.steps.length;
    for (const step of part)
      this.add(step.kind === 'go' ? { kind: 'go', to: step.to.map((to) => to + by) } : step);
  }

  private sequence(): void {
    for (let next = this.next(); next !== undefined && next !== '|' && next !== ')'; next = this.next()) {
      const before = this.steps;
      this.steps = [];
      const canRepeat = this.item(next);
      const part = this.steps;
      this.steps = before;
      this.repeated(part, canRepeat);
    }
  }

  private repeated(part: readonly Step[], canRepeat: boolean): void {
    const count = this.repeat();
    if (count && !canRepeat) throw new Refused();
    if (!count) this.addMoved(part);
    else this.addRepeated(part, count);
  }

  private addRepeated(part: readonly Step[], [least, most]: readonly [number, number]): void {
    // Lazy repetition matches the same texts. Possessive repetition (Python 3.11) matches a subset.
    if (this.next() === '?' || this.next() === '+') this.at++;
    if (this.repeat()) throw new Refused();
    if (part.length * (Math.min(most, least + 1) + 1) > MAX_STEPS) throw new NotRead();
    for (let i = 0; i < least; i++) this.addMoved(part);
    if (most === Number.POSITIVE_INFINITY) {
      const start = this.steps.length;
      this.add({ kind: 'go', to: [start + 1, start + part.length + 2] });
      this.addMoved(part);
      this.add({ kind: 'go', to: [start] });
      return;
    }
    if (part.length * (most - least) > MAX_STEPS) throw new NotRead();
    const end = this.steps.length + (most - least) * (part.length + 1);
    for (let i = least; i < most; i++) {
      this.add({ kind: 'go', to: [this.steps.length + 1, end] });
      this.addMoved(part);
    }
  }

  /** The bounds of a repetition that the next characters state. */
  private repeat(): readonly [least: number, most: number] | undefined {
    const sign = this.next();
    const simple = {
      '*': [0, Number.POSITIVE_INFINITY],
      '+': [1, Number.POSITIVE_INFINITY],
      '?': [0, 1],
    } as const;
    if (sign === '*' || sign === '+' || sign === '?') {
      this.at++;
      return simple[sign];
    }
    if (sign !== '{') return undefined;
    const [whole, least, comma, most] = this.braces();
    if (whole === undefined) return undefined;
    this.at += whole.length;
    const from = Number(least || 0);
    const to = comma === undefined ? from : most ? Number(most) : Number.POSITIVE_INFINITY;
    if (to < from) throw new Refused();
    return [from, to];
  }

  private braces(): readonly (string | undefined)[] {
    const text = this.characters.slice(this.at, this.at + 24).join('');
    const found = /^\{(?:(\d{1,9})|(?=,))(?:(,)(\d{0,9}))?\}/.exec(text);
    return found ?? [];
  }

  /** Reads one item; returns whether it may be repeated. */
  private item(next: string): boolean {
    this.at++;
    switch (next) {
      case '(':
        this.group();
        return true;
      case '[':
        this.add({ kind: 'take', test: this.set() });
        return true;
      case '\\':
        return this.escape();
      case '.':
        this.add({ kind: 'take', test: (character) => character !== '\n' });
        return true;
      case '^':
        this.add({ kind: 'at', place: 'start' });
        return false;
      case '$':
        this.add({ kind: 'at', place: 'end' });
        return false;
      case '*':
      case '+':
      case '?':
        throw new Refused();
      default:
        if (next === '{' && this.isRepeatHere()) throw new Refused();
        this.add({ kind: 'take', test: (character) => character === next });
        return true;
    }
  }

  private isRepeatHere(): boolean {
    this.at--;
    const isRepeat = this.braces()[0] !== undefined;
    this.at++;
    return isRepeat;
  }

  private group(): void {
    if (++this.depth > 50) throw new NotRead();
    if (this.next() === '?') {
      if (this.characters[this.at + 1] !== ':') throw new NotRead();
      this.at += 2;
    }
    this.choice();
    if (this.next() !== ')') throw new Refused();
    this.at++;
    this.depth--;
  }

  private escape(): boolean {
    const name = this.next();
    if (name === undefined) throw new Refused();
    const place = PLACES.get(name as 'A');
    if (place !== undefined) {
      this.at++;
      this.add({ kind: 'at', place });
      return false;
    }
    this.add({ kind: 'take', test: this.escaped() });
    return true;
  }

  /** Behind a backslash, in a set and outside. */
  private escaped(): Test {
    const name = this.next();
    if (name === undefined) throw new Refused();
    this.at++;
    const kind = KINDS.get(name);
    if (kind) return kind;
    if (/[0-9xuUN]/.test(name)) throw new NotRead();
    const control = CONTROLS.get(name);
    if (control === undefined && /[A-Za-z]/.test(name)) throw new Refused();
    return (character) => character === (control ?? name);
  }

  /** At the edge of a word there is no character; in a set, `\b` is a backspace. */
  private escapedInSet(): Test {
    if (this.next() !== 'b') return this.escaped();
    this.at++;
    return (character) => character === '\b';
  }

  private set(): Test {
    const isNegated = this.next() === '^';
    if (isNegated) this.at++;
    const tests: Test[] = [];
    for (let isFirst = true; isFirst || this.next() !== ']'; isFirst = false) {
      if (this.next() === undefined) throw new Refused();
      tests.push(this.member());
    }
    this.at++;
    return (character) => tests.some((test) => test(character)) !== isNegated;
  }

  private member(): Test {
    const from = this.next() ?? '';
    this.at++;
    const test: Test = from === '\\' ? this.escapedInSet() : (character) => character === from;
    const to = this.characters[this.at + 1];
    if (this.next() !== '-' || to === undefined || to === ']') return test;
    if (from === '\\' || to === '\\') throw new NotRead();
    this.at += 2;
    if (to < from) throw new Refused();
    return (character) => from <= character && character <= to;
  }
}
