// `# noqa` for a line and `# noqa-file` for a file.
import { expect, it } from 'vitest';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const YAML = `k3s_cluster:
  children:
    server:
      hosts:
        s1:
          ansible_host: 10.0.0.1
  vars:
    k3s_version: v1.31.12+k3s1
    api_endpoint: 10.0.0.1
    token: ""
`;
const INI = `[server]
s1 ansible_host=10.0.0.1
[k3s_cluster:children]
server
[k3s_cluster:vars]
k3s_version=v1.31.12+k3s1
api_endpoint=10.0.0.1
token=
`;
const EVERYWHERE = { start: { line: 0, column: 0 }, end: { line: 1e6, column: 0 } };

const serviceFor = (text: string, name = 'inventory.yml') =>
  createTestService(createMemoryFileSystem({ [name]: text }));

async function isFound(text: string, name = 'inventory.yml'): Promise<boolean> {
  const { diagnoses } = await serviceFor(text, name).check(uriOf(name), {});
  return diagnoses.some(({ ruleId }) => ruleId === 'token-empty');
}

it.each([
  ['nothing', YAML, true],
  ['the first line', `# noqa-file: token-empty\n${YAML}`, false],
  [
    'a line in between, with others',
    YAML.replace('  vars:', '  vars:\n    # noqa-file: token-weak, token-empty'),
    false,
  ],
  ['the last line', `${YAML}# noqa-file: token-empty\n`, false],
  ['another rule', `# noqa-file: token-weak\n${YAML}`, true],
  ['no rule', `# noqa-file:\n${YAML}`, true],
  [
    'the end of a line, which is about no file',
    YAML.replace('v1.31.12+k3s1', 'v1.31.12+k3s1 # noqa-file: token-empty'),
    true,
  ],
  ['the line itself, which names a file, not a line', YAML.replace('""', '"" # noqa-file: token-weak'), true],
  ['a text that only looks like one', `${YAML}    note: |\n      # noqa-file: token-empty\n`, true],
])('%s', async (_, text, expected) => {
  expect(await isFound(text)).toBe(expected);
});

it.each(['#', ';'])('in an INI file behind %s', async (mark) => {
  expect(await isFound(INI, 'hosts.ini')).toBe(true);
  expect(await isFound(`${mark} noqa-file: token-empty\n${INI}`, 'hosts.ini')).toBe(false);
});

async function fixed(text: string, name = 'inventory.yml'): Promise<string | undefined> {
  const service = serviceFor(text, name);
  const offers = await service.offerFixes(uriOf(name), EVERYWHERE, {});
  const offer = offers.find(({ ruleId, fix }) => ruleId === 'token-empty' && fix === 'noqa-file');
  const outcome = offer && (await service.applyFix(uriOf(name), offer.reference, {}));
  if (!outcome || 'refused' in outcome) return undefined;
  const [edit] = outcome.edits;
  return edit && `${edit.start.line}:${edit.start.column} ${edit.newText}`;
}

it('is written by a fix: a line of its own, or one more id', async () => {
  expect(await fixed(YAML)).toBe('0:0 # noqa-file: token-empty\n');
  expect(await fixed(`---\r\n${YAML.replaceAll('\n', '\r\n')}`)).toBe('0:0 # noqa-file: token-empty\r\n');
  expect(await fixed(`# noqa-file: token-weak\n${YAML}`)).toBe('0:23  token-empty');
  expect(await fixed(INI, 'hosts.ini')).toBe('0:0 # noqa-file: token-empty\n');
});
