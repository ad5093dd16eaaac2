// Where blocks stand: an edit before a hundred thousand blocks moves the stretches they stand in, and nothing else.

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
