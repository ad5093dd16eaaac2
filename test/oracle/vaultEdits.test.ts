// Two thousand generated files: an edit of a vault text changes the value it is meant for, and not a byte beside it.
import { expect, it } from 'vitest';
import { utf8Bytes } from '../../server/src/core/ansible/vault/bytes.ts';
import type { VaultEngine } from '../../server/src/core/index.ts';
import { createSourceText, offsetAt } from '../../server/src/core/text/sourceText.ts';
import { parseYaml } from '../../server/src/core/yaml/parseYaml.ts';
import { writtenScalars } from '../../server/src/core/yaml/writtenScalars.ts';
import { applyRangeEdits } from '../support/applyRangeEdits.ts';
import { createMemoryFileSystem, uriOf } from '../support/memoryFileSystem.ts';
import { createRandom, type Random } from '../support/random.ts';
import { chooseSeed } from '../support/seed.ts';
import { createTestService } from '../support/service.ts';

const FILES = 2000;
const uri = uriOf('group_vars/all.yml');
const seed = chooseSeed('vault edits');

/** In the form of a vault text, and fast: what is tested is where it goes, not how it is encrypted. */
const engine: VaultEngine = {
  encrypt: async (plaintext, _, vaultId) => {
    const inner = ['a1'.repeat(32), 'b2'.repeat(32), pad(plaintext)].join('\n');
    const digits = Buffer.from(inner).toString('hex').replace(/.{80}/g, '$&\n').trimEnd();
    return `$ANSIBLE_VAULT;${vaultId && vaultId !== 'default' ? `1.2;AES256;${vaultId}` : '1.1;AES256'}\n${digits}\n`;
  },
  decrypt: async (vaultText) => {
    const digits = vaultText.split('\n').slice(1).join('').replace(/\s/g, '');
    const ciphertext = Buffer.from(digits, 'hex').toString().split('\n')[2] ?? '';
    const bytes = Buffer.from(ciphertext, 'hex');
    return new Uint8Array(bytes.subarray(0, bytes.length - (bytes.at(-1) ?? 0)));
  },
};

function pad(plaintext: Uint8Array): string {
  const added = 16 - (plaintext.length % 16);
  return Buffer.concat([plaintext, Buffer.alloc(added, added)]).toString('hex');
}

const SECRETS = ['one', ' x ', 'a\nb\n', '密码', '"q"\\', ''];
const BESIDE = [
  'plain',
  '"quoted # no comment"',
  "'it''s'",
  '[1, 2]',
  '{a: 1}',
  '|\n%    text\n%    more',
  '>-\n%    folded',
  '~',
];

interface Case {
  readonly text: string;
  /** Path of keys to the value that is edited, as the tree gives it. */
  readonly at: number;
}

/** Mappings in mappings with comments, blank lines and vault texts of every indentation. */
async function makeFile(random: Random): Promise<Case> {
  const lines: string[] = random.below(3) === 0 ? ['---'] : [];
  const step = 2 + random.below(3);
  let vaults = 0;
  const write = async (depth: number): Promise<void> => {
    for (let i = 0; i <= random.below(4); i++) {
      const margin = ' '.repeat(depth * step);
      const key = `${margin}k${lines.length}${' '.repeat(random.below(2))}:`;
      if (random.below(4) === 0) lines.push(`${margin}# a comment: ${random.below(99)}`);
      if (random.below(6) === 0) lines.push('');
      if (depth < 3 && random.below(3) === 0) {
        lines.push(key);
        await write(depth + 1);
      } else if (random.below(2) === 0 || (depth === 0 && vaults === 0)) {
        vaults++;
        const indent = ' '.repeat(depth * step + 1 + random.below(9));
        const label = random.below(2) === 0 ? 'dev' : undefined;
        const text = await engine.encrypt(utf8Bytes(random.pick(SECRETS)), 'pw', label);
        lines.push(`${key} !vault ${random.pick(['|', '|-', '|   # why'])}`);
        lines.push(
          ...String(text)
            .trimEnd()
            .split('\n')
            .map((line) => indent + line),
        );
      } else lines.push(`${key} ${random.pick(BESIDE).replaceAll('%', margin)}`);
    }
  };
  while (vaults === 0) await write(0);
  const lineBreak = random.below(4) === 0 ? '\r\n' : '\n';
  return { text: lines.join(lineBreak) + (random.below(5) === 0 ? '' : lineBreak), at: random.below(vaults) };
}

/** Every value of the file; a vault text as what it is the ciphertext of. */
async function valuesOf(text: string): Promise<readonly string[]> {
  const { root, problems } = parseYaml(text);
  expect(problems.filter(({ fatal }) => fatal)).toEqual([]);
  return Promise.all(
    [...writtenScalars(root)].map(async ({ scalar, keys }) => {
      const plain = scalar.type === 'vault' ? await engine.decrypt(scalar.text, 'pw') : undefined;
      const value =
        plain instanceof Uint8Array ? `vault ${Buffer.from(plain)}` : `${scalar.type} ${scalar.text}`;
      return `${keys.join('/')} ${value}`;
    }),
  );
}

const VAULT_LINES = /^\$ANSIBLE_VAULT;[^\r\n]+(?:\r?\n +[0-9a-f]+)+$/;

it(`an edit in one of ${FILES} generated files changes one value and leaves every other byte`, async () => {
  const random = createRandom(seed);
  const fileSystem = createMemoryFileSystem();
  const service = createTestService(fileSystem);
  for (let i = 0; i < FILES; i++) {
    const { text, at } = await makeFile(random);
    fileSystem.write('group_vars/all.yml', text);
    const { start: position, vaultText } = (await service.vaultsIn(uri))[at] ?? {};
    if (!position || vaultText === undefined) throw new Error(`no vault text in\n${text}`);
    const place = { uri, position, password: 'pw' };
    const action = random.pick(['seal', 'rekey', 'decrypt'] as const);
    const outcome =
      action === 'seal'
        ? await service.seal({ ...place, vaultText, plaintext: `new ${i}` }, engine)
        : await service[action]({ ...place, newVaultId: 'other' }, engine);
    if ('refused' in outcome) throw new Error(`${outcome.refused}\n${text}`);
    const edits = outcome.documents[0]?.edits ?? [];
    const source = createSourceText(uri, text);
    const replaced = edits.map(({ start, end }) =>
      text.slice(offsetAt(source, start), offsetAt(source, end)),
    );
    if (action === 'decrypt') expect(replaced[0], text).toMatch(/^!vault \|-?$/);
    else
      expect([replaced[0], edits[0]?.newText], text).toEqual(
        Array(2).fill(expect.stringMatching(VAULT_LINES)),
      );
    expect(edits, text).toHaveLength(action === 'decrypt' ? 2 : 1);
    const [before, after] = [await valuesOf(text), await valuesOf(applyRangeEdits(text, edits))];
    const changed = before.flatMap((value, index) => (value === after[index] ? [] : [[value, after[index]]]));
    const [[was = '', is = ''] = []] = changed;
    expect(after.length, text).toBe(before.length);
    expect(changed, text).toHaveLength(action === 'rekey' ? 0 : 1);
    if (action === 'seal') expect(is, text).toBe(`${was.split(' ')[0]} vault new ${i}`);
    if (action === 'decrypt') expect(is, text).toBe(was.replace(' vault ', ' str '));
  }
});
