// Every format of `check`, to the character: what people and programs rely on changes only where somebody has seen it.
// `npx vitest run golden -u` writes the files anew.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { version } from '../../package.json';
import { createFolder, type Folder, type RunOptions } from '../support/terminal.ts';

const GOLDEN = join(import.meta.dirname, '../fixtures/reports');

/** An error, a warning and an info; one with fixes, one with places it has to do with; and what is not read or not checked. */
const FILES = {
  'prod/inventory.yml': `k3s_cluster:
  children:
    server:
      hosts:
        first:
          ansible_host: 10.0.0.1
        second:
          ansible_host: 10.0.0.1
    agent:
      hosts:
        third:
  vars:
    k3s_version: v1.31.12
    api_endpoint: 10.0.0.1
    extra_server_args: "--note=端口 <a & b>"
    token: ""
`,
  'prod/group_vars/all/vault.yml': '$ANSIBLE_VAULT;1.1;AES256\n3061\n',
  'lab/hosts.ini': `[server]
10.0.1.1

[agent]

[k3s_cluster:children]
server
agent

[k3s_cluster:vars]
k3s_version=v1.31.12+k3s1
api_endpoint=10.0.1.1
`,
  'web/inventory.yml': 'web:\n  hosts:\n    www:\n',
};

describe.skipIf(process.platform === 'win32')('the report', () => {
  let folder: Folder;
  beforeAll(() => {
    folder = createFolder(FILES);
  });
  afterAll(() => folder.remove());

  const report = async (args: string, options?: RunOptions): Promise<string> =>
    (await folder.run(['check', '--rule', 'same-address-twice=info', ...args.split(' '), '.'], options))
      .stdout;

  it.each<[string, string, RunOptions?]>([
    ['pretty.txt', '--format pretty'],
    ['pretty.colours.txt', '--format pretty', { isTerminal: true }],
    ['pretty.zh-cn.txt', '--format pretty --locale zh-cn'],
    ['json.json', '--format json'],
    ['json-v2.json', '--format json-v2'],
    ['github.txt', '--format github'],
    ['junit.xml', '--format junit'],
    ['codeclimate.json', '--format codeclimate'],
    ['markdown.md', '--format markdown'],
  ])('%s', async (name, args, options) => {
    await expect(await report(args, options)).toMatchFileSnapshot(join(GOLDEN, name));
  });

  it('sarif.json, with its rules by name', async () => {
    const log = JSON.parse(await report('--format sarif'));
    const [{ tool, results }] = log.runs;
    expect(tool.driver.version).toBe(version);
    for (const result of results) result.ruleIndex = tool.driver.rules[result.ruleIndex].id;
    tool.driver.version = '0.0.0';
    tool.driver.rules = tool.driver.rules.filter(({ id }: { id: string }) => id === 'token-empty');
    await expect(`${JSON.stringify(log, undefined, 2)}\n`).toMatchFileSnapshot(join(GOLDEN, 'sarif.json'));
  });

  it('SARIF holds to its schema', async () => {
    const schema = JSON.parse(readFileSync(join(GOLDEN, 'sarif-2.1.0.schema.json'), 'utf8'));
    const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
    const log = JSON.parse(await report('--format sarif'));
    validate(log);
    expect(validate.errors).toBeNull();
    delete log.runs[0].tool.driver.name;
    expect(validate(log)).toBe(false);
  });
});
