// `vars[…]` where `hostvars[…]` is meant: the key names a host, and `vars` has none.
import type { Expression, Name, Slice, Template } from '../jinja/ast.ts';
import { walk } from '../jinja/walk.ts';

/** The names `vars` themselves. */
export function* varsLookups(template: Template): Generator<Name, void, undefined> {
  for (const node of walk(template)) {
    if (node.kind !== 'subscript' || node.object.kind !== 'name' || node.object.name !== 'vars') continue;
    if (namesHost(node.index)) yield node.object;
  }
}

/** Whether the key is the name of a host rather than that of a variable. */
function namesHost(key: Expression | Slice): boolean {
  for (const node of walk(key))
    if (node.kind === 'name' && (node.name === 'groups' || node.name === 'inventory_hostname')) return true;
  return false;
}
