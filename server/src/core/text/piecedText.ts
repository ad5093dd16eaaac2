// A text in pieces that end where a line ends. An edit replaces the pieces it touches and shares all others with the
// text before: its cost depends on the edit, not on the length of the text.

import { lastUpTo } from './bisect.ts';
import { findChange, type TextChange } from './findChange.ts';

/** Ends behind a line feed, unless it is the last piece of its text, so that no line break is ever split. */
interface Piece {
  readonly text: string;
  /** Where its lines start; computed when lines are first asked for. */
  lineStarts?: readonly number[];
  /** Where patterns were found in it, by pattern. */
  found?: Map<RegExp, readonly number[]>;
}

/** Characters of a piece. Longer ones cost more to edit, shorter ones more to count. */
const SIZE = 8192;

/**
 * An immutable text whose edited versions share pieces with it. Offsets are UTF-16 units, as in LSP and in
 * JavaScript's own strings; only a line feed, with or without a carriage return, ends a line.
 */
export class PiecedText {
  readonly length: number;
  private readonly pieces: readonly Piece[];
  /** Where each piece starts. */
  private readonly starts: readonly number[];
  /** The number of each piece's first line. */
  private lines: readonly number[] | undefined;
  private whole: string | undefined;

  private constructor(pieces: readonly Piece[], whole?: string) {
    this.pieces = pieces;
    this.starts = sumsOf(pieces, ({ text }) => text.length);
    this.length = (this.starts.at(-1) ?? 0) + (pieces.at(-1)?.text.length ?? 0);
    this.whole = whole;
  }

  static of(text: string): PiecedText {
    return new PiecedText(cut(text, true), text);
  }

  /** The whole text, which must be joined first: for a part of it there is `slice`. */
  toString(): string {
    this.whole ??= this.pieces.map(({ text }) => text).join('');
    return this.whole;
  }

  slice(start: number, end = this.length): string {
    const first = this.pieceAt(start);
    const from = this.startOf(first);
    let text = this.textOf(first).slice(Math.max(0, start - from), Math.max(0, end - from));
    for (let index = first + 1; index < this.pieces.length && this.startOf(index) < end; index++)
      text += this.textOf(index).slice(0, end - this.startOf(index));
    return text;
  }

  charAt(offset: number): string {
    const index = this.pieceAt(offset);
    return this.textOf(index).charAt(offset - this.startOf(index));
  }

  /** The offset of the next occurrence; -1 when there is none. */
  indexOf(character: string, from = 0): number {
    const first = this.pieceAt(from);
    for (let index = first; index < this.pieces.length; index++) {
      const found = this.textOf(index).indexOf(character, index === first ? from - this.startOf(index) : 0);
      if (found >= 0) return this.startOf(index) + found;
    }
    return -1;
  }

  /**
   * Where a global pattern matches; it must not look beyond a line. Matches are kept per piece and per expression
   * object, so pass the same object every time.
   */
  placesOf(pattern: RegExp): readonly number[] {
    const places: number[] = [];
    this.pieces.forEach((piece, index) => {
      for (const place of placesIn(piece, pattern)) places.push(this.startOf(index) + place);
    });
    return places;
  }

  /** Whether the pattern is found anywhere; as for `placesOf`. */
  has(pattern: RegExp): boolean {
    return this.pieces.some((piece) => placesIn(piece, pattern).length > 0);
  }

  /** The end of the line that holds the offset, its line feed included. */
  behindLine(offset: number): number {
    const lineFeed = offset < this.length ? this.indexOf('\n', offset) : -1;
    return lineFeed < 0 ? this.length : lineFeed + 1;
  }

  replace(start: number, end: number, text: string): PiecedText {
    let first = this.pieceAt(start);
    let last = this.pieceAt(end);
    const head = this.textOf(first).slice(0, start - this.startOf(first));
    let all = head + text + this.textOf(last).slice(end - this.startOf(last));
    // The rest of an edited piece joins the pieces beside it: otherwise every edit would leave more and smaller pieces.
    if (all.length < SIZE / 2 && last + 1 < this.pieces.length) all += this.textOf(++last);
    if (all.length < SIZE / 2 && first > 0) all = this.textOf(--first) + all;
    const pieces = cut(all, last + 1 === this.pieces.length);
    return new PiecedText([...this.pieces.slice(0, first), ...pieces, ...this.pieces.slice(last + 1)]);
  }

