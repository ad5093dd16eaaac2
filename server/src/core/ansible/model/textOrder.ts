// The order of places in which a person reads them: by file, as the files are read, then by offset.
import type { Location, ModelFiles } from './model.ts';

/** Compares two places. The result is the same after any edit, unlike the order of a map. */
export function textOrder(files: ModelFiles['files']): (a: Location, b: Location) => number {
  const order = new Map([...files.keys()].map((uri, index) => [uri, index]));
  const rank = ({ uri }: Location): number => order.get(uri) ?? order.size;
  return (a, b) => rank(a) - rank(b) || a.span.start - b.span.start;
}
