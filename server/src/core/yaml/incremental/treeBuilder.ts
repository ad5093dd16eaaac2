// Builds the mappings of sections from entries as they become known; or updates those of an existing tree that gets
// other entries in one place. What has not changed stays the same object.
import { lastUpTo } from '../../text/bisect.ts';
import { JoinedSpan } from '../../text/movingSpan.ts';
import { spliced } from '../../text/spliced.ts';
import type { YamlMapping, YamlPair } from '../tree.ts';

/** A place in a mapping: behind so many of its entries. */
export interface Gap {
  readonly mapping: YamlMapping | undefined;
  readonly count: number;
}

interface Open {
  readonly indent: number;
  /** The entry whose value the section becomes; absent for the document's own mapping. */
  readonly entry?: YamlPair;
  /** That entry with its previous value. */
  readonly was?: YamlPair;
  /** New entries come behind these entries of the previous tree. */
  readonly head: Gap;
  readonly added: YamlPair[];
}

const NOTHING: Gap = { mapping: undefined, count: 0 };
const NO_PAIRS: readonly YamlPair[] = [];

/**
 * Takes blocks in the order of the document and keeps the sections that are still open on a stack, innermost last.
 * Given the tree before an edit (`head`), it returns that tree's own mappings wherever their entries are the same.
 */
export class TreeBuilder {
  private readonly stack: Open[];
  private inner: Open;

  constructor(indent: number, head = NOTHING) {
    this.inner = { indent, head, added: [] };
    this.stack = [this.inner];
  }

  get depth(): number {
    return this.stack.length;
  }

  add(pair: YamlPair): void {
    this.inner.added.push(pair);
  }

  open(entry: YamlPair, indent: number): void {
    this.push({ indent, entry, head: NOTHING, added: [] });
  }

  /** Reopens a section of the previous tree: its entry without and with its value, and the entries before the place. */
  reopen(entry: YamlPair, was: YamlPair, indent: number, head: Gap): void {
    this.push({ indent, entry, was, head, added: [] });
  }

  closeTo(indent: number): void {
    while (this.stack.length > 1 && this.inner.indent > indent) this.close();
  }

  /** Closes all open sections, each with the entries that follow in it: one gap per section, from the outermost in. */
  end(tails: readonly Gap[] = []): YamlMapping | undefined {
    while (this.stack.length > 1) this.close(tails[this.stack.length - 1]);
    return mappingOf(this.inner, tails[0]);
  }

  private push(section: Open): void {
    this.inner = section;
    this.stack.push(section);
  }

  private close(tail?: Gap): void {
    const section = this.stack.pop();
    this.inner = this.stack.at(-1) ?? this.inner;
    if (section?.entry) this.add(filled(section.entry, section.was, mappingOf(section, tail)));
  }
}

/** The gaps at an offset, one per section around it, from the outermost in. */
export function gapsAt(root: YamlMapping | undefined, offset: number, depth: number): Gap[] {
  const gaps: Gap[] = [];
  let mapping = root;
  while (gaps.length < depth) {
    const count = mapping ? countBefore(mapping.pairs, offset) : 0;
    gaps.push({ mapping, count });
    const inner = mapping?.pairs[count - 1]?.value;
    mapping = inner?.kind === 'mapping' ? inner : undefined;
  }
  return gaps;
}

function countBefore(pairs: readonly YamlPair[], offset: number): number {
  const [first] = pairs;
  if (!first || first.key.span.start >= offset) return 0;
  return lastUpTo(pairs, offset - 1, ({ key }) => key.span.start) + 1;
}

/**
 * The mapping of a section: entries of the previous tree before the edit, the new ones, and the previous ones behind
 * it. Returns the previous mapping itself where nothing differs, so that its identity says so.
 */
function mappingOf({ head, added }: Open, tail: Gap = NOTHING): YamlMapping | undefined {
  const before = head.mapping?.pairs ?? NO_PAIRS;
  const behind = tail.mapping?.pairs ?? NO_PAIRS;
  let same = 0;
  while (same < added.length && before[head.count + same] === added[same]) same++;
  const count = head.count + same;
  const addedEntries = same > 0 ? added.slice(same) : added;
  if (addedEntries.length === 0) {
    if (count === 0 && tail.count === 0) return tail.mapping;
    const isAll = count === (behind === before ? tail.count : before.length);
    if (isAll && (behind === before || behind.length === tail.count)) return head.mapping;
  }
  const pairs =
    behind === before
      ? spliced(before, count, tail.count - count, addedEntries)
      : count === 0 && behind.length === 0
        ? addedEntries
        : before.slice(0, count).concat(addedEntries, behind.slice(tail.count));
  const [first] = pairs;
  if (!first) return undefined;
  return {
    kind: 'mapping',
    pairs,
    flow: false,
    span: new JoinedSpan(first.span, (pairs.at(-1) ?? first).span),
  };
}

function filled(entry: YamlPair, was: YamlPair | undefined, value: YamlMapping | undefined): YamlPair {
  if (!value) return entry;
  if (was?.value === value) return was;
  return { key: entry.key, value, span: new JoinedSpan(entry.key.span, value.span) };
}
