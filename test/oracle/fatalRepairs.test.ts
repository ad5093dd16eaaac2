// What makes Ansible refuse a file can be repaired by a fix: slips of every kind, made in sound inventories, and the same
// inventories after the fix.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { type ListAnswer, listInventories } from '../support/ansibleInventory.ts';
import { applyRangeEdits } from '../support/applyRangeEdits.ts';
import { type BrokenInventory, brokenInventories } from '../support/brokenInventories.ts';
import { createMemoryFileSystem, uriOf } from '../support/memoryFileSystem.ts';
import { findAnsibles, type RealAnsible } from '../support/oracle.ts';
import { createRandom } from '../support/random.ts';
import { chooseSeed } from '../support/seed.ts';
import { createTestService } from '../support/service.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 12);
const EVERYWHERE = { start: { line: 0, column: 0 }, end: { line: 1e6, column: 0 } };
const folder = mkdtempSync(join(tmpdir(), 'k3s-inventory-'));

afterAll(() => rmSync(folder, { recursive: true }));

type Texts = readonly { readonly name: string; readonly text: string }[];

async function ask(ansible: RealAnsible, files: Texts, room: string) {
  const jobs = files.map(({ name, text }, index) => {
    const base = join(folder, ansible.version, room, String(index));
    mkdirSync(base, { recursive: true });
    writeFileSync(join(base, name), text);
    return { sources: [join(base, name)], basedir: base };
  });
  return listInventories(ansible, jobs);
}

const listOf = (answer: ListAnswer | undefined): string =>
  answer && 'list' in answer ? answer.list : JSON.stringify(answer);

/** The text after the first fix that is no "ignore". */
async function repair({ file, broken }: BrokenInventory): Promise<string | undefined> {
  const service = createTestService(createMemoryFileSystem({ [file]: broken }));
  for (const offer of await service.offerFixes(uriOf(file), EVERYWHERE, {})) {
    if (!/^(?:inventory-|yaml-)/.test(offer.ruleId) || offer.title.startsWith('Ignore')) continue;
    const outcome = await service.applyFix(uriOf(file), offer.reference, {});
    return 'refused' in outcome ? undefined : applyRangeEdits(broken, outcome.edits);
  }
  return undefined;
}

it.each(findAnsibles())(
  'each slip is reported, and its fix makes Ansible $version read the file',
  async (ansible) => {
    const random = createRandom(chooseSeed('fatal repairs'));
    const slips = Array.from({ length: ROUNDS }, () => brokenInventories(random)).flat();
    const repaired: string[] = [];
    for (const slip of slips) repaired.push((await repair(slip)) ?? '');
    const named = (texts: readonly string[]) =>
      texts.map((text, i) => ({ name: slips[i]?.file ?? '', text }));
    const [sound, broken, after] = await Promise.all([
      ask(ansible, named(slips.map((slip) => slip.sound)), 'sound'),
      ask(ansible, named(slips.map((slip) => slip.broken)), 'broken'),
      ask(ansible, named(repaired), 'repaired'),
    ]);
    const wrong = slips.flatMap((slip, i) => {
      const [was, without, now] = [listOf(sound[i]), listOf(broken[i]), listOf(after[i])];
      const report = (what: string): readonly string[] => [
        `${slip.kind}: ${what}\n${slip.broken}\n=> ${repaired[i]}`,
      ];
      if (was === without) return report('Ansible does not mind');
      if (repaired[i] === '') return report('no fix');
      if (!now.includes('k3s_cluster')) return report('Ansible does not read the repaired file');
      return slip.isGuess || now === was ? [] : report('it is another inventory');
    });
    expect(wrong).toEqual([]);
    expect(slips.length).toBeGreaterThan(ROUNDS * 40);
  },
);
