// The groups, hosts and variables that a template names. Offsets are those of the template; files are not known here.
import type { Expression, Filter, JinjaNode, Name, Slice, StringLiteral, Template } from '../../jinja/ast.ts';
import { freeNames } from '../../jinja/freeNames.ts';
import { walk } from '../../jinja/walk.ts';
import { perItem } from '../../query/query.ts';
import { type Span, spanOf } from '../../text/span.ts';

/** Whose variable `hostvars[…].name` asks for, as far as it is written out. */
export type HostSelector =
  | { readonly host: string }
  | { readonly group: string; readonly index: number }
  | 'same'
  | 'any';

/** A name in a template, such as `x` in `hostvars['a'].x`. */
export interface TemplateReference {
  readonly kind: 'group' | 'host' | 'variable';
  readonly name: string;
  /** The name alone, without quotes. */
  readonly span: Span;
  /** `.name` behind an object, the dot included. */
  readonly dotSpan?: Span;
  /** For variables of `hostvars`. */
  readonly of?: HostSelector;
}

/** Remembered for each parsed template: the tree does not change, and several features ask for the same. */
export const referencesInTemplate = perItem((template: Template): readonly TemplateReference[] => {
  const reading = new Reading(freeNames(template));
  for (const node of walk(template)) reading.visit(node);
  return reading.finish();
});

/** A name in quotes or behind a dot. */
type Written = Pick<TemplateReference, 'name' | 'span' | 'dotSpan'>;

/** A look-up by a constant name: `object.name`, `object['name']`, `object.get('name')`. */
interface Access extends Written {
  readonly object: Expression;
}

const LOOKUPS = new Set(['lookup', 'query', 'q']);
const VARS_LOOKUPS = new Set(['vars', 'ansible.builtin.vars']);

class Reading {
  private readonly found: TemplateReference[] = [];
  private readonly free: ReadonlySet<JinjaNode>;
  private readonly called = new Set<JinjaNode>();

  constructor(names: readonly Name[]) {
    this.free = new Set<JinjaNode>(names);
  }

  visit(node: JinjaNode): void {
    // Parents come first: `groups.keys()` asks for no group.
    if (node.kind === 'call') this.called.add(node.callee);
    const access = this.called.has(node) ? undefined : accessOf(node);
    if (access) this.visitAccess(access);
    if (node.kind === 'call') this.visitCall(node.callee, node.args);
    else if (node.kind === 'filter') this.visitFilter(node);
    else if (node.kind === 'compare') {
      let left = node.first;
      for (const { operator, value } of node.rest) {
        this.visitComparison(left, operator, value);
        left = value;
      }
    }
  }

  /** Leaves out functions that are called: they are no variables. */
  finish(): readonly TemplateReference[] {
    for (const node of this.free)
      if (node.kind === 'name' && !this.called.has(node)) this.add('variable', node, { of: 'same' });
    return this.found.sort((a, b) => a.span.start - b.span.start);
  }

  private add(kind: TemplateReference['kind'], written: Written, more: { of?: HostSelector } = {}): void {
    const { name, span, dotSpan } = written;
    this.found.push({ kind, name, span, ...(dotSpan && { dotSpan }), ...more });
  }

  private is(node: JinjaNode | undefined, name: string): boolean {
    return node?.kind === 'name' && node.name === name && this.free.has(node);
  }

  private visitAccess(access: Access): void {
    const { object } = access;
    if (this.is(object, 'groups')) this.add('group', access);
    else if (this.is(object, 'hostvars')) this.add('host', access);
    else if (this.is(object, 'vars')) this.add('variable', access, { of: 'same' });
    else if (object.kind === 'subscript' && this.is(object.object, 'hostvars'))
      this.add('variable', access, { of: this.selectorOf(object.index) });
    else {
      const host = accessOf(object);
      if (host && this.is(host.object, 'hostvars')) this.add('variable', access, { of: { host: host.name } });
    }
  }

  /** `hostvars['h']`, `hostvars[groups['g'][0]]`, `hostvars[inventory_hostname]`. */
  private selectorOf(index: Expression | Slice): HostSelector {
    if (index.kind === 'string') return { host: index.value };
    if (this.is(index, 'inventory_hostname')) return 'same';
    if (index.kind === 'subscript' && index.index.kind === 'number')
      return this.memberOf(index.object, Number(index.index.value));
    if (index.kind === 'filter' && index.name === 'first' && index.input)
      return this.memberOf(index.input, 0);
    return 'any';
  }

  private memberOf(list: Expression, index: number): HostSelector {
    const group = accessOf(list);
    return group && this.is(group.object, 'groups') ? { group: group.name, index } : 'any';
  }

  /** `lookup('vars', 'name')` */
  private visitCall(callee: Expression, [kind, ...names]: readonly Expression[]): void {
    if (callee.kind !== 'name' || !LOOKUPS.has(callee.name)) return;
    if (kind?.kind !== 'string' || !VARS_LOOKUPS.has(kind.value)) return;
    for (const name of names) this.addText('variable', name, { of: 'same' });
  }

  /** `hosts | map('extract', hostvars, 'name')` and `host | extract(hostvars, ['name', …])`. */
  private visitFilter({ name, args }: Filter): void {
    const [first] = args;
    const isMapped = name === 'map' && first?.kind === 'string' && first.value === 'extract';
    const [container, path] = isMapped ? args.slice(1) : name === 'extract' ? args : [];
    if (!path || !this.is(container, 'hostvars')) return;
    this.addText('variable', path.kind === 'list' ? path.items[0] : path, { of: 'any' });
  }

  /** `'g' in group_names`, `'g' in groups`, `inventory_hostname == 'h'`, `inventory_hostname in ['h']`. */
  private visitComparison(left: Expression, operator: string, right: Expression): void {
    const isMember = operator === 'in' || operator === 'not in';
    if (isMember && (this.is(right, 'group_names') || this.is(right, 'groups'))) this.addText('group', left);
    if (isMember && this.is(right, 'hostvars')) this.addText('host', left);
    const listed = right.kind === 'list' || right.kind === 'tuple' ? right.items : [];
    if (this.is(left, 'inventory_hostname'))
      for (const other of isMember ? listed : [right]) this.addText('host', other);
    if (this.is(right, 'inventory_hostname')) this.addText('host', left);
  }

  private addText(
    kind: TemplateReference['kind'],
    node: JinjaNode | undefined,
    more: { of?: HostSelector } = {},
  ): void {
    if (node?.kind === 'string') this.add(kind, writtenText(node), more);
  }
}

function accessOf(node: JinjaNode): Access | undefined {
  if (node.kind === 'attribute') {
    const { object, name, nameSpan: span } = node;
    return { object, name, span, dotSpan: spanOf(object.span.end, node.span.end) };
  }
  if (node.kind === 'subscript' && node.index.kind === 'string')
    return { object: node.object, ...writtenText(node.index) };
  const [key] = node.kind === 'call' ? node.args : [];
  if (node.kind !== 'call' || node.callee.kind !== 'attribute' || node.callee.name !== 'get')
    return undefined;
  return key?.kind === 'string' ? { object: node.callee.object, ...writtenText(key) } : undefined;
}

/** Between the quotes; of adjacent strings, from the first to the last. */
const writtenText = ({ value, contents, span }: StringLiteral): Written => ({
  name: value,
  span: spanOf(contents[0]?.start ?? span.start, contents.at(-1)?.end ?? span.end),
});
