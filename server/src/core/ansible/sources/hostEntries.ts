// What is known of a host from where it is first listed: the same object in every model for the same part of a tree.
import type { Span } from '../../text/span.ts';
import type { HostEntry, HostLocation } from '../model/model.ts';

/** By the place of the key: nearly every one lists a single host. */
const firstEntries = new WeakMap<Span, HostEntry>();
/** Of the other hosts of a range. */
const furtherEntries = new WeakMap<Span, Map<string, HostEntry>>();

/** The entry of a host that is listed at this place, and nowhere before. */
export function firstEntry(name: string, location: HostLocation): HostEntry {
  const { span } = location;
  const first = firstEntries.get(span);
  const known = first?.name === name ? first : furtherEntries.get(span)?.get(name);
  if (known && isListedAt(known, location)) return known;
  const entry = { name, groups: [location.group], locations: [location] };
  if (!first || first.name === name) firstEntries.set(span, entry);
  else furtherEntries.set(span, (furtherEntries.get(span) ?? new Map()).set(name, entry));
  return entry;
}

function isListedAt({ locations: [known] }: HostEntry, { uri, group, pattern }: HostLocation): boolean {
  return known?.uri === uri && known.group === group && known.pattern === pattern;
}
