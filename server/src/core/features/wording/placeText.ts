// Places and their precedence in words.

import { parentUri } from '../../ansible/files/uri.ts';
import type { Location, VariableDefinition } from '../../ansible/model/model.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { code, link, type Markdown } from '../../text/markdown.ts';
import { type Message, msg } from '../../text/message.ts';
import { lineColumnAt } from '../../text/sourceText.ts';

/** A place in a file, or a file as a whole. */
type PartialLocation = Pick<Location, 'uri'> & Partial<Location>;

/** {@link placeName} as a link, to the line where one is known. */
export function placeLink(context: InventoryContext, place: PartialLocation): Markdown {
  const line = lineOf(context, place);
  return link(placeName(context, place), line === undefined ? place.uri : `${place.uri}#L${line}`);
}

/** A link to a file, its path as seen from another file. */
export const fileLink = (from: string, uri: string): Markdown => link(pathBelow(parentUri(from), uri), uri);

/** `path:line`, the path as seen from the folder of the inventory. */
export function placeName(context: InventoryContext, place: PartialLocation): string {
  const line = lineOf(context, place);
  const path = pathBelow(parentUri(context.model.sources[0] ?? ''), place.uri);
  return line === undefined ? path : `${path}:${line}`;
}

function lineOf({ files, plays }: InventoryContext, { uri, span }: PartialLocation): number | undefined {
  const source = (files.get(uri) ?? plays.files.get(uri))?.source;
  return source && span && lineColumnAt(source, span.start).line + 1;
}

/** With `..` where it is not below the folder. */
function pathBelow(folder: string, uri: string): string {
  const from = folder.split('/');
  const to = uri.split('/');
  const shared = from.findIndex((segment, index) => segment !== to[index]);
  const common = shared < 0 ? from.length : shared;
  const segments = [...from.slice(common).map(() => '..'), ...to.slice(common)];
  return segments.map(decoded).join('/');
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A lone % is legal in a name; such a segment is its own decoded form.
    return segment;
  }
}

/** The rank of a definition, in the words of Ansible's documentation. */
export function tierText({ tier, owner }: VariableDefinition): Message {
  const name = code(owner.name);
  switch (tier) {
    case 'inventory-file-group':
      return msg('variables of group {0}', name);
    case 'inventory-file-host':
      return msg('variables of host {0}', name);
    case 'inventory-group_vars-all':
    case 'inventory-group_vars':
      return msg('group_vars of {0} beside the inventory', name);
    case 'playbook-group_vars-all':
    case 'playbook-group_vars':
      return msg('group_vars of {0} beside the playbook', name);
    case 'inventory-host_vars':
      return msg('host_vars of {0} beside the inventory', name);
    case 'play':
      return msg('given by the play for {0}', name);
    default:
      return msg('host_vars of {0} beside the playbook', name);
  }
}
