/** The seed of a random suite: `SEED` when set, so that a failure can be repeated. Printed either way. */
export function chooseSeed(suite: string): number {
  const seed = process.env.SEED ? Number(process.env.SEED) : Date.now() % 2 ** 31;
  process.stdout.write(`${suite}: SEED=${seed}\n`);
  return seed;
}