  /** The one region outside of which this text equals the one before; pieces that both share are not compared. */
  changeSince(before: PiecedText): TextChange {
    const [old, now] = [before.pieces, this.pieces];
    const limit = Math.min(old.length, now.length);
    let first = 0;
    while (first < limit && old[first] === now[first]) first++;
    let same = 0;
    while (same < limit - first && old[old.length - 1 - same] === now[now.length - 1 - same]) same++;
    const [oldLast, nowLast] = [old.length - same, now.length - same];
    const start = this.startOf(first);
    const change = findChange(
      before.slice(start, before.startOf(oldLast)),
      this.slice(start, this.startOf(nowLast)),
    );
    return { start: start + change.start, oldEnd: start + change.oldEnd, newEnd: start + change.newEnd };
  }

  get pieceCount(): number {
    return this.pieces.length;
  }

  get lineCount(): number {
    return (this.firstLines().at(-1) ?? 0) + linesIn(this.pieces.at(-1)).length;
  }

  /** The line an offset is in. */
  lineAt(offset: number): number {
    const index = this.pieceAt(offset);
    const inside = offset - this.startOf(index);
    return (this.firstLines()[index] ?? 0) + lastUpTo(linesIn(this.pieces[index]), inside, (start) => start);
  }

  /** Where a line starts; `undefined` behind the last one. */
  lineStart(line: number): number | undefined {
    const index = lastUpTo(this.firstLines(), line, (first) => first);
    const inside = linesIn(this.pieces[index])[line - (this.firstLines()[index] ?? 0)];
    return inside === undefined ? undefined : this.startOf(index) + inside;
  }

  private firstLines(): readonly number[] {
    this.lines ??= sumsOf(this.pieces, (piece) => linesIn(piece).length);
    return this.lines;
  }

  private pieceAt(offset: number): number {
    return lastUpTo(this.starts, offset, (start) => start);
  }

  private startOf(index: number): number {
    return this.starts[index] ?? this.length;
  }

  private textOf(index: number): string {
    return this.pieces[index]?.text ?? '';
  }
}

/** The running sum before each piece. */
function sumsOf(pieces: readonly Piece[], measure: (piece: Piece) => number): number[] {
  let sum = 0;
  return pieces.map((piece) => {
    const before = sum;
    sum += measure(piece);
    return before;
  });
}

/** The last piece holds the last line, even an empty one. */
function cut(text: string, isLast: boolean): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (text.length - at > 2 * SIZE) {
    const lineFeed = text.indexOf('\n', at + SIZE);
    if (lineFeed < 0) break;
    pieces.push({ text: text.slice(at, lineFeed + 1) });
    at = lineFeed + 1;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  if (isLast && (at === text.length || text.endsWith('\n'))) pieces.push({ text: '' });
  return pieces;
}

const NONE: readonly number[] = [];

function placesIn(piece: Piece, pattern: RegExp): readonly number[] {
  piece.found ??= new Map();
  const known = piece.found.get(pattern);
  if (known) return known;
  const places = Array.from(piece.text.matchAll(pattern), ({ index }) => index);
  piece.found.set(pattern, places.length > 0 ? places : NONE);
  return places;
}

function linesIn(piece: Piece | undefined): readonly number[] {
  if (piece) piece.lineStarts ??= lineStartsOf(piece.text);
  return piece?.lineStarts ?? NONE;
}

/** A line ends with LF, CRLF or a lone CR. The line behind a last LF belongs to the next piece. */
function lineStartsOf(text: string): number[] {
  const starts = [0];
  const hasReturns = text.includes('\r');
  for (let at = 0; at < text.length; at++) {
    if (!hasReturns) {
      const next = text.indexOf('\n', at);
      if (next < 0) break;
      at = next;
    }
    const code = text.charCodeAt(at);
    const isBreak = code === 10 ? at + 1 < text.length : code === 13 && text.charCodeAt(at + 1) !== 10;
    if (isBreak) starts.push(at + 1);
  }
  return starts;
}
