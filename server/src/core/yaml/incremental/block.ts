// One block of a document, read: its entries with spans that move with it.

import { MovingSpan } from '../../text/movingSpan.ts';
import type { Span } from '../../text/span.ts';
import type { Anchored } from '../construct/buildTree.ts';
import { type ReadProblems, type ReadText, readWhole } from '../scanner/readWhole.ts';
import { readSimpleBlock } from '../scanner/simpleBlock.ts';
import type { YamlNode, YamlPair, YamlProblem } from '../tree.ts';
import { Anchor } from './anchor.ts';
import type { Cut, Section } from './split.ts';

export interface Block {
  /** Moves with the text before it. An edit inside the block leaves it to the block that takes its place. */
  readonly anchor: Anchor;
  readonly section: Section;
  readonly opens: Section | undefined;
  readonly pairs: readonly YamlPair[];
  readonly comments: readonly Span[];
  /** Absent for nearly all blocks. */
  readonly trouble: Trouble | undefined;
  /** What aliases in later blocks can refer to; absent for nearly all blocks. */
  readonly anchored: Anchored | undefined;
}

export interface Trouble {
  readonly problems: ReadProblems;
  /** Offsets in the block of quotes and brackets that it does not close. */
  readonly unclosed: readonly number[];
}

const NONE: readonly never[] = [];

/** `undefined` when the block means nothing without the rest of the document. */
export function readBlock(
  text: string,
  { start, end, section, opens }: Cut,
  known: Anchored,
  anchor = new Anchor(start),
): Block | undefined {
  const simple = readSimpleBlock(text, start, end, anchor);
  if (simple) {
    const { pair, comments } = simple;
    return { anchor, section, opens, pairs: [pair], comments, trouble: undefined, anchored: undefined };
  }
  const read = readWhole(text.slice(start, end), known);
  const pairs = pairsOf(read);
  if (!pairs || read.tooDeep) return undefined;
  if (opens && (pairs.length !== 1 || pairs[0]?.value)) return undefined;
  if (dependsOnRest(text.slice(start, end), section, read, known)) return undefined;
  const mover = createMover(anchor);
  for (const pair of pairs) mover.movePair(pair);
  const { syntax, refusals, jinja } = read.problems;
  const isTroubled = syntax.length + refusals.length + jinja.length + read.unclosed.length > 0;
  const trouble = isTroubled
    ? { problems: mover.moveProblems(read.problems), unclosed: read.unclosed }
    : undefined;
  const anchored = read.anchored.size > 0 ? read.anchored : undefined;
  return { anchor, section, opens, pairs, comments: read.comments.map(mover.move), trouble, anchored };
}

/** What is broken may be read in another way when an entry follows: seen by putting one there. */
function dependsOnRest(text: string, { indent }: Section, read: ReadText, known: Anchored): boolean {
  if (read.unclosed.length > 0 || !read.problems.syntax.some(({ fatal }) => fatal)) return false;
  const alone = pairsOf(read) ?? NONE;
  if (alone.length === 0) return false;
  const followed = readWhole(`${text}${text.endsWith('\n') ? '' : '\n'}${' '.repeat(indent)}x:\n`, known);
  return (pairsOf(followed) ?? NONE).length !== alone.length + 1;
}

function pairsOf({ root, problems }: ReadText): readonly YamlPair[] | undefined {
  if (root?.kind === 'mapping' && !root.flow && root.tag === undefined) return root.pairs;
  return problems.syntax.some(({ fatal }) => fatal) ? NONE : undefined;
}

type Movable<T extends { readonly span: Span }> = Omit<T, 'span'> & { span: Span };

/** Ties what was read with offsets of the block to the block itself. */
function createMover(anchor: Anchor) {
  const move = ({ start, end }: Span): Span => new MovingSpan(anchor, start, end);

  function moveNode(node: YamlNode): void {
    setSpan(node, move(node.span));
    if (node.kind === 'mapping') node.pairs.forEach(movePair);
    else if (node.kind === 'sequence') node.items.forEach(moveNode);
  }

  function movePair(pair: YamlPair): void {
    setSpan(pair, move(pair.span));
    moveNode(pair.key);
    if (pair.value) moveNode(pair.value);
  }

  const moveAll = (problems: readonly YamlProblem[]): readonly YamlProblem[] =>
    problems.map((problem) => ({ ...problem, span: move(problem.span) }));

  const moveProblems = ({ syntax, refusals, jinja }: ReadProblems): ReadProblems => ({
    syntax: moveAll(syntax),
    refusals: moveAll(refusals),
    jinja: moveAll(jinja),
  });

  return { move, movePair, moveProblems };
}

/** The nodes were made for this block a moment ago; nobody else knows them yet. */
function setSpan<T extends { readonly span: Span }>(node: T, span: Span): void {
  const movable: Movable<T> = node;
  movable.span = span;
}
