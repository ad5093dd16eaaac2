// Writes everything that is made from other files. `--check` writes nothing that is committed: it fails when a
// committed file differs from what would be written. One module per kind of output in scripts/generate/;
// each takes the sources and returns its outputs.
import { bundles } from './generate/bundles.mjs';
import { dialectPages } from './generate/dialectPages.mjs';
import { dialects } from './generate/dialects.mjs';
import { handlerRegistry } from './generate/handlerRegistry.mjs';
import { inventorySchema } from './generate/inventorySchema.mjs';
import { k3sPages } from './generate/k3sPages.mjs';
import { manPage } from './generate/manPage.mjs';
import { SourceError, writeOutputs } from './generate/output.mjs';
import { projectPage } from './generate/projectPage.mjs';
import { protocolPage } from './generate/protocolPage.mjs';
import { rulePages } from './generate/rulePages.mjs';
import { ruleRegistry } from './generate/ruleRegistry.mjs';
import { schemaStore } from './generate/schemaStore.mjs';
import { readSources } from './generate/sources.mjs';
import { validators } from './generate/validators.mjs';
import { variablePages } from './generate/variablePages.mjs';

const generators = [
  bundles,
  dialectPages,
  inventorySchema,
  k3sPages,
  manPage,
  projectPage,
  protocolPage,
  rulePages,
  schemaStore,
  variablePages,
];

const check = process.argv.includes('--check');
const sources = sourcesOrEnd();
// Modules first: the pages of the rules are made by running the rules, which import them. In a fresh clone they are absent.
const staleRegistry = writeOutputs([...ruleRegistry(), ...handlerRegistry()], { check });
writeOutputs((await Promise.all([dialects(sources), validators(sources)])).flat(), { check });
const outputs = (await Promise.all(generators.map((generate) => generate(sources)))).flat();
const stale = [...staleRegistry, ...writeOutputs(outputs, { check })];

for (const path of stale)
  console.error(`${path} is out of date: run "node scripts/generate.mjs" and commit it`);
if (stale.length > 0) process.exitCode = 1;

function sourcesOrEnd() {
  try {
    return readSources();
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
