import { iniOutline } from './ini/iniOutline.ts';
import type { OutlineEntry, OutlineFile } from './outlineEntry.ts';
import { type Wants, yamlOutline } from './yamlOutline.ts';

/** Of YAML only the entries that are wanted, and what is around them. */
export const outlineOf = ({ source, document, role }: OutlineFile, wants?: Wants): readonly OutlineEntry[] =>
  document ? yamlOutline(source.pieces, document, role === 'inventory', wants) : iniOutline(source.text);

/** Every entry, parents first. */
export function* entriesBelow(entries: readonly OutlineEntry[]): Generator<OutlineEntry, void, undefined> {
  for (const entry of entries) {
    yield entry;
    yield* entriesBelow(entry.children);
  }
}
