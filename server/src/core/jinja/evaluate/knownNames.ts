// Names of filters and tests. One that Ansible does not find fails the whole template, even where it is not needed.
// Read from Jinja2 3.1.2 and ansible-core 2.14.18.
import { msg } from '../../text/message.ts';
import type { Expression, JinjaNode, Template } from '../ast.ts';
import { JINJA_PLUGINS, type PluginKind } from '../catalog.ts';
import { childrenOf, walk } from '../walk.ts';
import { type Halt, unknown } from './value.ts';

export const bareName = (name: string): string => name.replace(/^ansible\.builtin\./, '');

/** What is there without a collection, and the one filter that k3s-ansible itself needs from one. */
const KNOWN: ReadonlySet<string> = new Set([
  ...JINJA_PLUGINS.filter(({ since }) => since === undefined).flatMap(({ kind, name, collection }) => {
    if (collection === 'jinja2') return [`${kind} ${name}`];
    // Jinja2's own have full names since ansible-core 2.19 only.
    return collection === 'ansible.builtin' ? [`${kind} ${name}`, `${kind} ansible.builtin.${name}`] : [];
  }),
  'filter ipwrap',
  'filter ansible.utils.ipwrap',
]);

const isKnown = (kind: PluginKind, name: string): boolean => KNOWN.has(`${kind} ${name}`);

/** Why a template is not evaluated: a filter or test may come from a collection, or from nowhere. */
export function nameRefusal(template: Template): Halt | undefined {
  for (const node of walk(template)) {
    if (mayFailEarly(node)) return unknown(msg('a part without variables may be undefined'));
    if (node.kind === 'filter' && !isKnown('filter', node.name))
      return unknown(msg("the filter '{0}' is not known here", node.name));
    if (node.kind === 'test' && !isKnown('test', node.name))
      return unknown(msg("the test '{0}' is not known here", node.name));
  }
  return undefined;
}

/**
 * Jinja2 works out parts without variables beforehand. Where one of these is undefined and used by an operator that
 * does not catch it, Ansible takes the whole text as it is written, even if the part is never reached.
 */
function mayFailEarly(node: JinjaNode): boolean {
  if (node.kind === 'conditional') return isRiskyConstant(node.test);
  if (node.kind !== 'binary') return false;
  if (node.operator === '~') return isRiskyConstant(node.left) || isRiskyConstant(node.right);
  return (node.operator === 'and' || node.operator === 'or') && isRiskyConstant(node.left);
}

const SURE: ReadonlySet<string> = new Set(
  'trim lower upper string replace join format b64encode b64decode to_json length count int float bool'.split(
    ' ',
  ),
);

/** A name that is surely looked at makes a part no constant; one behind a condition need not. */
function isRiskyConstant(part: Expression): boolean {
  let isRisky = false;
  const waiting: { readonly node: JinjaNode; readonly isSure: boolean }[] = [{ node: part, isSure: true }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, isSure } = next;
    if (isSure && node.kind === 'name') return false;
    isRisky ||= mayBeUndefined(node);
    const sure = surelyLookedAt(node);
    for (const child of childrenOf(node))
      waiting.push({ node: child, isSure: isSure && (!sure || sure.includes(child)) });
  }
  return isRisky;
}

const mayBeUndefined = (node: JinjaNode): boolean =>
  node.kind === 'attribute' ||
  node.kind === 'subscript' ||
  (node.kind === 'filter' && !SURE.has(bareName(node.name))) ||
  (node.kind === 'conditional' && !node.otherwise);

/** The children that count in any case, where these are not all of them. */
function surelyLookedAt(node: JinjaNode): readonly (JinjaNode | undefined)[] | undefined {
  if (node.kind === 'conditional') return [node.test];
  if (node.kind === 'compare') return [node.first, node.rest[0]];
  if (node.kind === 'binary' && (node.operator === 'and' || node.operator === 'or')) return [node.left];
  return undefined;
}
