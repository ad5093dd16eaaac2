// Which checks of a dialect apply, and the definitions they look at: those that count for the nodes.
import { literalOf, scalarOf } from '../../ansible/model/definitions.ts';
import type { InventoryModel, VariableDefinition } from '../../ansible/model/model.ts';
import { definitionsOf } from '../../ansible/model/queries.ts';
import { mayBeDefinedElsewhere } from '../../ansible/templates/elsewhere.ts';
import { resolveAlias } from '../../yaml/tree.ts';
import { hostAddress } from '../addresses/hostAddress.ts';
import { addressNumber, commonNetwork } from '../addresses/ipv4.ts';
import { definitionsFor, type EffectiveDefinition } from '../cluster.ts';
import type { InventoryContext } from '../context.ts';
import type { Check } from './dialect.ts';
import { nodesOf } from './nodes.ts';

/** The checks of one kind that apply to the inventory. */
export function* checksOf(context: InventoryContext, kind: Check['check']): Generator<Check> {
  const { model } = context;
  const isGiven = (name: string): boolean => definitionsOf(model, name).some(isSet);
  for (const check of context.dialect?.checks ?? []) {
    const { unless = [], with: needed, unlessFlags } = check;
    if (check.check !== kind) continue;
    if (unless.some((name) => isGiven(name) || mayBeDefinedElsewhere(model, name))) continue;
    if (needed && !needed.some(isGiven)) continue;
    if (check.from !== undefined && !isFrom(context, check.from)) continue;
    if (unlessFlags && hasAnyFlag(model, unlessFlags.variable, unlessFlags.flags)) continue;
    yield check;
  }
}

/** Whether the release is known to be that minor release or a newer one. */
function isFrom({ model, dialect }: InventoryContext, from: string): boolean {
  const versions = dialect?.version === undefined ? [] : definitionsOf(model, dialect.version);
  const texts = versions.map((definition) => literalOf(definition)?.text ?? '');
  return texts.length > 0 && texts.every((text) => minorOf(text) >= minorOf(`v${from}.`));
}

/** `v1.30.2+k3s1` as a number that grows with the release. */
const minorOf = (text: string): number => {
  const [, major, minor] = /^v(\d+)\.(\d+)\./.exec(text) ?? [];
  return major === undefined ? Number.NaN : Number(major) * 1000 + Number(minor);
};

/** Defined, and not false. */
function isSet(definition: VariableDefinition): boolean {
  const text = literalOf(definition)?.text.trim().toLowerCase();
  return text === undefined || !/^(?:|~|null|none|false|no|off)$/.test(text);
}

function hasAnyFlag(model: InventoryModel, variable: string, flags: readonly string[]): boolean {
  const scalars = definitionsOf(model, variable).map((definition) => scalarOf(definition));
  // What is encrypted may have any flag.
  return scalars.some(
    (scalar) => scalar?.type === 'vault' || flags.some((flag) => scalar?.text.includes(flag)),
  );
}

/** The definitions that count for a node, each place once. */
export const countingFor = (context: InventoryContext, name: string): readonly EffectiveDefinition[] =>
  definitionsFor(context.model, nodesOf(context).all, name).effective.filter(({ definition }) =>
    context.files.has(definition.uri),
  );

/** The texts of a value that can be read: a single one, or those of a list. */
export function textsOf({ value }: VariableDefinition): readonly string[] | undefined {
  const node = resolveAlias(value);
  const items = node?.kind === 'sequence' ? node.items : node ? [node] : [];
  const texts = items.map((item) => {
    const scalar = resolveAlias(item);
    return scalar?.kind === 'scalar' && scalar.type === 'str' && !/[{$]/.test(scalar.text)
      ? scalar.text.trim()
      : undefined;
  });
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** Interfaces of overlay networks, where a node has another address than the one Ansible uses. */
const OVERLAY = /^(?:tailscale|ts|wg|zt|tun|tap|utun|ppp|nebula|vpn|wt|nb-)/i;

/** The network of the nodes, and their addresses in it; `undefined` where an address is not known for sure. */
export function nodeNetwork(context: InventoryContext) {
  const addresses = nodeAddresses(context);
  const known = addresses?.map(({ number }) => number);
  return known && commonNetwork(known);
}

/** A node's literal IPv4 address. */
export interface NodeAddress {
  readonly host: string;
  readonly number: number;
}

/**
 * The addresses of all nodes, or `undefined`: where one has a name instead, or an interface of its own, it cannot be
 * known.
 */
export function nodeAddresses(context: InventoryContext): readonly NodeAddress[] | undefined {
  const { model, dialect } = context;
  const interfaces = (dialect?.nodeInterfaces ?? []).flatMap((name) => definitionsOf(model, name));
  if (interfaces.some((definition) => OVERLAY.test(literalOf(definition)?.text ?? ''))) return undefined;
  const own = dialect?.nodeAddress;
  const found = nodesOf(context).all.map((host) => {
    const text = own === undefined ? undefined : literalFor(model, own, host);
    const number = addressNumber(text?.split(',')[0] ?? hostAddress(model, host)?.text ?? '');
    return number === undefined ? undefined : { host, number };
  });
  return found.length > 0 && found.every((address) => address !== undefined) ? found : undefined;
}

function literalFor(model: InventoryModel, name: string, host: string): string | undefined {
  const [found] = definitionsFor(model, [host], name).effective;
  const text = found && literalOf(found.definition)?.text;
  return text === undefined || text.includes('{{') ? undefined : text;
}
