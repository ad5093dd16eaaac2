// Text → tree and problems, as Ansible's loader reads it. Never throws on a user's text; knows nothing of inventories.
// A document that can be cut into blocks is read block by block, and after an edit only the blocks that it touches are
// read again; the result is the same as if all were.
import { PiecedText } from '../text/piecedText.ts';
import { problemsToTell } from './construct/problems.ts';
import { type BlockDocument, readBlocks } from './incremental/blockDocument.ts';
import { applyBlockEdit, findBlockEdit } from './incremental/blockEdit.ts';
import { problemsOf, treeOf } from './incremental/treeOfBlocks.ts';
import { updateTree } from './incremental/updateTree.ts';
import { readDocument } from './parser/readDocument.ts';
import type { YamlDocument } from './tree.ts';

/** A document that can be brought up to date after an edit. The one of the previous text must not be used then. */
export interface IncrementalDocument {
  readonly document: YamlDocument;
  /** Absent for a document that is read as a whole. */
  readonly blocks?: BlockDocument;
  /** Spans of the previous document either still hold or have moved along; false where everything was read anew. */
  readonly isIncremental: boolean;
}

/**
 * The tree and the problems of a text, for callers that read it once. Whoever will read the next version of it, too,
 * keeps an incremental document instead.
 */
export const parseYaml = (text: string): YamlDocument => readYaml(PiecedText.of(text)).document;

/** Reads the text. `previous`, an earlier state of the same document, is changed in place. */
export function readYaml(text: PiecedText, previous?: IncrementalDocument): IncrementalDocument {
  const updated = previous?.blocks && update(previous.document, previous.blocks, text);
  if (updated) return updated;
  const blocks = readBlocks(text);
  if (blocks) return { blocks, document: treeOf(blocks), isIncremental: false };
  const { root, comments, problems } = readDocument(text.toString());
  const document = { comments, problems: problemsToTell(problems) };
  // Spans that do not move are right as long as nothing has moved.
  const isIncremental = previous !== undefined && !previous.blocks;
  return { document: root ? { ...document, root } : document, isIncremental };
}

function update(
  document: YamlDocument,
  before: BlockDocument,
  text: PiecedText,
): IncrementalDocument | undefined {
  const edit = findBlockEdit(before, text);
  if (!edit) return undefined;
  // The tree first: it needs the blocks where they were, and applying the edit moves them.
  const updated = updateTree(document, before, edit);
  const blocks = applyBlockEdit(before, edit);
  const problems =
    blocks.blocksWithProblems === before.blocksWithProblems
      ? document.problems
      : problemsOf(blocks.blocksWithProblems);
  return { document: { ...updated, problems }, blocks, isIncremental: true };
}
