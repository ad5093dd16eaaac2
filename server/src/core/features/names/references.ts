// Every place that names what stands at the cursor; files in group_vars and host_vars are named, too.
import type { Location } from '../../ansible/model/model.ts';
import type { Reference } from '../../ansible/templates/references.ts';
import { varsNames } from '../../ansible/variables/varsNames.ts';
import { type IndexedContext, referencesIn, referencesTo } from '../cursor/names.ts';
import { localNameAt } from './localNames.ts';

/** In the order of the files; a file of variables that has the name stands at its start. */
export function findReferences(
  context: IndexedContext,
  target: Reference,
  includeDefinitions: boolean,
): readonly Location[] {
  const found = referencesTo(context, target);
  const files = varsNames(context.files.keys())
    .filter(({ owner }) => owner.kind === target.kind && owner.name === target.name)
    .flatMap((named) => named.files);
  return [
    ...found.filter(({ role }) => includeDefinitions || role === 'use'),
    ...files.map((uri) => ({ uri, span: { start: 0, end: 0 } })),
  ];
}

/** The places of a name that a template itself sets: all in that template. */
export function findLocalReferences(
  context: IndexedContext,
  uri: string,
  offset: number,
): readonly (Location & { readonly isWrite: boolean })[] {
  const local = localNameAt(context, uri, offset);
  return (local?.places ?? []).map((span) => ({
    uri,
    span,
    isWrite: span.start === local?.definition.start,
  }));
}

/** The same within one file; `isWrite` where it is set. */
export const findHighlights = (context: IndexedContext, target: Reference) =>
  referencesIn(context, target.uri, target).map(({ span, role }) => ({
    span,
    isWrite: role === 'definition',
  }));
