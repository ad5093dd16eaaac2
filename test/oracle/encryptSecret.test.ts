import { execFileSync } from 'node:child_process';
import { webcrypto } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { builtInEngine } from '../../server/src/core/index.ts';
import { applyRangeEdits } from '../support/applyRangeEdits.ts';
import { createMemoryFileSystem, uriOf } from '../support/memoryFileSystem.ts';
import { environmentOf, findAnsibles, type RealAnsible } from '../support/oracle.ts';
import { createTestService } from '../support/service.ts';
import { createFolder } from '../support/terminal.ts';

const PASSWORD = 'pässword 1';
const VALUES = ['S3cretS3cret', "it''s", 'a'.repeat(200), '日本語', 'with space'] as const;

/** The token as the real Ansible sees it on a host, with native types or without. */
function tokenOf(ansible: RealAnsible, path: string, native: boolean): string {
  const args = [
    '-m',
    'ansible',
    'adhoc',
    'all',
    '-i',
    'inventory.yml',
    '-c',
    'local',
    '-m',
    'debug',
    '-a',
    'var=token',
    '--vault-password-file',
    'password',
    '-o',
  ];
  const env = {
    ...environmentOf(ansible),
    ANSIBLE_LOCALHOST_WARNING: 'false',
    ANSIBLE_JINJA2_NATIVE: String(native),
    LC_ALL: 'C.UTF-8',
  };
  const output = execFileSync(ansible.python, args, { cwd: path, env, encoding: 'utf8' });
  const parsed: { token: string } = JSON.parse(output.slice(output.indexOf('{')));
  return parsed.token;
}

describe.each(findAnsibles())('Ansible $version reads the token we encrypted', (ansible) => {
  const folder = createFolder({ password: `${PASSWORD}\n` });
  afterAll(() => folder.remove());

  it.each(
    VALUES.flatMap((value) =>
      (['encrypt-indirect', 'encrypt-file', 'encrypt-inline'] as const).map((form) => [form, value] as const),
    ),
  )('%s %s', async (form, value) => {
    const text = `k3s_cluster:\n  children:\n    server:\n      hosts:\n        h1:\n  vars:\n    token: '${value}'  # note\n    api_port: 6443\n`;
    const service = createTestService(createMemoryFileSystem({ 'inventory.yml': text }));
    const outcome = await service.encryptSecret(
      { uri: uriOf('inventory.yml'), form, password: PASSWORD },
      builtInEngine(webcrypto),
    );
    if ('refused' in outcome) throw new Error(outcome.refused);
    writeFileSync(
      join(folder.path, 'inventory.yml'),
      applyRangeEdits(text, outcome.documents[0]?.edits ?? []),
    );
    rmSync(join(folder.path, 'group_vars'), { recursive: true, force: true });
    for (const { uri, text: content } of outcome.created) {
      const path = join(folder.path, uri.slice(uriOf('').length));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    }
    expect(tokenOf(ansible, folder.path, form !== 'encrypt-inline')).toBe(value.replaceAll("''", "'"));
  });
});
