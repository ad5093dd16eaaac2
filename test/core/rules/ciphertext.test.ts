// The ways on which an encrypted token reaches the servers as ciphertext, as they were seen in real runs: each is reported at
// its line where the target is core 2.19 or 2.20, repaired by `| trim`, and no matter before and after.
import { describe, expect, it } from 'vitest';
import { applyRangeEdits } from '../../support/applyRangeEdits.ts';
import {
  type CiphertextCase,
  ciphertextFiles,
  WRITTEN_ENCRYPTED,
  WRITTEN_PLAIN,
} from '../../support/ciphertextWays.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';
import { VAULT_TEXT } from '../../support/vaultText.ts';

const RULE = 'token-inline-vault';
const EVERYWHERE = { start: { line: 0, column: 0 }, end: { line: 1e6, column: 0 } };
const LAYOUTS = [
  'inventory.yml',
  'group_vars/all.yml',
  'group_vars/k3s_cluster/main.yml',
  'host_vars/node1.yml',
];

/** The same with the k3s-ansible that does it. */
const filesOf = (one: CiphertextCase): Record<string, string> => ({
  ...ciphertextFiles(one),
  'requirements.yml': REQUIREMENTS,
});

const REQUIREMENTS = `collections:
  - name: https://github.com/k3s-io/k3s-ansible.git
    type: git
    version: 1.2.2
`;

async function look(files: Readonly<Record<string, string>>, core: string, at: string) {
  const service = createTestService({ ...createMemoryFileSystem(files), ansibleCore: async () => core });
  const { diagnoses } = await service.check(uriOf('inventory.yml'), {});
  const found = diagnoses.filter(({ ruleId }) => ruleId === RULE);
  const lines = found.map(({ uri, start, severity }) => {
    const name = Object.keys(files).find((path) => uriOf(path) === uri) ?? '';
    return `${severity} ${name}: ${(files[name] ?? '').split('\n')[start.line]?.trim()}`;
  });
  const offers = (await service.offerFixes(uriOf(at), EVERYWHERE, {})).filter((one) => one.ruleId === RULE);
  const [offer] = offers.filter(({ title }) => !title.startsWith('Ignore'));
  const outcome = offer && (await service.applyFix(uriOf(at), offer.reference, {}));
  const repaired =
    outcome && !('refused' in outcome) ? applyRangeEdits(files[at] ?? '', outcome.edits) : undefined;
  return { lines, repaired };
}

const inEveryFile = (texts: readonly string[]): readonly CiphertextCase[] =>
  texts.flatMap((text) => LAYOUTS.map((at) => ({ text, at })));

describe('the ciphertext of a token', () => {
  it.each(inEveryFile(WRITTEN_ENCRYPTED))('reaches servers with core 2.19: $text ($at)', async (one) => {
    const files = filesOf(one);
    const { lines, repaired } = await look(files, '2.19', one.at);
    expect(lines).toEqual([`error ${one.at}: ${one.text.split('\n')[0]}`]);
    expect(repaired).toContain('| trim }}');
    expect((await look({ ...files, [one.at]: repaired ?? '' }, '2.19', one.at)).lines).toEqual([]);
    expect((await look(files, '2.20', one.at)).lines).toEqual(lines);
    for (const other of ['2.14', '2.21', '2.22'])
      expect((await look(files, other, one.at)).lines, other).toEqual([]);
  });

  it.each(inEveryFile(WRITTEN_PLAIN))('ends in a new text: $text ($at)', async (one) => {
    for (const core of ['2.14', '2.19']) expect((await look(filesOf(one), core, one.at)).lines).toEqual([]);
  });

  it('is none where the file is encrypted as a whole', async () => {
    const files = filesOf({ text: 'token: "{{ from_file }}"', at: 'inventory.yml' });
    expect(
      (await look({ ...files, 'group_vars/all.yml': VAULT_TEXT }, '2.19', 'inventory.yml')).lines,
    ).toEqual([]);
  });
});
