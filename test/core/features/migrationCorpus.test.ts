// Real inventories of other projects become ones of k3s-ansible, with the same hosts and as many definitions. Runs
// where the collection lies (test/support/sharedCases.ts).
import { describe, expect, it } from 'vitest';
import { createSnapshot, migrateInventory } from '../../../server/src/core/index.ts';
import { createWorkspace } from '../../../server/src/core/session/workspace.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { casesOf, filesOf, readJson, sharedFolder } from '../../support/sharedCases.ts';

const CORPUS = sharedFolder('corpus');

async function open(files: Readonly<Record<string, string>>, sources: readonly string[]) {
  const workspace = createWorkspace(createSnapshot(createMemoryFileSystem(files)));
  const [analysis] = await workspace.analyze({ sources: sources.map(uriOf), playbookFolders: [] });
  if (!analysis) throw new Error('no inventory');
  return analysis;
}

const projects = CORPUS
  ? casesOf(CORPUS).filter(({ folder }) => {
      const meta = folder.endsWith('/files')
        ? readJson<{ flavour?: string }>(`${folder.slice(0, -6)}/meta.json`)
        : {};
      return meta.flavour === 'techno-tim' || meta.flavour === 'k3s-io legacy';
    })
  : [];

describe.skipIf(projects.length === 0)('inventories of techno-tim and of the older layout', () => {
  it.each(projects)('$name', async (one) => {
    const files = filesOf(one);
    const request = { sources: [uriOf(one.inventory)], playbookFolders: [] };
    const before = await open(files, [one.inventory]);
    const answer = await migrateInventory(createMemoryFileSystem(files), request);
    if (!answer || 'refused' in answer) {
      // Only what is taken for k3s-ansible, or surely of no known project.
      expect(before.recognition.kind).not.toBe('sibling');
      return;
    }
    const made = Object.fromEntries(answer.files.map(({ path, text }) => [path, text]));
    const after = await open(made, answer.sources);
    expect(after.recognition).toEqual({ kind: 'k3s-ansible' });
    expect([...after.context.model.hosts.keys()]).toEqual([...before.context.model.hosts.keys()]);
    const setAside = new Set(
      answer.notes.flatMap(({ kind, name }) => (kind === 'set-aside' ? (name ?? []) : [])),
    );
    const stays = before.context.model.definitions.filter(({ name }) => !setAside.has(name));
    expect(after.context.model.definitions).toHaveLength(stays.length);
    expect(
      answer.findings.filter(({ rule }) =>
        /^(?:variable-(?:unknown|renamed)|group-missing|jinja-.*)$/.test(rule),
      ),
    ).toEqual([]);
  });
});
