// Every payload in every place of an inventory, and every output there is: none comes out raw. Prints what it counted.
import { afterAll, expect, it } from 'vitest';
import type { LanguageService } from '../../server/src/core/index.ts';
import { createMemoryFileSystem, uriOf } from '../support/memoryFileSystem.ts';
import { active, PAYLOADS, rawSign } from '../support/payloads.ts';
import { createTestService } from '../support/service.ts';
import { createFolder } from '../support/terminal.ts';

const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** In names, values, templates, and beside the words that make findings. */
const inventory = (text: string): string => {
  const q = quoted(text);
  // In names of hosts brackets are ranges.
  const host = quoted(text.replace(/[[\]]/g, ''));
  const template = (before: string, after: string): string =>
    quoted(`${before}${text.replaceAll("'", '')}${after}`);
  return `k3s_cluster:
  children:
    server:
      hosts:
        h1: {ansible_host: ${q}, ansible_user: ${q}}
        ${host}:
    agent:
      hosts:
        h1:
        ${host}:
    ${q}:
      hosts:
        h1:
  ${q}: {}
  vars:
    ${q}: 1
    ${quoted(`airgap_dri${text}`)}: x
    k3s_version: ${quoted(`v1.31.5${text}`)}
    token: "{{ vault_token }}"
    api_endpoint: ${q}
    airgap_dir: ${quoted(`/nope/${text}`)}
    use_external_database: ${q}
    cluster_context: ${q}
    kubeconfig: ${q}
    server_config_yaml: ${q}
    extra_server_args: ${quoted(`--nope ${text}`)}
    extra_manifests: [${q}]
    foo: ${q}
    bar: "{{ foo }}"
    baz: ${template("{{ groups['", "'][0] }}")}
    qux: ${template("{{ hostvars['", "'].x }}")}
    quux: ${template("{{ 'a' | upper", ' }}')}
    both: ${template("{{ foo ~ '", "' }}")}
    list: [${q}, {${q}: ${q}}]
    undefd: "{{ undefd_x ~ foo }}"
`;
};

const files = (text: string): Readonly<Record<string, string>> => ({
  'inventory.yml': inventory(text),
  'ansible.cfg': `[defaults]\ninventory = inventory.yml\nroles_path = ${text.replace(/[\r\n]/g, ' ')}\n`,
  'group_vars/agent.yml': `foo: ${quoted(`other ${text}`)}\n`,
});

/** Names that systems allow for a file. */
const fileName = (text: string): string | undefined =>
  !/\p{Cs}/u.test(text)
    ? encodeURI(text).length < 200
      ? text.replace(/[/\0]/g, '_')
      : undefined
    : undefined;

const counted = { payloads: 0, outputs: 0, texts: 0, raw: 0 };

function expectPlain(text: string, where: string): void {
  counted.texts++;
  const sign = rawSign(text);
  if (sign !== undefined) counted.raw++;
  expect(sign, `${where}: ${JSON.stringify(text)}`).toBeUndefined();
}

function expectHarmless(markdown: string, where: string): void {
  expectPlain(markdown, where);
  const left = active(markdown);
  const found =
    /!\[|\]\((?!file:\/\/\/|https:\/\/docs\.|https:\/\/github\.com\/)|<|https?:\/\/evil|www\.evil|\$\(|@evil|^#/m.exec(
      left,
    );
  if (found) counted.raw++;
  expect(found?.[0], `${where}: ${JSON.stringify(markdown)}`).toBeUndefined();
}

type Asked = Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>;

/** Strings below a value, with the name of the property that holds them; edits carry the file's own text. */
function* stringsIn(value: unknown, name = ''): Generator<readonly [string, string]> {
  if (typeof value === 'string') yield [name, value];
  else if (Array.isArray(value)) for (const item of value) yield* stringsIn(item, name);
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) if (!CARRIED.has(key)) yield* stringsIn(item, key);
}

const CARRIED: ReadonlySet<string> = new Set([
  'edit',
  'edits',
  'newText',
  'reference',
  'uri',
  'filterText',
  'sortText',
  'placeholder',
  'text',
  'renames',
  'target',
]);
const IS_MARKDOWN: ReadonlySet<string> = new Set(['markdown', 'documentation', 'tooltip']);

async function* answers(service: LanguageService, text: string): AsyncGenerator<readonly [string, unknown]> {
  const uri = uriOf('inventory.yml');
  const asked = service as unknown as Asked;
  const ask: Asked[string] = async (name, ...args) => {
    const question = asked[String(name)];
    if (!question) throw new Error(`No question is called ${name}.`);
    return question(...args);
  };
  const whole = { start: { line: 0, column: 0 }, end: { line: 999, column: 0 } };
  yield ['check', await service.check(uri, {})];
  yield ['fixes', await service.offerFixes(uri, whole, {})];
  yield ['symbols of the workspace', await service.findSymbolsBelow([uriOf('')], '')];
  for (const name of ['inlayHintsIn', 'vaultActions']) yield [name, await ask(name, uri, whole)];
  for (const name of ['symbolsOf', 'linksOf', 'codeLensesOf', 'foldingRangesOf', 'statusOf', 'vaultsIn'])
    yield [name, await ask(name, uri)];
  for (const [line, content] of text.split('\n').entries())
    for (let column = Math.max(0, content.search(/\S/)); column <= content.length; column += 60)
      for (const name of ['hoverAt', 'completeAt', 'signatureAt'])
        yield [name, await ask(name, uri, { line, column })];
}

