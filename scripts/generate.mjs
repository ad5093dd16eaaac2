// Writes everything that is made from other files. `--check` writes nothing that is committed: it fails when a
// committed file differs from what would be written. One module per kind of output in scripts/generate/;
// each takes the sources and returns its outputs.
import { bundles } from './generate/bundles.mjs';
import { dialectPages } from './generate/dialectPages.mjs';
import { dialects } from './generate/dialects.mjs';
import { inventorySchema } from './generate/inventorySchema.mjs';
import { k3sPages } from './generate/k3sPages.mjs';
import { manPage } from './generate/manPage.mjs';
import { writeOutputs } from './generate/output.mjs';
import { projectPage } from './generate/projectPage.mjs';
import { rulePages } from './generate/rulePages.mjs';
import { ruleRegistry } from './generate/ruleRegistry.mjs';
import { schemaStore } from './generate/schemaStore.mjs';
import { readSources } from './generate/sources.mjs';
import { validators } from './generate/validators.mjs';
import { variablePages } from './generate/variablePages.mjs';

const generators = [
  bundles,
  dialectPages,
  dialects,
  inventorySchema,
  k3sPages,
  manPage,
  projectPage,
  rulePages,
  schemaStore,
  validators,
  variablePages,
];

const check = process.argv.includes('--check');
const sources = readSources();
// First: the pages are made from the rules that it lists.
const staleRegistry = writeOutputs(ruleRegistry(), { check });
const outputs = (await Promise.all(generators.map((generate) => generate(sources)))).flat();
const stale = [...staleRegistry, ...writeOutputs(outputs, { check })];

for (const path of stale)
  console.error(`${path} is out of date: run "node scripts/generate.mjs" and commit it`);
if (stale.length > 0) process.exitCode = 1;
