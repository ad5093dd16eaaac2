// The outline of a file, and names across inventories.
import type { Location } from '../../ansible/model/model.ts';
import type { OutlineEntry } from '../../ansible/sources/outlineEntry.ts';
import type { SymbolIndex } from '../../ansible/templates/references.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { isInside, type Span } from '../../text/span.ts';
import { visible } from '../../text/visible.ts';
import { configSymbols, type SettingSymbol } from './configSymbols.ts';

/** An entry of the outline; `nameSpan` is what is selected when it is chosen. */
export interface DocumentSymbol {
  readonly name: string;
  readonly kind: OutlineEntry['kind'] | SettingSymbol['kind'];
  readonly span: Span;
  readonly nameSpan: Span;
  readonly children: readonly DocumentSymbol[];
}

/** A name with its place in one of the inventories. */
export interface WorkspaceSymbol extends Location {
  readonly name: string;
  readonly kind: OutlineEntry['kind'];
  /** The group or host it stands under. */
  readonly container?: string;
}

/** The outline of a file, with the keys of its configurations of K3s. */
export function documentSymbols(
  context: InventoryContext,
  uri: string,
  { outline }: Pick<SymbolIndex, 'outline'>,
): readonly DocumentSymbol[] {
  const settings = configSymbols(context, uri);
  return outline.flatMap((entry) => symbolOf(entry, settings));
}

function symbolOf(
  entry: OutlineEntry,
  settings: ReadonlyMap<number, readonly SettingSymbol[]>,
): readonly DocumentSymbol[] {
  const { kind, span, nameSpan, section } = entry;
  if (entry.name === '') return [];
  const name = section === undefined || section === 'hosts' ? entry.name : `${entry.name}:${section}`;
  // What an alias stands for is shown where it is written.
  const own = entry.children.filter((child) => isInside(child.span, span));
  const inside = kind === 'variable' ? settings.get(nameSpan.start) : undefined;
  const children = inside ?? own.flatMap((child) => symbolOf(child, settings));
  return [{ name: visible(name), kind, span, nameSpan, children }];
}

/** A limit for a list that a person looks through. */
const MAX_SYMBOLS = 500;

/** Definitions whose name holds the letters of the query in their order, as editors filter. */
export function findSymbols(
  inventories: Iterable<{ readonly names: ReadonlyMap<string, Pick<SymbolIndex, 'outline'>> }>,
  query: string,
): readonly WorkspaceSymbol[] {
  const found = new Map<string, WorkspaceSymbol>();
  const letters = query.toLowerCase().replace(/\s/g, '');
  const visit = (uri: string, entries: readonly OutlineEntry[], container?: string): void => {
    for (const { kind, name, nameSpan: span, isMention, children } of entries) {
      if (found.size >= MAX_SYMBOLS) return;
      if (name !== '' && !isMention && holdsInOrder(name.toLowerCase(), letters))
        found.set(`${uri} ${span.start}`, {
          uri,
          span,
          kind,
          name: visible(name),
          ...(container && { container }),
        });
      visit(uri, children, visible(name));
    }
  };
  for (const { names } of inventories) for (const [uri, { outline }] of names) visit(uri, outline);
  return [...found.values()];
}

function holdsInOrder(name: string, letters: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
