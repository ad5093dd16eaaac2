// What Ansible warns of in an inventory has a finding at its line, and what is reported as such a warning is one of Ansible's.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { listInventories } from '../support/ansibleInventory.ts';
import { createMemoryFileSystem, uriOf } from '../support/memoryFileSystem.ts';
import { findAnsibles } from '../support/oracle.ts';
import { createRandom } from '../support/random.ts';
import { chooseSeed } from '../support/seed.ts';
import { createTestService } from '../support/service.ts';
import { warnedIni, warnedYaml } from '../support/warnedInventories.ts';

const INVENTORIES = Number(process.env.INVENTORIES ?? 2_000);
const folder = mkdtempSync(join(tmpdir(), 'k3s-inventory-'));

afterAll(() => rmSync(folder, { recursive: true }));

/** Ansible's sentences, and the rules that say the same. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^Not replacing invalid character\(s\) .* in group name \((.*)\)$/s, 'group-name-invalid'],
  [/^Found both group and host with same name: (.*)$/s, 'group-and-host-same-name'],
  [/^Skipping (?:unexpected |empty )?key \((.*?)\) in group/s, 'inventory-key-skipped'],
  [/^Skipping '(.*)' as this is not a valid group definition$/s, 'inventory-key-skipped'],
  [/found a duplicate dict key \((.*?)\)/s, 'yaml-duplicate-key'],
  // Since ansible-core 2.19.
  [/^Found duplicate mapping key '(.*?)'\./s, 'yaml-duplicate-key'],
  [/^A duplicate localhost-like entry was found \((.*?)\)/s, 'localhost-twice'],
  [/^Unable to parse .* as an inventory source$/s, 'refused'],
];

/** An empty section is no key that is skipped. */
const NO_NEWS = /^inventory-key-skipped (?:hosts|children|vars)$/;

const heard = (warnings: readonly string[]): readonly string[] => {
  const reported = warnings.flatMap((sentence) =>
    SENTENCES.flatMap(([words, ruleId]) => {
      const match = words.exec(sentence);
      return match ? [`${ruleId} ${match[1] ?? ''}`.trim()] : [];
    }),
  );
  return [...new Set(reported)].filter((one) => !NO_NEWS.test(one)).sort();
};

const ABOUT_REFUSAL = /^(?:inventory-(?!key-skipped)|yaml-unquoted)/;

/** The same of ours: the rule, and what stands at the place. */
async function reported(file: string, text: string): Promise<readonly string[]> {
  const { diagnoses } = await createTestService(createMemoryFileSystem({ [file]: text })).check(
    uriOf(file),
    {},
  );
  const lines = text.split('\n');
  const found = diagnoses.flatMap(({ ruleId, start, end, severity, message }) => {
    // Reported as what it is: Ansible warns of each of the names.
    if (ruleId === 'inventory-groups-as-hosts')
      return (/\((.*)\)/.exec(message)?.[1] ?? '')
        .split(', ')
        .map((name) => `group-and-host-same-name ${name}`);
    if (ABOUT_REFUSAL.test(ruleId)) return severity === 'error' ? ['refused'] : [];
    if (!SENTENCES.some(([, rule]) => rule === ruleId)) return [];
    const at = (lines[start.line] ?? '').slice(start.column, end.column);
    return [`${ruleId} ${at.replace(/^"(.*)"$/, '$1')}`];
  });
  return [...new Set(found)].sort();
}

it.each(findAnsibles())('warnings are those of Ansible $version', { timeout: 900_000 }, async (ansible) => {
  const random = createRandom(chooseSeed('warnings'));
  const inventories = Array.from({ length: INVENTORIES }, (_, index) => {
    const file = index % 4 === 0 ? 'hosts.ini' : 'inventory.yml';
    const text = index % 4 === 0 ? warnedIni(random) : warnedYaml(random);
    const base = join(folder, ansible.version, String(index));
    mkdirSync(base, { recursive: true });
    writeFileSync(join(base, file), text);
    return { file, text, job: { sources: [join(base, file)], basedir: base, warnings: true } };
  });
  const asked = listInventories(
    ansible,
    inventories.map(({ job }) => job),
  );
  const own: (readonly string[])[] = [];
  for (const { file, text } of inventories) own.push(await reported(file, text));
  const answers = await asked;
  const counts = new Map<string, number>();
  const wrong = inventories.flatMap(({ text }, index) => {
    const theirs = heard(answers[index]?.warnings ?? []);
    const ours = own[index] ?? [];
    for (const one of theirs)
      counts.set(one.split(' ')[0] ?? '', (counts.get(one.split(' ')[0] ?? '') ?? 0) + 1);
    // Of a file that Ansible gives up, each reader has read another part.
    if (theirs.includes('refused') && ours.includes('refused')) return [];
    const [missing, extra] = [
      theirs.filter((one) => !ours.includes(one)),
      ours.filter((one) => !theirs.includes(one)),
    ];
    return missing.length + extra.length > 0
      ? [`missing ${missing.join(', ')}; extra ${extra.join(', ')}\n${text}`]
      : [];
  });
  for (const [what, count] of counts) process.stdout.write(`  ${what}: ${count} warnings\n`);
  expect(wrong.slice(0, 5), `${wrong.length} differ`).toEqual([]);
});
