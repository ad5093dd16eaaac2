// What makes Ansible refuse a file can be mended by a fix: slips of every kind, made in sound inventories, and the same
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
async function mend({ file, broken }: BrokenInventory): Promise<string | undefined> {
  const service = createTestService(createMemoryFileSystem({ [file]: broken }));
  for (const offer of await service.offerFixes(uriOf(file), EVERYWHERE, {})) {
    if (!/^(?:inventory-|yaml-)/.test(offer.ruleId) || offer.title.startsWith('Ignore')) continue;
    const outcome = await service.applyFix(uriOf(file), offer.reference, {});
    return 'refused' in outcome ? undefined : applyRangeEdits(broken, outcome.edits);
  }
  return undefined;
}

it.each(findAnsibles())(
  'each slip is told, and its fix makes Ansible $version read the file',
  async (ansible) => {
    const random = createRandom(chooseSeed('mending'));
    const slips = Array.from({ length: ROUNDS }, () => brokenInventories(random)).flat();
    const mended: string[] = [];
    for (const slip of slips) mended.push((await mend(slip)) ?? '');
    const named = (texts: readonly string[]) =>
      texts.map((text, i) => ({ name: slips[i]?.file ?? '', text }));
    const [sound, broken, after] = await Promise.all([
      ask(ansible, named(slips.map((slip) => slip.sound)), 'sound'),
      ask(ansible, named(slips.map((slip) => slip.broken)), 'broken'),
      ask(ansible, named(mended), 'mended'),
    ]);
    const wrong = slips.flatMap((slip, i) => {
      const [was, without, now] = [listOf(sound[i]), listOf(broken[i]), listOf(after[i])];
      const tell = (what: string): readonly string[] => [
        `${slip.kind}: ${what}\n${slip.broken}\n=> ${mended[i]}`,
      ];
      if (was === without) return tell('Ansible does not mind');
      if (mended[i] === '') return tell('no fix');
      if (!now.includes('k3s_cluster')) return tell('Ansible does not read the mended file');
      return slip.isGuess || now === was ? [] : tell('it is another inventory');
    });
    expect(wrong).toEqual([]);
    expect(slips.length).toBeGreaterThan(ROUNDS * 40);
  },
);
