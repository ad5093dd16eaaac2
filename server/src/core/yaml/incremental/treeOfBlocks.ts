// Makes the document's tree of its blocks: entries go into their sections. The blocks' nodes are shared, not copied.
import type { Span } from '../../text/span.ts';
import { problemsToTell } from '../construct/problems.ts';
import type { YamlDocument, YamlProblem } from '../tree.ts';
import type { Block } from './block.ts';
import type { BlockDocument } from './blockDocument.ts';
import { TreeBuilder } from './treeBuilder.ts';

/**
 * The tree of a whole document. After an edit, {@link TreeBuilder} updates the tree from the changed blocks alone,
 * and the result is the same.
 */
export function treeOf({ list: { blocks }, preamble, blocksWithProblems }: BlockDocument): YamlDocument {
  const sections = new TreeBuilder(preamble.root.indent);
  const comments: Span[] = [...preamble.comments];
  for (const block of blocks) {
    addBlock(sections, block);
    for (const comment of block.comments) comments.push(comment);
  }
  const root = sections.end();
  const document = { comments, problems: problemsOf(blocksWithProblems) };
  return root ? { ...document, root } : document;
}

/** Puts a block's entries into the section it belongs to, after closing the sections that ended before it. */
export function addBlock(sections: TreeBuilder, { section, opens, pairs }: Block): void {
  sections.closeTo(section.indent);
  const [opening] = pairs;
  if (opens && opening) sections.open(opening, opens.indent);
  else for (const pair of pairs) sections.add(pair);
}

/**
 * The problems of a document from those of its blocks. Which of them are reported is decided over the whole document,
 * as {@link problemsToTell} does for a reading in one go: libyaml stops at the first error in the syntax.
 */
export function problemsOf(blocksWithProblems: readonly Block[]): readonly YamlProblem[] {
  const found = blocksWithProblems.flatMap(({ faults }) => faults?.problems ?? []);
  return problemsToTell({
    syntax: found.flatMap(({ syntax }) => syntax),
    refusals: found.flatMap(({ refusals }) => refusals),
    jinja: found.flatMap(({ jinja }) => jinja),
  });
}
