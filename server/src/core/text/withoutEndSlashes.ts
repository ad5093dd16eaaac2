// Paths of nodes, compared and joined without the slashes at their end.

/** `/etc/x//` is `/etc/x`; `/` stays. */
export function withoutEndSlashes(path: string): string {
  let end = path.length;
  while (end > 1 && path[end - 1] === '/') end--;
  return path.slice(0, end);
}
