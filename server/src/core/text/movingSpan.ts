// Spans that move with the text they were found in: an edit before a block moves the block, not its thousand nodes.
import type { Span } from './span.ts';

/** A span relative to something that knows its own start, and moves with it. */
export class MovingSpan implements Span {
  private readonly place: { readonly start: number };
  private readonly from: number;
  private readonly to: number;

  constructor(place: { readonly start: number }, from: number, to: number) {
    this.place = place;
    this.from = from;
    this.to = to;
  }

  get start(): number {
    return this.place.start + this.from;
  }

  get end(): number {
    return this.place.start + this.to;
  }

  toJSON(): Span {
    return { start: this.start, end: this.end };
  }

  movesWith(other: Span): boolean {
    return other instanceof MovingSpan && this.place === other.place;
  }
}

/** From the start of one span to the end of another. */
export class JoinedSpan implements Span {
  private readonly first: Span;
  private readonly last: Span;

  constructor(first: Span, last: Span) {
    this.first = first;
    this.last = last;
  }

  get start(): number {
    return this.first.start;
  }

  get end(): number {
    return this.last.end;
  }

  toJSON(): Span {
    return { start: this.start, end: this.end };
  }

  joinsAs({ first, last }: JoinedSpan): boolean {
    return staysEqual(this.first, first) && staysEqual(this.last, last);
  }
}

/** Whether two spans that are equal now stay equal after every edit elsewhere. */
export function staysEqual(a: Span, b: Span): boolean {
  if (a === b) return true;
  if (a.start !== b.start || a.end !== b.end) return false;
  if (a instanceof JoinedSpan) return b instanceof JoinedSpan && a.joinsAs(b);
  return a instanceof MovingSpan ? a.movesWith(b) : !(b instanceof MovingSpan || b instanceof JoinedSpan);
}
