/**
 * Does the work for documents one after the other: however often a document is marked while it waits, it is done
 * once, with what is known then, and no result overtakes a newer one.
 */
export function createRefresher(
  work: (uri: string) => Promise<void>,
  onError: (error: unknown) => void,
): (uris: Iterable<string>) => void {
  const waiting = new Set<string>();
  let isRunning = false;

  async function run(): Promise<void> {
    for (let [next] = waiting; next !== undefined; [next] = waiting) {
      waiting.delete(next);
      await work(next).catch(onError);
    }
    isRunning = false;
  }

  return (uris) => {
    for (const uri of uris) waiting.add(uri);
    if (isRunning) return;
    isRunning = true;
    void run();
  };
}
