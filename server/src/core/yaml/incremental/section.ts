// The mappings whose entries are read one by one: those of groups, and all they have.

/** The mapping a block is an entry of. */
export interface Section {
  readonly indent: number;
  /** What its entries are, which decides which of them open a section of their own. */
  readonly holds: 'groups' | 'sections' | 'entries';
  readonly parent?: Section;
}

/** The sections of an inventory; whatever else an entry holds belongs to its block. */
export function holdsOf({ holds }: Section, key: string): Section['holds'] | undefined {
  if (holds === 'groups') return 'sections';
  if (holds === 'entries') return undefined;
  if (key === 'children') return 'groups';
  return key === 'hosts' || key === 'vars' ? 'entries' : undefined;
}

export function isSameSection(a: Section | undefined, b: Section | undefined): boolean {
  if (a === b) return true;
  if (!a || !b) return false;
  return a.indent === b.indent && a.holds === b.holds && isSameSection(a.parent, b.parent);
}

/** The columns of a section and of those around it, from the outermost in. */
export function columnsOf(section: Section): number[] {
  const columns: number[] = [];
  for (let around: Section | undefined = section; around; around = around.parent)
    columns.unshift(around.indent);
  return columns;
}
