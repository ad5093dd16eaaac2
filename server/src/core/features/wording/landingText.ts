// Where a variable ends on the nodes, in words: for the hover.
import type { InventoryModel } from '../../ansible/model/model.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { landingsOf } from '../../k3s/roles/landings.ts';
import { INSTALLER } from '../../k3s/roles/node.ts';
import { perItem } from '../../query/query.ts';
import { hasSameItems } from '../../text/hasSameItems.ts';
import { code, joined } from '../../text/markdown.ts';
import { type Message, msg } from '../../text/message.ts';

const MAX_FILES = 5;
const MAX_KEYS = 4;

interface Landed {
  readonly hosts: readonly string[];
  readonly text: readonly Message[];
}

/** A model never changes: the answers for the variables that were looked at, the last one of each. */
const landedIn = perItem((_: InventoryModel) => new Map<string, Landed>());

/** One paragraph; none for what the roles of k3s-ansible bring to no file. */
export function landingText(
  context: InventoryContext,
  name: string,
  hosts: readonly string[],
): readonly Message[] {
  if (context.dialect?.relation !== 'itself' || hosts.length === 0) return [];
  const landed = landedIn(context.model);
  const known = landed.get(name);
  if (known && hasSameItems(known.hosts, hosts)) return known.text;
  const text = describeLandings(context, name, hosts);
  landed.set(name, { hosts, text });
  return text;
}

function describeLandings(
  context: InventoryContext,
  name: string,
  hosts: readonly string[],
): readonly Message[] {
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
