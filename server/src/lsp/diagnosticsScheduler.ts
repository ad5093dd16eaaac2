// When the work for a document is done: once, with its latest text, and in pauses that let messages in.
import { RAL } from 'vscode-languageserver';

/**
 * Does the work for documents one after the other: however often a document is marked while it waits, it is done once,
 * with the state of that moment, and no result overtakes a newer one. Messages that have arrived with a mark are read
 * before the work begins, so that no work is done on a text that is already outdated.
 */
export function createDiagnosticsScheduler(
  work: (uri: string) => Promise<void>,
  onError: (error: unknown) => void,
): (uris: Iterable<string>) => void {
  const waiting = new Set<string>();
  let revision = 0;
  let isRunning = false;

  async function readWhatIsHere(): Promise<void> {
    for (let before = -1; before !== revision; ) {
      before = revision;
      await letMessagesIn();
    }
  }

  async function run(): Promise<void> {
    await readWhatIsHere();
    for (let [next] = waiting; next !== undefined; [next] = waiting) {
      waiting.delete(next);
      await work(next).catch(onError);
      if (waiting.size > 0) await readWhatIsHere();
    }
    isRunning = false;
  }

  return (uris) => {
    revision++;
    for (const uri of uris) waiting.add(uri);
    if (isRunning) return;
    isRunning = true;
    void run();
  };
}

/** The longest time in ms that a keystroke waits for work that it makes obsolete; too short to be felt. */
const STEP_MS = 10;

/** Pauses in long work, in which messages are read; each returns whether the work is still wanted. */
export function createPauses(isWanted: () => boolean): () => Promise<boolean> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < STEP_MS) return undefined;
    return letMessagesIn().then(() => {
      since = performance.now();
      return isWanted();
    });
  };
}

/** The library takes one turn to decode a message and one to hand it over. */
async function letMessagesIn(): Promise<void> {
  await nextTurn();
  await nextTurn();
}

const nextTurn = (): Promise<void> => new Promise((resolve) => RAL().timer.setImmediate(resolve));
