// Where a group or a host is added, and where a variable gets its value.
import type { Location } from '../../ansible/model/model.ts';
import { byPrecedence, definitionsOf, effectiveVariable } from '../../ansible/model/queries.ts';
import type { Reference } from '../../ansible/templates/references.ts';
import { hostsConcerned, type IndexedContext, referenceAt, referencesTo } from '../cursor/names.ts';
import { localNameAt } from './localNames.ts';

/** In order of precedence, what counts first. */
export function definitionsAt(context: IndexedContext, uri: string, offset: number): readonly Location[] {
  const target = referenceAt(context, uri, offset);
  if (!target) return localDefinition(context, uri, offset);
  if (target.kind === 'variable') return distinct(variableDefinitions(context, target).map(keyOf));
  return referencesTo(context, target).filter(({ role }) => role === 'definition');
}

/** The `for`, `set` and so on of a name that the template itself sets. */
function localDefinition(context: IndexedContext, uri: string, offset: number): readonly Location[] {
  const local = localNameAt(context, uri, offset);
  return local ? [{ uri, span: local.definition }] : [];
}

/** A limit that suffices to see where the values of a large inventory come from. */
const MAX_HOSTS = 100;

/**
 * In a template: the definitions that apply to its hosts. On a key, or where no host is known: all definitions of the
 * name.
 */
function variableDefinitions(context: IndexedContext, target: Reference) {
  const { model } = context;
  const all = definitionsOf(model, target.name);
  if (target.role === 'definition' || target.of === 'any') return byPrecedence(model, all);
  const chains = hostsConcerned(context, target)
    .slice(0, MAX_HOSTS)
    .map((host) => effectiveVariable(model, host, target.name));
  const applying = chains.flatMap((found) => (found ? [found.definition, ...found.overridden] : []));
  return byPrecedence(model, applying.length > 0 ? applying : all);
}

const keyOf = ({ uri, keySpan }: Location & { readonly keySpan: Location['span'] }): Location => ({
  uri,
  span: keySpan,
});

const distinct = (locations: readonly Location[]): readonly Location[] => [
  ...new Map(locations.map((location) => [`${location.uri} ${location.span.start}`, location])).values(),
];
