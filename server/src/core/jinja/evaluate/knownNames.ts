// Names of filters and tests. One that Ansible does not find fails the whole template, even where it is not needed.
// Read from Jinja2 3.1.2 and ansible-core 2.14.18.
import { msg } from '../../text/message.ts';
import { once } from '../../text/once.ts';
import type { Expression, JinjaNode, Template } from '../ast.ts';
import { jinjaPlugins, type PluginKind } from '../catalog.ts';
import { childrenOf, walk } from '../walk.ts';
import { type EvaluationStop, unknown } from './value.ts';

/** The name without `ansible.builtin.`, under which Ansible's own plugins can be called as well. */
export const bareName = (name: string): string => name.replace(/^ansible\.builtin\./, '');

/** Plugins that come without a collection, and the one filter from a collection that k3s-ansible itself needs. */
const known = once(
  (): ReadonlySet<string> =>
    new Set([
      ...jinjaPlugins()
        .filter(({ since }) => since === undefined)
        .flatMap(({ kind, name, collection }) => {
          if (collection === 'jinja2') return [`${kind} ${name}`];
          // Those of Jinja2 have full names since ansible-core 2.19 only.
          return collection === 'ansible.builtin'
            ? [`${kind} ${name}`, `${kind} ansible.builtin.${name}`]
            : [];
        }),
      'filter ipwrap',
      'filter ansible.utils.ipwrap',
    ]),
);

const isKnown = (kind: PluginKind, name: string): boolean => known().has(`${kind} ${name}`);

/** The reason not to evaluate a template: a filter or test that may come from a collection, or not exist. */
export function nameRefusal(template: Template): EvaluationStop | undefined {
  const nodes = [...walk(template)];
  const isRisky = riskyConstants(nodes);
  for (const node of nodes) {
    if (mayFailEarly(node, isRisky)) return unknown(msg('a part without variables may be undefined'));
    if (node.kind === 'filter' && !isKnown('filter', node.name))
      return unknown(msg("the filter '{0}' is not known here", node.name));
    if (node.kind === 'test' && !isKnown('test', node.name))
      return unknown(msg("the test '{0}' is not known here", node.name));
  }
  return undefined;
}

/**
 * Jinja2 evaluates parts without variables in advance. If one is undefined and used by an operator that does not catch
 * it, Ansible takes the whole text as it is written, even if the part is never reached.
 */
function mayFailEarly(node: JinjaNode, isRisky: (part: Expression) => boolean): boolean {
  if (node.kind === 'conditional') return isRisky(node.test);
  if (node.kind !== 'binary') return false;
  if (node.operator === '~') return isRisky(node.left) || isRisky(node.right);
  return (node.operator === 'and' || node.operator === 'or') && isRisky(node.left);
}

const SURE: ReadonlySet<string> = new Set(
  'trim lower upper title capitalize string replace join format indent b64encode b64decode to_json length count int float bool round abs list basename dirname regex_replace regex_escape dict2items items2dict'.split(
    ' ',
  ),
);

/**
 * Which parts are constant and may be undefined. A name or a call that is surely evaluated makes a part non-constant; one
 * behind a condition may not. Computed from the leaves up, so that each node is visited once.
 */
function riskyConstants(nodes: readonly JinjaNode[]): (part: Expression) => boolean {
  const [named, risky] = [new Set<JinjaNode>(), new Set<JinjaNode>()];
  // In this order, children come after their parents.
  for (const node of nodes.toReversed()) {
    const sure = surelyLookedAt(node);
    const children = [...childrenOf(node)];
    const isSure = (child: JinjaNode): boolean => !sure || sure.includes(child);
    const isNamed = node.kind === 'name' || node.kind === 'call';
    if (isNamed || children.some((child) => named.has(child) && isSure(child))) named.add(node);
    if (isCaught(node, risky)) continue;
    if (mayBeUndefined(node) || children.some((child) => risky.has(child))) risky.add(node);
  }
  return (part) => risky.has(part) && !named.has(part);
}

/** `x | default('y')` */
const isCaught = (node: JinjaNode, risky: ReadonlySet<JinjaNode>): boolean =>
  node.kind === 'filter' &&
  (node.name === 'default' || node.name === 'd') &&
  node.args[0] !== undefined &&
  !risky.has(node.args[0]);

const WITH_PARTS: ReadonlySet<string> = new Set(['string', 'list', 'tuple']);

const mayBeUndefined = (node: JinjaNode): boolean =>
  node.kind === 'attribute' ||
  (node.kind === 'subscript' && !(node.index.kind === 'slice' && WITH_PARTS.has(node.object.kind))) ||
  (node.kind === 'filter' && !SURE.has(bareName(node.name))) ||
  (node.kind === 'conditional' && !node.otherwise);

/** The children that are surely evaluated, where these are not all of them. */
function surelyLookedAt(node: JinjaNode): readonly (JinjaNode | undefined)[] | undefined {
  if (node.kind === 'conditional') return [node.test];
  if (node.kind === 'compare') return [node.first, node.rest[0]];
  if (node.kind === 'binary' && (node.operator === 'and' || node.operator === 'or')) return [node.left];
  return undefined;
}
