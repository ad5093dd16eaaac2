// Every query at once: after an edit of any scalar of an inventory, each of them answers as one does that has never seen
// the inventory before.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { InventoryContext } from '../../../server/src/core/k3s/context.ts';
import { questionsAbout } from '../../../server/src/core/query/query.ts';
import { rules } from '../../../server/src/core/rules/index.ts';
import { createWorkspace } from '../../../server/src/core/session/workspace.ts';
import { parseYaml } from '../../../server/src/core/yaml/parseYaml.ts';
import type { YamlNode } from '../../../server/src/core/yaml/tree.ts';
import { createEditingFileSystem, type EditingFileSystem } from '../../support/editingFileSystem.ts';
import { FILES } from '../../support/editSequences.ts';
import { parseFixture } from '../../support/fixture.ts';
import { freezeContext } from '../../support/freeze.ts';
import { uriOf } from '../../support/memoryFileSystem.ts';
import { plainAnswer } from '../../support/plainAnswer.ts';
import { createRandom } from '../../support/random.ts';
import { chooseSeed } from '../../support/seed.ts';

const MAIN = 'inventory.yml';
const fixtures = join(import.meta.dirname, '../../fixtures/rules');

async function open(workspace: ReturnType<typeof createWorkspace>): Promise<InventoryContext | undefined> {
  const [analysis] = await workspace.analyze(uriOf(MAIN));
  if (analysis) freezeContext(analysis.context);
  if (analysis) for (const rule of rules) rule.check(analysis.context);
  return analysis?.context;
}

/** The spans of all scalars, keys included, last first: an edit leaves those that come after it where they are. */
function scalarsOf(node: YamlNode | undefined): readonly YamlNode[] {
  if (node?.kind === 'scalar') return node.span.end > node.span.start ? [node] : [];
  if (node?.kind === 'sequence') return node.items.flatMap(scalarsOf);
  return node?.kind === 'mapping'
    ? node.pairs.flatMap(({ key, value }) => [...scalarsOf(key), ...scalarsOf(value)])
    : [];
}

async function compareQueries(host: EditingFileSystem, workspace: ReturnType<typeof createWorkspace>) {
  const context = await open(workspace);
  const fresh = await open(createWorkspace(host));
  if (!context || !fresh) return expect(context).toBe(fresh);
  for (const [db, other] of [
    [context, fresh],
    [context.model, fresh.model],
  ] as const)
    for (const ask of questionsAbout(db)) {
      expect(plainAnswer(ask(db)), host.text(MAIN)).toEqual(plainAnswer(ask(other)));
    }
}

async function editEveryScalar(files: Readonly<Record<string, string>>): Promise<void> {
  const host = createEditingFileSystem(files);
  const workspace = createWorkspace(host);
  const read = (await open(workspace))?.files;
  for (const path of Object.keys(files).filter((name) => read?.get(uriOf(name))?.document))
    for (const { span } of scalarsOf(parseYaml(host.text(path)).root).toReversed()) {
      const before = host.text(path);
      host.type(path, `${before.slice(0, span.end - 1)}7${before.slice(span.end)}`);
      await compareQueries(host, workspace);
      host.type(path, before);
    }
}

test('every scalar of an inventory, one after the other', () => editEveryScalar(FILES), 120_000);

test('every scalar of some rules’ fixtures', async () => {
  const random = createRandom(chooseSeed('queries after edits'));
  const all = readdirSync(fixtures).flatMap((rule) =>
    readdirSync(join(fixtures, rule))
      .filter((name) => /^bad[^.]*\.yml$/.test(name))
      .map((name) => join(fixtures, rule, name)),
  );
  for (let count = 0; count < 10; count++) {
    const text = readFileSync(random.pick(all), 'utf8');
    await editEveryScalar(parseFixture(text, MAIN).files);
  }
}, 120_000);
