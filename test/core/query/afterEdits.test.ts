// Every query at once: after an edit of any scalar of an inventory, each of them answers as one does that has never seen
// the inventory before.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { InventoryContext } from '../../../server/src/core/k3s/context.ts';
import { questionsAbout } from '../../../server/src/core/query/query.ts';
import { rules } from '../../../server/src/core/rules/index.ts';
import { createWorkspace } from '../../../server/src/core/session/workspace.ts';
import type { Span } from '../../../server/src/core/text/span.ts';
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

async function open(
  workspace: ReturnType<typeof createWorkspace>,
  main: string,
): Promise<InventoryContext | undefined> {
  const [analysis] = await workspace.analyze(uriOf(main));
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

async function compareQueries(
  host: EditingFileSystem,
  workspace: ReturnType<typeof createWorkspace>,
  main: string,
) {
  const context = await open(workspace, main);
  const fresh = await open(createWorkspace(host), main);
  if (!context || !fresh) return expect(context).toBe(fresh);
  for (const [db, other] of [
    [context, fresh],
    [context.model, fresh.model],
  ] as const)
    for (const ask of questionsAbout(db)) {
      expect(plainAnswer(ask(db)), host.text(main)).toEqual(plainAnswer(ask(other)));
    }
}

async function editEveryScalar(files: Readonly<Record<string, string>>, main = MAIN): Promise<void> {
  const host = createEditingFileSystem(files);
  const workspace = createWorkspace(host);
  const read = (await open(workspace, main))?.files;
  for (const path of Object.keys(files).filter((name) => read?.has(uriOf(name))))
    for (const { end } of scalarSpans(path, host.text(path)).toReversed()) {
      const before = host.text(path);
      host.type(path, `${before.slice(0, end - 1)}7${before.slice(end)}`);
      await compareQueries(host, workspace, main);
      host.type(path, before);
    }
}

/** Of INI files, the words. */
const scalarSpans = (path: string, text: string): readonly Pick<Span, 'end'>[] =>
  /\.ya?ml$/.test(path)
    ? scalarsOf(parseYaml(text).root).map(({ span }) => span)
    : [...text.matchAll(/[\w.-]+/g)].map(({ index, 0: word }) => ({ end: index + word.length }));

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

const INI = `[server]
s[1:2].lab ansible_host=10.0.0.1 node_label="a b"
[agent]
a1 ansible_host=10.0.0.21
a2
[k3s_cluster:children]
server
agent
[k3s_cluster:vars]
k3s_version=v1.31.12+k3s1
api_endpoint={{ hostvars[groups['server'][0]].ansible_host }}
extra_server_args="--node-ip {{ ansible_host }}"
`;

test('every word of an INI inventory', async () => {
  const vars = "token: '{{ vault_token }}'\nextra_agent_args: --node-ip {{ ansible_host }}\n";
  await editEveryScalar({ 'hosts.ini': INI, 'group_vars/k3s_cluster.yml': vars }, 'hosts.ini');
}, 120_000);
