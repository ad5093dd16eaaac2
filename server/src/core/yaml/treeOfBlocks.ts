// Blocks → the document's tree: entries hung into their sections. Shares the blocks' nodes, copies none.
import type { Span } from '../text/span.ts';
import type { Block } from './block.ts';
import type { BlockDocument } from './blockDocument.ts';
import { JoinedSpan } from './movingSpan.ts';
import { problemsToTell } from './problems.ts';
import type { ReadProblems } from './readWhole.ts';
import type { YamlDocument, YamlMapping, YamlPair } from './tree.ts';

interface OpenSection {
  readonly indent: number;
  readonly pairs: YamlPair[];
  /** The entry whose value the section becomes; absent for the document's own mapping. */
  readonly entry?: YamlPair;
}

export function treeOf({ blocks, preamble }: BlockDocument): YamlDocument {
  const root: OpenSection = { indent: preamble.root.indent, pairs: [] };
  const open = [root];
  for (const block of blocks) {
    while ((open.at(-1)?.indent ?? -1) > block.section.indent) close(open);
    const [opening] = block.pairs;
    if (block.opens && opening) open.push({ indent: block.opens.indent, pairs: [], entry: opening });
    else for (const pair of block.pairs) open.at(-1)?.pairs.push(pair);
  }
  while (open.length > 1) close(open);
  const problems = problemsToTell(collectProblems(blocks));
  const [first] = root.pairs;
  return {
    problems,
    ...(first && { root: mappingOf(root.pairs, first) }),
    get comments(): readonly Span[] {
      return [...preamble.comments, ...blocks.flatMap(({ comments }) => comments)];
    },
  };
}

function close(open: OpenSection[]): void {
  const section = open.pop();
  if (section?.entry) open.at(-1)?.pairs.push(filled(section.entry, section.pairs));
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

function collectProblems(blocks: readonly Block[]): ReadProblems {
  const found = blocks.flatMap(({ problems }) => problems ?? []);
  return {
    syntax: found.flatMap(({ syntax }) => syntax),
    refusals: found.flatMap(({ refusals }) => refusals),
    jinja: found.flatMap(({ jinja }) => jinja),
  };
}
