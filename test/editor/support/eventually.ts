// Waits for what VS Code does in its own time.

const PAUSE = 50;

/**
 * Asks until the answer is accepted. VS Code cancels a request, or answers it with nothing, while extensions are
 * still registering: both mean "ask again".
 */
export async function eventually<T>(
  what: string,
  ask: () => T | PromiseLike<T>,
  accept: (answer: T) => boolean,
  limit = 30_000,
): Promise<T> {
  const end = Date.now() + limit;
  let last: unknown;
  while (Date.now() < end) {
    try {
      const answer = await ask();
      if (accept(answer)) return answer;
      last = answer;
    } catch (error) {
      if (!(error instanceof Error && /cancel/i.test(error.message))) throw error;
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  throw new Error(`${what}: not within ${limit / 1000} s; last: ${JSON.stringify(last)}`);
}
