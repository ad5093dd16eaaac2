// `npm run check:size`: no folder, file or function is too long to be understood at once, and each file says first what
// it is for. `npm run numbers` writes what was measured into docs/architecture/numbers.md.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './generate/output.mjs';
import { measure } from './numbers/measure.mjs';
import { overBudget, page } from './numbers/report.mjs';

const path = 'docs/architecture/numbers.md';

const measured = measure();
if (process.argv.includes('--check')) {
  const faults = overBudget(measured);
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
} else {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), page(measured));
  console.log(`${path} is written`);
}
