// An answer of a query as plain data, so that two of them can be compared whose objects are not the same.

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/**
 * Functions say nothing by themselves; the queries that use them are compared. In which order the variables of an
 * inventory come is not part of any answer, so lists of what was found in them are compared as sets.
 */
export function plainAnswer(value: unknown, above: readonly object[] = []): unknown {
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return value;
  if (above.includes(value)) return 'what holds it';
  if (above.length > 12) return 'more';
  const inside = [...above, value];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  if (Array.isArray(value) || value instanceof Set || value instanceof Map)
    return [...value].map((item) => plainAnswer(item, inside)).sort(byText);
  if ('start' in value && 'end' in value) return `${value.start}-${value.end}`;
  if ('uri' in value && 'slice' in value) return value.uri;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'source' && key !== 'file')
      .map(([key, item]) => [key, plainAnswer(item, inside)]),
  );
}
