// Blocks → the document's tree: entries hung into their sections. Shares the blocks' nodes, copies none.
import type { BlockDocument } from './blockDocument.ts';
import { JoinedSpan } from './movingSpan.ts';
import { problemsToTell } from './problems.ts';
import type { ReadProblems } from './readWhole.ts';
import type { YamlDocument, YamlMapping, YamlPair, YamlProblem } from './tree.ts';

interface OpenSection {
  readonly indent: number;
  readonly pairs: YamlPair[];
  /** The entry whose value the section becomes; absent for the document's own mapping. */
  readonly entry?: YamlPair;
}

export function treeOf({ blocks, preamble }: BlockDocument): YamlDocument {
  const root: OpenSection = { indent: preamble.root.indent, pairs: [] };
  const open = [root];
  const problems: Record<keyof ReadProblems, YamlProblem[]> = { syntax: [], refusals: [], jinja: [] };
  const comments = [...preamble.comments];
  let section = root;
  for (const block of blocks) {
    while (section.indent > block.section.indent) section = close(open) ?? root;
    const [opening] = block.pairs;
    if (block.opens && opening) {
      section = { indent: block.opens.indent, pairs: [], entry: opening };
      open.push(section);
    } else for (const pair of block.pairs) section.pairs.push(pair);
    if (block.comments.length > 0) comments.push(...block.comments);
    if (block.problems) addProblems(problems, block.problems);
  }
  while (open.length > 1) close(open);
  const [first] = root.pairs;
  const document = { comments, problems: problemsToTell(problems) };
  return first ? { ...document, root: mappingOf(root.pairs, first) } : document;
}

function addProblems(
  all: Record<keyof ReadProblems, YamlProblem[]>,
  { syntax, refusals, jinja }: ReadProblems,
): void {
  all.syntax.push(...syntax);
  all.refusals.push(...refusals);
  all.jinja.push(...jinja);
}

/** Ends the innermost section; gives the one around it. */
function close(open: OpenSection[]): OpenSection | undefined {
  const section = open.pop();
  const around = open.at(-1);
  if (section?.entry) around?.pairs.push(filled(section.entry, section.pairs));
  return around;
}

function filled(entry: YamlPair, pairs: readonly YamlPair[]): YamlPair {
  const [first] = pairs;
  if (!first) return entry;
  const value = mappingOf(pairs, first);
  return { key: entry.key, value, span: new JoinedSpan(entry.key.span, value.span) };
}

const mappingOf = (pairs: readonly YamlPair[], first: YamlPair): YamlMapping => ({
  kind: 'mapping',
  pairs,
  flow: false,
  span: new JoinedSpan(first.span, (pairs.at(-1) ?? first).span),
});
