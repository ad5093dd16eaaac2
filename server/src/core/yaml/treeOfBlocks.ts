// Blocks → the document's tree: entries hung into their sections. Shares the blocks' nodes, copies none.
import { lastUpTo } from '../text/lastUpTo.ts';
import type { Block } from './block.ts';
import type { BlockDocument, Replaced } from './blockDocument.ts';
import { JoinedSpan } from './movingSpan.ts';
import { problemsToTell } from './problems.ts';
import type { ReadProblems } from './readWhole.ts';
import { isSameSection } from './split.ts';
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

/** The tree after blocks with nothing but one entry have taken the place of others; `undefined` for all other edits. */
export function updateTree(
  document: YamlDocument,
  replaced: readonly Replaced[] | undefined,
): YamlDocument | undefined {
  let { root } = document;
  for (const { before, after } of replaced ?? []) {
    const [old, now] = [soleEntry(before), soleEntry(after)];
    if (!old || !now || !isSameSection(before.section, after.section)) return undefined;
    root = root?.kind === 'mapping' ? replaceEntry(root, old, now) : undefined;
    if (!root) return undefined;
  }
  return replaced && root && { ...document, root };
}

function soleEntry({ pairs, opens, problems, comments }: Block): YamlPair | undefined {
  const isSole = pairs.length === 1 && !opens && !problems && comments.length === 0;
  return isSole ? pairs[0] : undefined;
}

function replaceEntry(mapping: YamlMapping, old: YamlPair, now: YamlPair): YamlMapping | undefined {
  const { pairs } = mapping;
  const index = lastUpTo(pairs, old.key.span.start, ({ key }) => key.span.start);
  const at = pairs[index];
  const inner = at?.value?.kind === 'mapping' && at !== old ? replaceEntry(at.value, old, now) : undefined;
  const entry = at === old ? now : at && inner && filled(at, inner.pairs);
  const [first] = pairs;
  if (!entry || !first) return undefined;
  const changed = pairs.with(index, entry);
  return mappingOf(changed, changed[0] ?? first);
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
