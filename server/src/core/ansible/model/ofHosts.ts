// Joins the hosts for which the same is true, so that it is said once for all of them.

/** Something, with the hosts for which it is true. */
export type OfHosts<T> = Omit<T, 'hosts'> & { readonly hosts: string[] };

/** Adds the host to the entry of the key; `make` gives the entry of the first host. */
export function addHost<T>(
  found: Map<string, OfHosts<T>>,
  key: string,
  host: string,
  make: () => Omit<T, 'hosts'>,
): void {
  const known = found.get(key);
  if (known) known.hosts.push(host);
  else found.set(key, { ...make(), hosts: [host] });
}
