// What the flags do that the server sets for itself; in a process of its own, because they hold for all of it.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

const measure = `
  const { getHeapSpaceStatistics } = require('node:v8');
  Promise.resolve(globalThis.ready).then(() => {
    let most = 0;
    const kept = [];
    for (let made = 0; made < 1_000_000; made++) {
      kept[made % 20_000] = { made, garbage: [made] };
      if (made % 1000 > 0) continue;
      const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
      most = Math.max(most, young.space_size);
    }
    console.log(most / 2 ** 20);
  });
`;

/** The most megabytes that new objects ever had, in a process that makes many. */
async function youngMegabytes(firstLine: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: {
      contents: firstLine,
      resolveDir: join(import.meta.dirname, '../../server/src/node'),
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
  });
  const program = `${outputFiles[0]?.text ?? ''}\n${measure}`;
  return Number(spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' }).stdout);
}

it('keeps the space for new objects as small as it is at the start', async () => {
  const [usual, small] = await Promise.all([
    youngMegabytes(''),
    youngMegabytes("import { keepHeapSmall } from './memory.ts'; globalThis.ready = keepHeapSmall();"),
  ]);
  expect(small).toBeGreaterThan(0);
  expect(small).toBeLessThan(usual / 2);
});
