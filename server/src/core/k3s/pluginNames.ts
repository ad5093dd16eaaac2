// The filters and tests that a template uses, and whether they exist. A name that is neither in Jinja2 nor in Ansible
// nor in one of two collections may still come from elsewhere; whether that is possible is not decided here.
import type { Expression, Filter, Template } from '../jinja/ast.ts';
import {
  callName,
  type JinjaPlugin,
  jinjaPlugins,
  type PluginKind,
  redirectedFilters,
} from '../jinja/catalog.ts';
import { walk } from '../jinja/walk.ts';
import { perItem } from '../query/query.ts';
import { type Span, spanOf } from '../text/span.ts';
import { nearestName } from './schema/nearMiss.ts';

/** One use of a filter or a test in a template. */
export interface PluginUse {
  readonly kind: PluginKind;
  readonly name: string;
  /** In offsets of the template. */
  readonly span: Span;
  /** Named in an argument of a filter: Ansible looks it up when there is an item for it, and all others in advance. */
  readonly isArgument: boolean;
}

/** Including those that are named to `map`, `select` and the like. */
export const pluginUses = perItem((template: Template): readonly PluginUse[] => [...usesIn(template)]);

function* usesIn(template: Template): Generator<PluginUse, void, undefined> {
  for (const node of walk(template)) {
    if (node.kind !== 'filter' && node.kind !== 'test') continue;
    yield { kind: node.kind, name: node.name, span: node.nameSpan, isArgument: false };
    const named = node.kind === 'filter' ? namedPlugin(node) : undefined;
    if (named) yield named;
  }
}

/** Filters that take another one by name: its kind, and which argument it is. */
const TAKE_NAMES: ReadonlyMap<string, readonly [kind: PluginKind, index: number]> = new Map([
  ['map', ['filter', 0]],
  ['select', ['test', 0]],
  ['reject', ['test', 0]],
  ['selectattr', ['test', 1]],
  ['rejectattr', ['test', 1]],
]);

function namedPlugin({ name, args, starArgs }: Filter): PluginUse | undefined {
  const [kind, index] = TAKE_NAMES.get(name) ?? [];
  const argument: Expression | undefined = index === undefined || starArgs ? undefined : args[index];
  if (!kind || argument?.kind !== 'string') return undefined;
  const [span = argument.span, ...more] = argument.contents;
  return more.length > 0
    ? undefined
    : { kind, name: argument.value, span: spanOf(span.start, span.end), isArgument: true };
}

/** A name that no known collection has. */
export interface UnknownPlugin extends PluginUse {
  /** The collection that is named; absent where none is. */
  readonly collection?: string;
  /** The name that was probably meant, as a template would write it. */
  readonly meant?: string;
  readonly isOtherKind: boolean;
}

const COLLECTIONS: ReadonlySet<string> = new Set(['ansible.builtin', 'ansible.utils', 'community.general']);

/** `undefined` for known names, and for those that only an unknown collection can have. */
export const unknownPlugin = perItem((use: PluginUse): UnknownPlugin | undefined => {
  const parts = /^(?:(\w+\.\w+)\.)?(\w+|[!=<>]=?)$/.exec(use.name);
  const [, collection, name] = parts ?? [];
  if (name === undefined || (collection !== undefined && !COLLECTIONS.has(collection))) return undefined;
  const ofKind = jinjaPlugins().filter(({ kind }) => kind === use.kind);
  const found = ofKind.filter((plugin) => plugin.name === name);
  const isOwn = collection === undefined || collection === 'ansible.builtin';
  const belongs = (plugin: JinjaPlugin): boolean =>
    isOwn
      ? plugin.collection === 'jinja2' || plugin.collection === 'ansible.builtin'
      : plugin.collection === collection;
  if (found.some(belongs) || (isOwn && use.kind === 'filter' && redirectedFilters().has(name)))
    return undefined;
  const [elsewhere, ...more] = found;
  const near = nearestName(
    name,
    ofKind.filter(belongs).map((plugin) => plugin.name),
  );
  const prefix = collection === undefined ? '' : `${collection}.`;
  const meant = elsewhere && more.length === 0 ? callName(elsewhere) : near && prefix + near;
  const isOtherKind = jinjaPlugins().some(
    (plugin) => plugin.kind !== use.kind && plugin.name === name && belongs(plugin),
  );
  return { ...use, ...(collection && { collection }), ...(meant && { meant }), isOtherKind };
});
