// Where blocks stand: an edit before a hundred thousand blocks moves the chunks they belong to, and nothing else.

/** Neighbouring blocks that move as one. */
export interface Chunk {
  start: number;
}

/** The start of a block; changes with the text before it. */
export class BlockPosition {
  private own: Chunk;
  private offset: number;

  constructor(start: number, chunk: Chunk = { start: 0 }) {
    this.own = chunk;
    this.offset = start - chunk.start;
  }

  get start(): number {
    return this.own.start + this.offset;
  }

  get chunk(): Chunk {
    return this.own;
  }

  place(start: number, chunk: Chunk): void {
    this.own = chunk;
    this.offset = start - chunk.start;
  }
}
