// Reasons not to rename.

import { mayName } from '../../ansible/discovery/mentions.ts';
import type { UnknownSource } from '../../ansible/model/model.ts';
import { hostsOfGroup } from '../../ansible/model/queries.ts';
import { expandHostPattern } from '../../ansible/sources/hostPattern.ts';
import type { Reference } from '../../ansible/templates/references.ts';
import { varsNames } from '../../ansible/variables/varsNames.ts';
import { compareText } from '../../text/compareText.ts';
import { type Message, msg } from '../../text/message.ts';
import { type IndexedContext, referencesTo } from '../cursor/names.ts';
import { placeName } from '../wording/placeText.ts';

/** Whatever the new name is. */
export function refusalOfTarget(context: IndexedContext, target: Reference): Message | undefined {
  const { kind, name, isPattern } = target;
  const { model } = context;
  if (isPattern) return msg('“{0}” is a range; its hosts have no names of their own to change.', name);
  if (kind === 'group' && (name === 'all' || name === 'ungrouped'))
    return msg('The group “{0}” is Ansible’s own.', name);
  if (kind === 'variable' && isForeign(context, name))
    return msg('“{0}” is a variable that k3s-ansible or Ansible reads by this name.', name);
  // Also where it is declared as one of them, and is the other one.
  if (kind !== 'variable' && (kind === 'group' ? model.hosts : model.groups).has(name))
    return msg('“{0}” is a group and a host; Ansible mixes up their variables.', name);
  const found = referencesTo(context, target);
  if (found.length > 0 && !found.some(({ role }) => role === 'definition'))
    return msg('“{0}” is not defined in this inventory.', name);
  const range = found.find((reference) => reference.isPattern);
  if (range)
    return msg('“{0}” comes from the range “{1}” ({2}).', name, range.name, placeName(context, range));
  if (found.length === 0) return undefined;
  const unknown = model.unknowns.find((each) => mayBeNamedIn(context, each, target));
  return unknown && refusalOfUnknown(context, name, unknown);
}

/** A text with mistakes, or in another encoding, still shows which names it contains. */
function mayBeNamedIn({ files }: IndexedContext, { uri }: UnknownSource, target: Reference): boolean {
  const text = files.get(uri)?.source.text;
  return text === undefined || HIDES_NAMES.test(text) || mayName(text, target);
}

/** Letters written as escapes, or as two bytes each. */
const HIDES_NAMES = /\\[xuU]|\0/;

function refusalOfUnknown(context: IndexedContext, name: string, unknown: UnknownSource): Message {
  const file = placeName(context, { uri: unknown.uri });
  switch (unknown.reason) {
    case 'vaulted-file':
    case 'sops':
      return msg('“{0}” may also be used in {1}, which is encrypted.', name, file);
    case 'unparsable':
      return msg('“{0}” may also be used in {1}, which has errors; fix them first.', name, file);
    default:
      return msg('“{0}” may also be used in {1}, which cannot be read here.', name, file);
  }
}

const isForeign = ({ schema }: IndexedContext, name: string): boolean =>
  schema.isKnown(name) || name.startsWith('ansible_');

const IDENTIFIER = /^[A-Za-z_]\w*$/;
const HOST = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_.:-]*[\p{L}\p{N}_])?$/u;
/** Names that Ansible does not accept for a variable. */
const KEYWORD =
  /^(?:False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield)$/;

/** Whether the new name is valid for what is renamed. */
export function refusalOfName(
  context: IndexedContext,
  { kind, name }: Reference,
  newName: string,
): Message | undefined {
  if (kind === 'host') {
    if (!isHostName(newName)) return msg('“{0}” is not a name for a host.', newName);
  } else if (!IDENTIFIER.test(newName))
    return msg('“{0}” must be made of letters, digits and underscores, and not start with a digit.', newName);
  if (kind === 'variable') {
    if (KEYWORD.test(newName)) return msg('“{0}” is a word of Python; Ansible refuses it.', newName);
    if (isForeign(context, newName))
      return msg('“{0}” is a variable that k3s-ansible or Ansible reads by this name.', newName);
  } else if (newName === 'all' || newName === 'ungrouped')
    return msg('The group “{0}” is Ansible’s own.', newName);
  if (isTaken(context, kind, newName)) return msg('“{0}” is taken.', newName);
  return kind === 'group' ? refusalOfOrder(context, name, newName) : undefined;
}

/** Of groups at one depth, the last in the alphabet wins: another name can change whose variable counts. */
function refusalOfOrder({ model }: IndexedContext, name: string, newName: string): Message | undefined {
  const group = model.groups.get(name);
  const own = model.definitionsOfGroups.get(name) ?? [];
  if (!group || own.length === 0) return undefined;
  const hosts = new Set(hostsOfGroup(model, name));
  for (const other of model.groups.values()) {
    const isRival = other !== group && other.depth === group.depth && other.priority === group.priority;
    if (!isRival || wins(name, other.name) === wins(newName, other.name)) continue;
    const shared = (model.definitionsOfGroups.get(other.name) ?? []).find((theirs) =>
      own.some((ours) => ours.name === theirs.name && ours.tier === theirs.tier),
    );
    if (shared && hostsOfGroup(model, other.name).some((host) => hosts.has(host)))
      return msg(
        'Called “{0}”, the group would stand on the other side of “{1}” in the alphabet, and another value of “{2}” would count.',
        newName,
        other.name,
        shared.name,
      );
  }
  return undefined;
}

const wins = (name: string, other: string): boolean => compareText(name, other) > 0;

function isHostName(name: string): boolean {
  const expanded = expandHostPattern(name, 1);
  const isPlain = 'names' in expanded && expanded.names[0] === name && expanded.port === undefined;
  return isPlain && HOST.test(name) && !/\.(?:ya?ml|json)$/.test(name);
}

/** Groups and hosts share their names: Ansible mixes up the variables of a host and a group of the same name. */
function isTaken(
  { names, model, varsEntries }: IndexedContext,
  kind: Reference['kind'],
  newName: string,
): boolean {
  const isNamed = (taken: Reference['kind']): boolean => (taken === 'variable') === (kind === 'variable');
  for (const { references } of names.values())
    if (references.some((reference) => reference.name === newName && isNamed(reference.kind))) return true;
  if (kind === 'variable') return model.definitionsByName.has(newName);
  const hasFile = varsNames(varsEntries).some(({ owner }) => owner.name === newName);
  return hasFile || model.groups.has(newName) || model.hosts.has(newName);
}
