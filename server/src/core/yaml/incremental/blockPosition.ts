// Where blocks stand: an edit before a hundred thousand blocks moves the stretches they stand in, and nothing else.

/** Neighbouring blocks that move as one. */
export interface Chunk {
  start: number;
}

/** Where a piece of a document begins; changes with the text before it. */
export class BlockPosition {
  private own: Chunk;
  private offset: number;

  constructor(start: number, stretch: Chunk = { start: 0 }) {
    this.own = stretch;
    this.offset = start - stretch.start;
  }

  get start(): number {
    return this.own.start + this.offset;
  }

  get stretch(): Chunk {
    return this.own;
  }

  place(start: number, stretch: Chunk): void {
    this.own = stretch;
    this.offset = start - stretch.start;
  }
}
