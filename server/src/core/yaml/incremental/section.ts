// The sections of an inventory: mappings whose entries are blocks, because they can be long.

/** The mapping a block is an entry of. */
export interface Section {
  readonly indent: number;
  /** What its entries are, which decides which of them open a section of their own. */
  readonly kind: 'groups' | 'sections' | 'entries';
  readonly parent?: Section;
}

/** What the section is that an entry opens; `undefined` for an entry that is one block with everything in it. */
export function childKind({ kind }: Section, key: string): Section['kind'] | undefined {
  if (kind === 'groups') return 'sections';
  if (kind === 'entries') return undefined;
  if (key === 'children') return 'groups';
  return key === 'hosts' || key === 'vars' ? 'entries' : undefined;
}

/**
 * Whether entries of the two sections are read in the same way: equal all the way up, since the indentation of each
 * enclosing section decides where an entry ends.
 */
export function isSameSection(a: Section | undefined, b: Section | undefined): boolean {
  if (a === b) return true;
  if (!a || !b) return false;
  return a.indent === b.indent && a.kind === b.kind && isSameSection(a.parent, b.parent);
}

/** The columns of a section and of those around it, from the outermost in. */
export function columnsOf(section: Section): number[] {
  const columns: number[] = [];
  for (let around: Section | undefined = section; around; around = around.parent)
    columns.unshift(around.indent);
  return columns;
}
