// Wrong use is reported in one line, with what was probably meant, and with exit code 2; exit codes are as documented.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildCli } from '../support/builtCli.ts';
import { SMALL_INVENTORY as clean } from '../support/smallInventory.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

let folder: Folder;
afterEach(() => folder?.remove());

it.each([
  [['chekc'], 'There is no command "chekc"; did you mean check?'],
  [['nonsense'], 'There is no command "nonsense".'],
  [['check', '--fixx'], 'There is no option "--fixx"; did you mean --fix?'],
  [['check', '--nonsense'], 'There is no option "--nonsense".'],
  [['check', '-x'], 'There is no option "-x".'],
  [['list', '--grpah'], 'There is no option "--grpah"; did you mean --graph?'],
  [['check', '--format'], '--format needs a value'],
  [['check', '--output', '--fix'], '--output needs a value'],
  [['check', '--fix=yes'], '--fix takes no value.'],
  [['check', '--rule', 'token-waek=off'], 'There is no rule "token-waek"; did you mean token-weak?'],
  [['explain-rule', 'token-waek'], 'did you mean token-weak?'],
  [['completion', 'tcsh'], 'Name the shell: completion bash|zsh|fish.'],
  [['rules', '--locale', 'fr'], 'There is no locale "fr"; there are en, zh-cn.'],
  [['rules', '--locale'], 'There is no locale ""'],
])('%j', async (args, words) => {
  folder = createFolder({});
  const { code, stdout, stderr } = await folder.run(args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr.split('\n')).toEqual([
    expect.stringContaining(`k3s-inventory: `),
    'Run "k3s-inventory --help" to see how it is used.',
    '',
  ]);
  expect(stderr).toContain(words);
});

describe('exit codes', () => {
  it.each([
    [0, ['check', 'good.yml']],
    [0, ['--help']],
    [0, ['rules']],
    [1, ['check', 'bad.yml']],
    [0, ['check', 'bad.yml', '--rule', 'k3s-version-format=info']],
    [2, ['check', 'none.yml']],
    [2, ['check', 'other.yml']],
    [0, ['check', 'other.yml', '--allow-unrecognised']],
    [2, []],
    [1, ['explain', 's1', 'token', '-i', 'good.yml']],
    [2, ['explain', 's1']],
    [0, ['completion', 'bash']],
  ])('%i of %j', async (code, args) => {
    folder = createFolder({
      'good.yml': clean,
      'bad.yml': clean.replace('+k3s1', ''),
      'other.yml': 'a: 1\n',
    });
    expect((await folder.run(args)).code).toBe(code);
  });
});

it.each([[['--locale', 'zh-cn', '--help']], [['--help', '--locale=zh_CN']]])(
  '%j answers in Chinese, whatever the environment says',
  async (args) => {
    folder = createFolder({});
    expect((await folder.run(args)).stdout).toContain('用法：');
  },
);

it('behind --, --locale is a path', async () => {
  folder = createFolder({});
  const { stderr } = await folder.run(['check', '--', '--locale', 'zh-cn']);
  expect(stderr).toContain('--locale: no such file or folder.');
});

describe('as it ships', () => {
  const dist = mkdtempSync(join(tmpdir(), 'k3s-inventory-'));
  const program = join(dist, 'k3s-inventory.cjs');
  beforeAll(() => buildCli(dist), 60_000);
  afterAll(() => rmSync(dist, { recursive: true, force: true }));

  it('ends without a word when its reader has seen enough', async () => {
    const child = spawn(process.execPath, [program, 'rules', '--format', 'json'], { stdio: 'pipe' });
    let said = '';
    child.stderr.on('data', (chunk) => (said += chunk));
    child.stdout.destroy();
    const [code, signal] = await once(child, 'close');
    expect([said, signal]).toEqual(['', null]);
    expect([0, 141]).toContain(code);
  });

  const hasBash = (() => {
    try {
      return execFileSync('bash', ['-c', 'echo ok'], { encoding: 'utf8' }).trim() === 'ok';
    } catch {
      return false;
    }
  })();

  /** What bash offers for the last word. */
  function offered(...words: readonly string[]): readonly string[] {
    const script = execFileSync(process.execPath, [program, 'completion', 'bash'], { encoding: 'utf8' });
    const list = words.map((word) => `'${word}'`).join(' ');
    const ask = `${script}\nCOMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _k3s_inventory; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return execFileSync('bash', ['-c', ask], { encoding: 'utf8' }).trim().split('\n');
  }

  it.skipIf(!hasBash).each([
    [
      ['k3s-inventory', 'pre'],
      ['preview', 'preflight'],
    ],
    [['k3s-inventory', 'check', '--fo'], ['--format']],
    [['k3s-inventory', 'check', '--format', 'sa'], ['sarif']],
    [['k3s-inventory', 'explain-rule', 'token-w'], ['token-weak']],
    [['k3s-inventory', 'vault', 'rek'], ['rekey']],
    [
      ['k3s-inventory', 'check', '--target-core', '2.'],
      ['2.14', '2.15', '2.16', '2.17', '2.18', '2.19', '2.20', '2.21', '2.22'],
    ],
    [['k3s-inventory', 'check', '--locale', 'z'], ['zh-cn']],
  ])('bash completes %j', (words, wanted) => {
    expect(offered(...words)).toEqual(wanted);
  });
});

it.each(['zsh', 'fish'])('there is a script for %s with every command', async (shell) => {
  folder = createFolder({});
  const { stdout } = await folder.run(['completion', shell]);
  for (const name of ['check', 'preview', 'explain-rule', 'vault', 'lsp']) expect(stdout).toContain(name);
});
