// One block of a document: an entry of a section with everything in it, or the line that opens a section; its spans
// move with it.
import type { Span } from '../../text/span.ts';
import type { Anchored } from '../construct/nodeBuilder.ts';
import type { ReadProblems } from '../parser/readDocument.ts';
import type { YamlPair } from '../tree.ts';
import type { BlockPosition } from './blockPosition.ts';
import type { Section } from './section.ts';

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

export interface BlockFaults {
  readonly problems: ReadProblems;
  /** How far behind the start of the block the text was searched in vain, for a closing quote, say; mostly 0. */
  readonly reach: number;
}