it.each(Object.entries(PAYLOADS))('in an editor: %s', async (_, payload) => {
  counted.payloads++;
  const text = inventory(payload);
  const service = createTestService(createMemoryFileSystem(files(payload)));
  for await (const [where, answer] of answers(service, text)) {
    counted.outputs++;
    for (const [name, said] of stringsIn(answer))
      if (IS_MARKDOWN.has(name)) expectHarmless(said, where);
      else expectPlain(said, `${where}.${name}`);
  }
});

const COMMANDS: readonly (readonly string[])[] = [
  ['check'],
  ...['json', 'json-v2', 'sarif', 'github', 'junit', 'codeclimate', 'markdown'].map((format) => [
    'check',
    '--format',
    format,
  ]),
  ['check', '--write-baseline', 'baseline.json'],
  ['check', '--baseline', 'baseline.json'],
  ['preview', '-i', 'inventory.yml'],
  ['preview', '-i', 'inventory.yml', '--format', 'json'],
  ['preview', '-i', 'inventory.yml', '--host', 'h1', '--format', 'files', '--output', 'out'],
  ['preview', '-i', 'inventory.yml', '--against', 'other.yml'],
  ['preview', '-i', 'inventory.yml', '--against', 'other.yml', '--format', 'json'],
  ['preflight', '-i', 'inventory.yml'],
  ['preflight', '-i', 'inventory.yml', '--format', 'json'],
  ['preflight', '-i', 'inventory.yml', '--format', 'markdown'],
  ['airgap', '--list-downloads', '-i', 'inventory.yml'],
  ['airgap', '--list-downloads', '-i', 'inventory.yml', '--format', 'script'],
  ['list', '-i', 'inventory.yml'],
  ['list', '-i', 'inventory.yml', '--graph'],
  ['airgap', '-i', 'inventory.yml'],
  ['airgap', '-i', 'inventory.yml', '--format', 'json'],
  ['vault', 'view', 'inventory.yml', '--vault-password-file', 'inventory.yml'],
  ...['foo', 'list', 'airgap_dir', 'bar'].flatMap((name) => [
    ['explain', 'h1', name, '-i', 'inventory.yml'],
    ['explain', 'h1', name, '-i', 'inventory.yml', '--format', 'json'],
    ['render', 'h1', `{{ ${name} }}`, '-i', 'inventory.yml'],
    ['render', 'h1', `{{ ${name} }}`, '-i', 'inventory.yml', '--format', 'json'],
  ]),
];

const RUNNER_COMMAND = /^::(?:error|warning|notice) (?:[a-zA-Z]+=[^:,\n]*,?)+::/gm;

it.each(Object.entries(PAYLOADS))('on a terminal: %s', async (_, payload) => {
  const name = fileName(payload);
  const folder = createFolder({
    ...files(payload),
    'other.yml': inventory(`${payload}2`),
    ...(name !== undefined && {
      [`${name}/inventory.yml`]: inventory(payload),
      [`${name}.yml`]: inventory(payload),
    }),
  });
  try {
    const own = [
      ['explain', payload, payload, '-i', 'inventory.yml'],
      ['render', payload, payload, '-i', 'inventory.yml'],
      ['check', payload],
      ['explain-rule', payload],
      ['check', '--rule', `${payload}=off`],
      ['check', '--format', payload],
      ['check', '--baseline', payload],
      ['preview', '-i', payload, '--host', payload],
      ['preview', '-i', 'inventory.yml', '--against', payload],
      ['vault', 'view', payload],
      [payload],
    ];
    for (const command of [...COMMANDS, ...own]) {
      counted.outputs++;
      const { stdout, stderr } = await folder.run(command, {
        isTerminal: true,
        env: { LANG: 'C', NO_COLOR: '1' },
      });
      // Its lines are commands to the runner; what is in them must not be another.
      const said = command.includes('github') ? stdout.replace(RUNNER_COMMAND, '') : stdout;
      // A preview shows files, in which tabs may stand.
      expectPlain(command[0] === 'preview' ? said.replaceAll('\t', ' ') : said, command.join(' '));
      if (command.at(-1) === 'markdown') expectHarmless(stdout.replace(/^#+ /gm, ''), command.join(' '));
      expectPlain(stderr, command.join(' '));
    }
  } finally {
    folder.remove();
  }
});

afterAll(() => {
  const { payloads, outputs, texts, raw } = counted;
  process.stdout.write(
    `payloads: ${payloads} texts in 25 places, ${outputs} answers, ${texts} texts looked at, ${raw} raw\n`,
  );
});
