// What messages claim that Ansible does with a file, held against Ansible: every fixture of every rule, as it is and
// after its fixes.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type ListAnswer, listInventories } from '../support/ansibleInventory.ts';
import { parseFixture } from '../support/fixture.ts';
import { createMemoryFileSystem, uriOf } from '../support/memoryFileSystem.ts';
import { findAnsibles } from '../support/oracle.ts';
import { createTestService } from '../support/service.ts';

const room = join(import.meta.dirname, '../fixtures/rules');
const folder = mkdtempSync(join(tmpdir(), 'k3s-inventory-'));

afterAll(() => rmSync(folder, { recursive: true }));

type Outcome = 'read' | 'passed over' | 'stopped';

const mainFileOf = (name: string): string => (name.endsWith('.ini') ? 'inventory.ini' : 'inventory.yml');

/** What the messages of the findings say. */
async function claimedOutcome(files: Readonly<Record<string, string>>, main: string): Promise<Outcome> {
  const { diagnoses } = await createTestService(createMemoryFileSystem(files)).check(uriOf(main), {});
  const says = (words: string): boolean => diagnoses.some(({ message }) => message.includes(words));
  if (says('Ansible only warns')) return 'passed over';
  return says('Ansible stops with an error before the first task') ? 'stopped' : 'read';
}

/** Ansible lists nothing of a source it passes over, though a play may still meet the hosts it read before. */
function realOutcome(answer: ListAnswer | undefined): Outcome {
  if (!answer || 'error' in answer) return 'stopped';
  const { all } = JSON.parse(answer.list) as { all: { children: string[] } };
  return all.children.every((group) => group === 'ungrouped') ? 'passed over' : 'read';
}

describe.each(findAnsibles())('fixtures, $version', (ansible) => {
  it('are read, passed over or refused by Ansible as the messages say', async () => {
    const names = readdirSync(room).flatMap((rule) =>
      readdirSync(join(room, rule)).map((name) => join(rule, name)),
    );
    const fixtures = names.flatMap((name) => {
      const main = mainFileOf(name);
      const { files } = parseFixture(readFileSync(join(room, name), 'utf8'), main);
      // Since ansible-core 2.19 `!vault` without a text makes it refuse the file, which no message says yet.
      if (ansible.dialect === 'tagged' && name === join('vault-damaged', 'bad-nothing.yml')) return [];
      // Without the password Ansible stops there, which is right and no finding.
      if (Object.values(files).some((text) => text.startsWith('$ANSIBLE_VAULT'))) return [];
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name, path)), { recursive: true });
        writeFileSync(join(folder, name, path), text);
      }
      return [{ name, main, files }];
    });
    const asked = listInventories(
      ansible,
      fixtures.map(({ name, main }) => ({
        sources: [join(folder, name, main)],
        basedir: join(folder, name),
      })),
    );
    const claimed: string[] = [];
    for (const { name, main, files } of fixtures)
      claimed.push(`${name}: ${await claimedOutcome(files, main)}`);
    const answers = await asked;
    expect(claimed).toEqual(fixtures.map(({ name }, index) => `${name}: ${realOutcome(answers[index])}`));
    expect(fixtures.length).toBeGreaterThan(150);
  });
});
