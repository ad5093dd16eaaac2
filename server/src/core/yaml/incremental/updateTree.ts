// The tree after an edit of blocks: only the mappings around the edit are made anew. To be called before the edit is
// applied, while spans are still those of the previous text.
import { lastUpTo } from '../../text/bisect.ts';
import type { Span } from '../../text/span.ts';
import { spliced } from '../../text/spliced.ts';
import type { YamlDocument, YamlMapping } from '../tree.ts';
import type { BlockDocument } from './blockDocument.ts';
import type { BlockEdit } from './blockEdit.ts';
import { blockAt } from './blockList.ts';
import type { Section } from './section.ts';
import { type Gap, gapsAt, TreeBuilder } from './treeBuilder.ts';
import { addBlock } from './treeOfBlocks.ts';

/** Everything but the problems: which of them come first is known only once the edit is applied. */
export function updateTree(
  document: YamlDocument,
  before: BlockDocument,
  edit: BlockEdit,
): Omit<YamlDocument, 'problems'> {
  const root = document.root?.kind === 'mapping' ? document.root : undefined;
  const updated = updateRoot(root, before, edit);
  return {
    comments: commentsAfter(document.comments, before, edit),
    ...(updated && { root: updated }),
  };
}

const startOf = ({ list: { blocks } }: BlockDocument, index: number): number =>
  blocks[index]?.position.start ?? Number.POSITIVE_INFINITY;

/** The sections that are open behind a block, from the outermost in. */
function sectionsBehind({ list: { blocks } }: BlockDocument, { at, preamble }: BlockEdit): Section[] {
  const block = blocks[at - 1];
  return chainOf(block ? (block.opens ?? block.section) : preamble.root);
}

function chainOf(section: Section | undefined): Section[] {
  const chain: Section[] = [];
  for (let around = section; around; around = around.parent) chain.unshift(around);
  return chain;
}

/** Reopens the sections that the edit lies in, adds the new blocks, and closes with the rest of the previous tree. */
function updateRoot(
  root: YamlMapping | undefined,
  before: BlockDocument,
  edit: BlockEdit,
): YamlMapping | undefined {
  const { at, removed, added } = edit;
  if (removed.length === 0 && added.length === 0) return root;
  const open = sectionsBehind(before, edit);
  const sections = reopen(open, gapsAt(root, startOf(before, at), open.length), before);
  for (const { block } of added) addBlock(sections, block);
  const next = before.list.blocks[at + removed.length];
  if (!next) return sections.end();
  sections.closeTo(next.section.indent);
  return sections.end(gapsAt(root, next.position.start, sections.depth));
}

/** Opens the sections around the gaps, as if everything before the gaps had just been added. */
function reopen(
  [root, ...inner]: readonly Section[],
  gaps: readonly Gap[],
  { list }: BlockDocument,
): TreeBuilder {
  // An entry that is open is added when it is closed.
  const heads = gaps.map((gap, depth) => (depth < inner.length ? { ...gap, count: gap.count - 1 } : gap));
  const sections = new TreeBuilder(root?.indent ?? 0, heads[0]);
  for (const [index, { indent }] of inner.entries()) {
    const [around, head] = [heads[index], heads[index + 1]];
    const was = around?.mapping?.pairs[around.count];
    const [entry] = (was && list.blocks[blockAt(list, was.key.span.start)]?.pairs) ?? [];
    if (entry && was && head) sections.reopen(entry, was, indent, head);
  }
  return sections;
}

/**
 * The comments after the edit. Those of untouched blocks move with their blocks, so only the exchanged part is new.
 */
function commentsAfter(
  comments: readonly Span[],
  before: BlockDocument,
  { preamble, at, removed, added }: BlockEdit,
): readonly Span[] {
  let updated = comments;
  const removedComments = removed.reduce((sum, block) => sum + block.comments.length, 0);
  const addedComments = added.flatMap(({ block }) => block.comments);
  if (removedComments + addedComments.length > 0) {
    const start = startOf(before, at);
    const isBehind = (comments[0]?.start ?? start) >= start;
    const index = isBehind ? 0 : lastUpTo(comments, start - 1, (comment) => comment.start) + 1;
    updated = spliced(updated, index, removedComments, addedComments);
  }
  if (preamble === before.preamble) return updated;
  return spliced(updated, 0, before.preamble.comments.length, preamble.comments);
}
