// Where a template names a group of the inventory.
import type { Template } from '../jinja/ast.ts';
import { walk } from '../jinja/walk.ts';
import type { TextEdit } from '../text/textEdit.ts';

/** A group that a template names, such as `groups['server']`. */
export interface GroupReference {
  /** In offsets of the template. */
  readonly nameSpan: TextEdit['span'];
  rename(group: string): TextEdit;
}

/** `groups['name']` and `groups.name`, in the order of the text. */
export function referencesTo(template: Template, group: string): readonly GroupReference[] {
  const found: GroupReference[] = [];
  for (const node of walk(template)) {
    if (node.kind !== 'attribute' && node.kind !== 'subscript') continue;
    if (node.object.kind !== 'name' || node.object.name !== 'groups') continue;
    if (node.kind === 'attribute') {
      const { nameSpan, object, span } = node;
      const behindName = { start: object.span.end, end: span.end };
      const rename = (name: string): TextEdit =>
        /^[A-Za-z_]\w*$/.test(name)
          ? { span: nameSpan, newText: name }
          : { span: behindName, newText: `['${name}']` };
      if (node.name === group) found.push({ nameSpan, rename });
    } else if (node.index.kind === 'string' && node.index.value === group) {
      const [span, ...more] = node.index.contents;
      if (span && more.length === 0) found.push({ nameSpan: span, rename: (newText) => ({ span, newText }) });
    }
  }
  return found;
}
