// Where a variable ends on the nodes, in words: for the hover.
import type { InventoryContext } from '../../k3s/context.ts';
import { landingsOf } from '../../k3s/roles/landings.ts';
import { INSTALLER } from '../../k3s/roles/node.ts';
import { code, joined } from '../../text/markdown.ts';
import { type Message, msg } from '../../text/message.ts';

const MAX_FILES = 5;
const MAX_KEYS = 4;

/** One paragraph; none for what the roles of k3s-ansible bring to no file. */
export function landingText(
  context: InventoryContext,
  name: string,
  hosts: readonly string[],
): readonly Message[] {
  if (context.dialect?.relation !== 'itself' || hosts.length === 0) return [];
  const keys = new Map<string, Set<string>>();
  for (const { path, key } of landingsOf(context, name, new Set(hosts))) {
    const known = keys.get(path) ?? new Set();
    keys.set(path, key === undefined ? known : known.add(key));
  }
  const files = [...keys].map(([path, names]) => fileText(path, [...names]));
  const [first, ...others] = files.slice(0, MAX_FILES);
  if (!first) return [];
  const all = others.reduce((text, file) => msg('{0}, {1}', text, file), first);
  const rest = files.length - MAX_FILES;
  return [
    rest > 0
      ? msg('Ends on the nodes in {0} and {1} more files', all, rest)
      : msg('Ends on the nodes in {0}', all),
  ];
}

function fileText(path: string, keys: readonly string[]): Message {
  const name = path === INSTALLER ? msg('the call of the install script') : msg('{0}', code(path));
  if (keys.length === 0) return name;
  const shown = joined(keys.slice(0, MAX_KEYS).map(code));
  return keys.length > MAX_KEYS
    ? msg('{0} ({1} and {2} more)', name, shown, keys.length - MAX_KEYS)
    : msg('{0} ({1})', name, shown);
}
