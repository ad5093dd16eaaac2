// Which names become which in the layout of k3s-ansible, and which of them cannot.
import type { Owner } from '../../ansible/model/model.ts';
import { definitionsOf, hostsOfGroup } from '../../ansible/model/queries.ts';
import { varsNames } from '../../ansible/variables/varsNames.ts';
import { CLUSTER_GROUP, groupWithChildren } from '../../k3s/clusterGroups.ts';
import type { DialectVariable } from '../../k3s/dialects/dialect.ts';
import { nodeGroups } from '../../k3s/dialects/nodes.ts';
import { msg } from '../../text/message.ts';
import type { Draft, NewNames } from './draft.ts';

/**
 * Only of variables that the inventory defines. A new name that is taken keeps its definition, and the old one counts
 * as gone.
 */
export function findNewNames(draft: Draft): NewNames {
  const { context } = draft;
  const variables = new Map<string, DialectVariable & { readonly becomes: string }>();
  const gone = new Map<string, DialectVariable>();
  for (const variable of draft.variables) {
    const { name, becomes } = variable;
    if (definitionsOf(context.model, name).length === 0) continue;
    if (becomes === undefined) gone.set(name, variable);
    else if (becomes === name || isFree(draft, name, becomes)) variables.set(name, { ...variable, becomes });
    else gone.set(name, variable);
  }
  return { groups: newGroups(draft), variables, gone };
}

/** Two definitions of one name for one owner: the one that has the new name already is kept. */
function isFree({ context, notes }: Draft, name: string, becomes: string): boolean {
  const [taken] = definitionsOf(context.model, becomes);
  if (!taken) return true;
  notes.push({
    kind: 'by-hand',
    message: msg(
      '{0} would become {1}, which is there already: keep the value that is right.',
      name,
      becomes,
    ),
    place: { uri: taken.uri, span: taken.keySpan },
  });
  return false;
}

function newGroups(draft: Draft): ReadonlyMap<string, string> {
  const { dialect, context } = draft;
  const nodes = nodeGroups(context);
  const found = new Map<string, string>();
  if (!dialect.groups || !nodes) return found;
  const wanted = [
    [dialect.groups.cluster, CLUSTER_GROUP],
    [nodes.server, 'server'],
    [nodes.agent, 'agent'],
  ] as const;
  for (const [from, to] of wanted) {
    const isNeeded = from !== to && context.model.groups.has(from) && !isWithin(draft, from, to);
    if (isNeeded && isNameFree(draft, from, to)) found.set(from, to);
  }
  return found;
}

/** The group with the new name is there, and holds the other one. */
const isWithin = ({ context: { model } }: Draft, from: string, to: string): boolean =>
  model.groups.has(to) && groupWithChildren(model, to).has(from);

/** Groups and hosts share their names, and a file of variables may wait for the name. */
function isNameFree({ context, notes }: Draft, from: string, to: string): boolean {
  const { model, varsEntries } = context;
  const isTaken =
    model.groups.has(to) ||
    model.hosts.has(to) ||
    varsNames(varsEntries).some(({ owner }) => isSameOwner(owner, { kind: 'group', name: to }));
  if (!isTaken) return true;
  const hosts = hostsOfGroup(model, from);
  const place = model.groups.get(from)?.locations[0];
  notes.push({
    kind: 'by-hand',
    message: msg(
      'The group {0} would become {1}, a name that is taken: put its hosts there by hand: {2}.',
      from,
      to,
      hosts.slice(0, 5).join(', ') || '-',
    ),
    ...(place && { place }),
  });
  return false;
}

const isSameOwner = (a: Owner, b: Owner): boolean => a.kind === b.kind && a.name === b.name;
