// A document cut into blocks that can be read one by one: an entry of a group's `hosts` with all it holds, one
// variable, or the line that opens a section. What a block is depends on the lines before it only through the
// sections around it, so that an edit changes few of them. Knows lines and indentation, no YAML beyond them.
import {
  indentEnd,
  isDocumentMark,
  isIdle,
  isKeyLineAt,
  type KeyLine,
  keyLineAt,
  nextLine,
  SOME_KEY,
} from './lines.ts';

/** The mapping a block is an entry of. */
export interface Section {
  readonly indent: number;
  /** What its entries are, which decides which of them open a section of their own. */
  readonly holds: 'groups' | 'sections' | 'entries';
  readonly parent?: Section;
}

export interface Cut {
  readonly start: number;
  readonly end: number;
  readonly section: Section;
  /** What follows is inside it. */
  readonly opens?: Section;
}

/** Where cutting may stop, because everything from here on is known. */
export type IsKnown = (start: number, section: Section) => boolean;

/** The sections of an inventory; whatever else an entry holds belongs to its block. */
function holdsOf({ holds }: Section, key: string): Section['holds'] | undefined {
  if (holds === 'groups') return 'sections';
  if (holds === 'entries') return undefined;
  if (key === 'children') return 'groups';
  return key === 'hosts' || key === 'vars' ? 'entries' : undefined;
}

interface Open {
  readonly start: number;
  readonly section: Section;
  readonly line: KeyLine;
  hasContent: boolean;
}

/**
 * The blocks from `from` on, where an entry of `section` must start, up to where the rest is known;
 * `undefined` for a text that cannot be cut.
 */
export function cutBlocks(
  text: string,
  from: number,
  section: Section,
  isKnown: IsKnown = () => false,
): readonly Cut[] | undefined {
  const first = keyLineAt(text, from + section.indent);
  if (!first) return undefined;
  const cuts: Cut[] = [];
  let open: Open = { start: from, section, line: first, hasContent: false };
  for (let at = nextLine(text, from); at < text.length; at = nextLine(text, at)) {
    if (isDocumentMark(text, at)) return undefined;
    const content = indentEnd(text, at);
    if (isIdle(text, content)) continue;
    const indent = content - at;
    const next = nextBlock(text, content, indent, open);
    if (!next) {
      open.hasContent = true;
      continue;
    }
    const { section: inside, line } = next;
    const opened = inside.parent === open.section && !open.hasContent ? { opens: inside } : {};
    cuts.push({ start: open.start, end: at, section: open.section, ...opened });
    if (isKnown(at, inside)) return cuts;
    open = { start: at, section: inside, line, hasContent: false };
    at = next.keyAt;
  }
  cuts.push({ start: open.start, end: text.length, section: open.section });
  return cuts;
}

function nextBlock(text: string, content: number, indent: number, open: Open): NextBlock | undefined {
  const isInner = indent > open.section.indent;
  const section = isInner ? sectionOpenedBy(open, indent) : sectionAt(open, indent);
  if (!section) return undefined;
  const keyAt = content - indent;
  const line =
    keyOf(section, text, content) ?? (indent < open.section.indent ? unusualKey(text, content) : undefined);
  if (line) return { section, line, keyAt };
  const behind = isInner ? keyBehind(text, keyAt, indent) : undefined;
  return behind && { section, ...behind };
}

function keyOf({ holds }: Section, text: string, content: number): KeyLine | undefined {
  if (holds !== 'entries') return keyLineAt(text, content);
  return isKeyLineAt(text, content) ? SOME_KEY : undefined;
}

interface NextBlock {
  readonly section: Section;
  readonly line: KeyLine;
  /** The line with the key; nearly always the first one of the block. */
  readonly keyAt: number;
}

/**
 * The key that follows what is no key: a section whose first line is only half written still holds the others, and
 * both lines together are read as one entry.
 */
function keyBehind(text: string, lineStart: number, indent: number): Omit<NextBlock, 'section'> | undefined {
  for (let at = nextLine(text, lineStart); at < text.length; at = nextLine(text, at)) {
    const content = indentEnd(text, at);
    if (isIdle(text, content)) continue;
    const line = content - at === indent ? keyLineAt(text, content) : undefined;
    if (line) return { line, keyAt: at };
    if (content - at !== indent) return undefined;
  }
  return undefined;
}

/** Further out than the block before, the line cannot belong to it, whatever its key looks like. */
function unusualKey(text: string, content: number): KeyLine | undefined {
  return /^\?\s|:/.test(text.slice(content, nextLine(text, content))) ? SOME_KEY : undefined;
}

function sectionOpenedBy({ section, line, hasContent }: Open, indent: number): Section | undefined {
  if (hasContent || !line.bare) return undefined;
  const holds = holdsOf(section, line.key);
  return holds && { indent, holds, parent: section };
}

function sectionAt({ section }: Open, indent: number): Section | undefined {
  let around: Section | undefined = section;
  while (around && around.indent > indent) around = around.parent;
  return around?.indent === indent ? around : undefined;
}

export function isSameSection(a: Section | undefined, b: Section | undefined): boolean {
  if (a === b) return true;
  if (!a || !b) return false;
  return a.indent === b.indent && a.holds === b.holds && isSameSection(a.parent, b.parent);
}
