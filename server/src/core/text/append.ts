// Adds a list to another one, however long it is.

/** As `push(...items)` does, which fails where there are more items than a call takes arguments. */
export function append<T>(list: T[], items: Iterable<T>): void {
  for (const item of items) list.push(item);
}
