// The filters and tests that a template uses, and whether somebody brings them. What neither Jinja2, Ansible nor one
// of two collections has may still come from elsewhere; whether it can is not known here.
import type { Expression, Filter, Template } from '../jinja/ast.ts';
import {
  callName,
  JINJA_PLUGINS,
  type JinjaPlugin,
  type PluginKind,
  REDIRECTED_FILTERS,
} from '../jinja/catalog.ts';
import { walk } from '../jinja/walk.ts';
import { type Span, spanOf } from '../text/span.ts';
import { nearestName } from './schema/nearMiss.ts';

export interface PluginUse {
  readonly kind: PluginKind;
  readonly name: string;
  /** In offsets of the template. */
  readonly span: Span;
  /** Given to a filter by name: Ansible looks it up once there is an item for it, and all others beforehand. */
  readonly isArgument: boolean;
}

/** Also those that `map`, `select` and their kin are given by name. */
export function* pluginUses(template: Template): Generator<PluginUse, void, undefined> {
  for (const node of walk(template)) {
    if (node.kind !== 'filter' && node.kind !== 'test') continue;
    yield { kind: node.kind, name: node.name, span: node.nameSpan, isArgument: false };
    const named = node.kind === 'filter' ? namedPlugin(node) : undefined;
    if (named) yield named;
  }
}

/** Of the filters that are given another one by name: its kind, and which argument it is. */
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

/** A name that nobody known brings. */
export interface UnknownPlugin extends PluginUse {
  /** The collection that is named; absent where none is. */
  readonly collection?: string;
  /** What was meant, as a template names it. */
  readonly meant?: string;
  readonly isOtherKind: boolean;
}

/** `undefined` for names that are known, and for those that only an unknown collection can bring. */
export function unknownPlugin(use: PluginUse): UnknownPlugin | undefined {
  const parts = /^(?:(\w+\.\w+)\.)?(\w+|[!=<>]=?)$/.exec(use.name);
  const [, collection, name] = parts ?? [];
  if (name === undefined || (collection !== undefined && !COLLECTIONS.has(collection))) return undefined;
  const ofKind = JINJA_PLUGINS.filter(({ kind }) => kind === use.kind);
  const found = ofKind.filter((plugin) => plugin.name === name);
  const isOwn = collection === undefined || collection === 'ansible.builtin';
  const belongs = (plugin: JinjaPlugin): boolean =>
    isOwn
      ? plugin.collection === 'jinja2' || plugin.collection === 'ansible.builtin'
      : plugin.collection === collection;
  if (found.some(belongs) || (isOwn && use.kind === 'filter' && REDIRECTED_FILTERS.has(name)))
    return undefined;
  const [elsewhere, ...more] = found;
  const near = nearestName(
    name,
    ofKind.filter(belongs).map((plugin) => plugin.name),
  );
  const prefix = collection === undefined ? '' : `${collection}.`;
  const meant = elsewhere && more.length === 0 ? callName(elsewhere) : near && prefix + near;
  const isOtherKind = JINJA_PLUGINS.some(
    (plugin) => plugin.kind !== use.kind && plugin.name === name && belongs(plugin),
  );
  return { ...use, ...(collection && { collection }), ...(meant && { meant }), isOtherKind };
}

const COLLECTIONS: ReadonlySet<string> = new Set(['ansible.builtin', 'ansible.utils', 'community.general']);
