// Runs thousands of asynchronous reads without opening too many files at once.

/** With many more open files at once, an operating system refuses to open the next. */
const BATCH = 64;

/** `Promise.all` for thousands of items: a batch at a time, results in order. */
export async function inBatches<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += BATCH) {
    results.push(...(await Promise.all(items.slice(start, start + BATCH).map(work))));
  }
  return results;
}
