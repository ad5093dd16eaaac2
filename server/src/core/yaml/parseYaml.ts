// Text → tree and problems, as Ansible's loader reads it. Never throws on a user's text; knows nothing of inventories.
// A document that can be cut into blocks is read block by block, and after an edit only the blocks it touches are
// read again; the result is the same as if all were.
import { type BlockDocument, readBlocks, updateBlocks } from './blockDocument.ts';
import { problemsToTell } from './problems.ts';
import { readWhole } from './readWhole.ts';
import type { YamlDocument } from './tree.ts';
import { treeOf, updateTree } from './treeOfBlocks.ts';

/** A document that can be brought up to date. What was made from an earlier text is no longer right afterwards. */
export interface LivingDocument {
  readonly text: string;
  readonly document: YamlDocument;
  /** Absent for a document that is read as a whole. */
  readonly blocks?: BlockDocument;
}

export const parseYaml = (text: string): YamlDocument => readYaml(text).document;

/** Reads the text; `previous`, an earlier state of the same document, is used up. */
export function readYaml(text: string, previous?: LivingDocument): LivingDocument {
  const blocks = (previous?.blocks && updateBlocks(previous.blocks, text)) ?? readBlocks(text);
  if (blocks) {
    const document = (previous && updateTree(previous.document, blocks.replaced)) ?? treeOf(blocks);
    return { text, blocks, document };
  }
  const { root, comments, problems } = readWhole(text);
  const document = { comments, problems: problemsToTell(problems) };
  return { text, document: root ? { ...document, root } : document };
}
