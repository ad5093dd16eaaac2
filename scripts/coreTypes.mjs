// Writes the types of the core into one file, for those who import it as a library. `node scripts/coreTypes.mjs [file]`
import { join } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { root } from './setup.mjs';

const file = process.argv[2] ?? join(root, 'dist', 'core.d.cts');

const bundle = await rollup({
  input: join(root, 'server/src/core/index.ts'),
  plugins: [dts({ tsconfig: join(root, 'server/src/core/tsconfig.json') })],
  onLog(_level, { message }) {
    throw new Error(message);
  },
});
await bundle.write({ file, format: 'es' });
await bundle.close();
