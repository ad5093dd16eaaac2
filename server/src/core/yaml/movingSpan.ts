// Spans that go with the text they were found in: an edit before a block moves the block, not its thousand nodes; and
// an edit before a hundred thousand blocks moves the stretches they stand in.
import type { Span } from '../text/span.ts';

/** Neighbouring blocks that move as one. */
export interface Stretch {
  start: number;
}

/** Where a piece of a document begins; changes with the text before it. */
export class Anchor {
  private own: Stretch;
  private offset: number;

  constructor(start: number, stretch: Stretch = { start: 0 }) {
    this.own = stretch;
    this.offset = start - stretch.start;
  }

  get start(): number {
    return this.own.start + this.offset;
  }

  get stretch(): Stretch {
    return this.own;
  }

  place(start: number, stretch: Stretch): void {
    this.own = stretch;
    this.offset = start - stretch.start;
  }
}

/** A span inside a piece of the document. */
export class MovingSpan implements Span {
  private readonly anchor: Anchor;
  private readonly from: number;
  private readonly to: number;

  constructor(anchor: Anchor, from: number, to: number) {
    this.anchor = anchor;
    this.from = from;
    this.to = to;
  }

  get start(): number {
    return this.anchor.start + this.from;
  }

  get end(): number {
    return this.anchor.start + this.to;
  }

  toJSON(): Span {
    return { start: this.start, end: this.end };
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
}
