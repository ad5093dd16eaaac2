// One block of a document: an entry of a section with everything in it, or the line that opens a section; its spans
// move with it.
import type { Span } from '../../text/span.ts';
import type { Anchored } from '../construct/nodeBuilder.ts';
import type { ReadProblems } from '../parser/readDocument.ts';
import type { YamlPair } from '../tree.ts';
import type { BlockPosition } from './blockPosition.ts';
import type { Section } from './section.ts';

/**
 * A part of the document that can be read again without the rest. Immutable but for its position: an edit in another
 * block must not make it anew, because its nodes are the keys under which the model keeps what it knows of them.
 */
export interface Block {
  /** Moves with the text before it. After an edit inside the block, the block that replaces it takes it over. */
  readonly position: BlockPosition;
  readonly section: Section;
  /** The section that the block opens; what follows belongs to it. */
  readonly opens: Section | undefined;
  /** None for a block that is too broken to have a key. */
  readonly pairs: readonly YamlPair[];
  readonly comments: readonly Span[];
  /** Absent for nearly all blocks. */
  readonly faults: BlockFaults | undefined;
  /** What aliases in later blocks can refer to; absent for nearly all blocks. */
  readonly anchored: Anchored | undefined;
}

/**
 * What went wrong while the block was read. Kept apart from {@link Block}, so that the many sound blocks need only
 * one empty field for it.
 */
export interface BlockFaults {
  readonly problems: ReadProblems;
  /** How far behind the start of the block the text was searched in vain, for a closing quote, say; mostly 0. */
  readonly reach: number;
}
