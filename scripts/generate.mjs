// Writes everything that is made from other files. `--check` writes nothing that is committed: it fails when a
// committed file differs from what would be written. One module per kind of output in scripts/generate/;
// each takes the sources and returns its outputs.
import { bundles } from './generate/bundles.mjs';
import { inventorySchema } from './generate/inventorySchema.mjs';
import { writeOutputs } from './generate/output.mjs';
import { rulePages } from './generate/rulePages.mjs';
import { readSources } from './generate/sources.mjs';
import { validators } from './generate/validators.mjs';
import { variablePages } from './generate/variablePages.mjs';

const generators = [bundles, inventorySchema, rulePages, validators, variablePages];

const sources = readSources();
const outputs = (await Promise.all(generators.map((generate) => generate(sources)))).flat();
const stale = writeOutputs(outputs, { check: process.argv.includes('--check') });

for (const path of stale)
  console.error(`${path} is out of date: run "node scripts/generate.mjs" and commit it`);
if (stale.length > 0) process.exitCode = 1;
