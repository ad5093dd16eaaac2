// Files that are encrypted as a whole, once they are opened: names and lines are known, values are not.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withoutValues } from '../../../server/src/core/ansible/vault/withoutValues.ts';
import { NEED_NO_VALUES } from '../../../server/src/core/index.ts';
import { parseFixture } from '../../support/fixture.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

describe('withoutValues', () => {
  it('keeps names, their lines, and what tells nothing', () => {
    const text = [
      '# canary',
      'vault_token: canary',
      'deep: {port: 7777, list: [canary, {name: canary}]}',
      'block: |',
      '  canary',
      '  canary',
      'empty: ""',
      'none:',
      'on: yes',
      'other: "{{ vault_token }}"',
      'built: "{{ \'canary\' }}"',
      'inner: !vault |',
      '  $ANSIBLE_VAULT;1.1;AES256',
      '  3031',
      'when: 2020-01-01',
      '',
    ].join('\n');
    const shown = withoutValues(text) ?? '';
    expect(shown).not.toMatch(/canary|7777|2020|3031/);
    const lines = shown.split('\n');
    for (const [line, name] of [
      [1, 'vault_token'],
      [2, 'deep'],
      [3, 'block'],
      [6, 'empty'],
      [14, 'when'],
    ] as const)
      expect(lines[line]).toContain(`"${name}"`);
    expect(JSON.parse(shown)).toMatchObject({
      deep: { list: [{ __ansible_vault: '«secret»' }, { name: { __ansible_vault: '«secret»' } }] },
      empty: '',
      none: null,
      true: true,
      other: '{{ vault_token }}',
      built: { __ansible_vault: '«secret»' },
      inner: { __ansible_vault: '«secret»' },
    });
  });

  it('hides names that look like secrets, and gives nothing of what Ansible refuses', () => {
    expect(withoutValues('users:\n  ghp_0123456789abcdefghijABCDEF: x\n')).not.toContain('ghp_');
    expect(withoutValues('a: [1')).toBeUndefined();
    expect(withoutValues('only text')).toBeUndefined();
    expect(withoutValues('')).toBe('{}');
    expect(withoutValues('a: &a\n  b: *a\n')).toBeUndefined();
  });
});

const ROOM = join(import.meta.dirname, '../../fixtures/rules');
const isVars = (path: string): boolean => /(?:group|host)_vars\//.test(path);
const good = readdirSync(ROOM)
  .flatMap((rule) =>
    readdirSync(join(ROOM, rule))
      .filter((name) => /^good.*\.yml$/.test(name))
      .map((name) => ({ path: `${rule}/${name}`, text: readFileSync(join(ROOM, rule, name), 'utf8') })),
  )
  .filter(({ text }) => isVars(text) && !text.includes('noqa'));

const found = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  const service = createTestService(createMemoryFileSystem(files));
  const { diagnoses } = await service.check(uriOf('inventory.yml'), {});
  return diagnoses
    .filter(({ uri, ruleId }) => !isVars(uri) || NEED_NO_VALUES.has(ruleId))
    .map(({ ruleId, message }) => `${ruleId}: ${message}`);
};

/** What is not known is not wrong: no rule may take what stands in place of a value for the value. */
it.each(good)('$path has no other finding when its variables were encrypted', async ({ text }) => {
  const { files } = parseFixture(text, 'inventory.yml');
  const opened = Object.entries(files).map(([name, content]): [string, string] => [
    name,
    isVars(name) ? (withoutValues(content) ?? content) : content,
  ]);
  const before = await found(files);
  expect(before).toEqual(expect.arrayContaining([...(await found(Object.fromEntries(opened)))]));
});
