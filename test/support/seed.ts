/**
 * The seed of a random suite: `SEED` when set, so that a failure can be repeated; always the same one in CI, where a
 * change must not be refused for what it did not change; a new one each time elsewhere. Printed in any case.
 */
export function chooseSeed(suite: string): number {
  const fresh = process.env.CI === 'true' ? 20_261_123 : Date.now() % 2 ** 31;
  const seed = process.env.SEED ? Number(process.env.SEED) : fresh;
  process.stdout.write(`${suite}: SEED=${seed}\n`);
  return seed;
}
