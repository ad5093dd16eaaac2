// What is worked out from a text alone: thousands of hosts have the same few texts, and rules ask again after each edit.

/** More texts than an edit looks at in most inventories, each a line or two. */
const MAX_TEXTS = 1000;
const MAX_LENGTH = 2000;

/** Remembers what `compute` makes of short texts until there are too many of them; gives the same object each time. */
export function perText<V>(compute: (text: string) => V): (text: string) => V {
  const known = new Map<string, { readonly value: V }>();
  return (text) => {
    if (text.length > MAX_LENGTH) return compute(text);
    const found = known.get(text) ?? { value: compute(text) };
    if (known.size >= MAX_TEXTS && !known.has(text)) known.clear();
    known.set(text, found);
    return found.value;
  };
}
