import { describe, expect, it } from 'vitest';
import { createSourceText, offsetAt } from '../../../server/src/core/text/sourceText.ts';
import { applyRangeEdits } from '../../support/applyRangeEdits.ts';
import { sceneOf } from '../../support/namedPlaces.ts';

const ENDPOINT = "{{ hostvars[groups['server'][0]]['ansible_host'] | default(groups['server'][0]) }}";
const WHOLE = { start: { line: 0, column: 0 }, end: { line: 10_000, column: 0 } };

const hosts = (vars: string): string => `k3s_cluster:
  children:
    server:
      hosts:
        s1: {ansible_host: 10.0.0.1}
        s2:
    agent:
      hosts: {a1: , a2: }
  vars:
    k3s_version: v1.31.12+k3s1
    token: S3cretS3cret
    ${vars}
`;
const sceneWith = (vars: string) => sceneOf({ 'hosts.yml': hosts(vars) });

describe('inlay hints', () => {
  /** `line|label`, where the hint stands in its line. */
  async function hints(files: Record<string, string>, path = 'hosts.yml') {
    const { service, uri } = sceneOf({ ...files, [path]: `${files[path]}$0` });
    const lines = (files[path] ?? '').split('\n');
    const found = await service.inlayHintsIn(uri, WHOLE);
    return found.map(({ position: { line, column }, label, tooltip }) => ({
      shown: `${lines[line]?.slice(0, column).trim()} ${label}`,
      tooltip,
    }));
  }
  const shown = async (vars: string) => (await hints({ 'hosts.yml': hosts(vars) })).map((hint) => hint.shown);

  it('the value that all hosts agree on', async () => {
    const [hint, ...others] = await hints({ 'hosts.yml': hosts(`api_endpoint: "${ENDPOINT}" # why`) });
    expect(hint?.shown).toBe(`api_endpoint: "${ENDPOINT}" = 10.0.0.1`);
    expect(hint?.tooltip).toBe('Resolves to `10.0.0.1` on all 4 hosts');
    expect(others).toEqual([]);
  });

  it('how many values there are where they do not, and which', async () => {
    const [hint] = await hints({ 'hosts.yml': hosts('x: "{{ inventory_hostname[:1] }}"') });
    expect(hint?.shown).toMatch(/ 2 values$/);
    expect(hint?.tooltip).toContain('| `s1`, `s2` | `s` |');
  });

  it.each([
    ['a text', 'x: plain'],
    ['a comment alone', 'x: "a{# b #}"'],
    ['what is unknown', 'x: "{{ from_a_play }}"'],
    ['a secret', 'x: "{{ token | upper }}"'],
    ['a variable that is secret', 'my_password: "{{ 1 + 1 }}"'],
    ['what fails', `x: "{{ groups['server'][9] }}"`],
    ['what is broken', 'x: "{{ 1 + }}"'],
  ])('none for %s', async (_, vars) => {
    expect(await shown(vars)).toEqual([]);
  });

  it('none in files of others', async () => {
    expect(await hints({ 'compose.yml': 'services: {x: "{{ 1 + 1 }}"}\n' }, 'compose.yml')).toEqual([]);
  });

  it('at the end of the expression they belong to: quotes, lists, blocks, INI', async () => {
    expect(await shown("x: ['{{ 1 + 1 }}', '{{ 1 + 2 }}']")).toEqual([
      "x: ['{{ 1 + 1 }}' = 2",
      "x: ['{{ 1 + 1 }}', '{{ 1 + 2 }}' = 3",
    ]);
    expect(await shown('x: |  # why\n      a {{ 1 + 1 }}\n      b')).toEqual(['x: |  # why = a 2 …']);
    expect(await shown('x: "{{ \'\' | trim }}"')).toEqual(['x: "{{ \'\' | trim }}" = ""']);
    const ini = '[server]\ns1 x="{{ 1 + 1 }}" y=2\n[agent]\na1\n[k3s_cluster:children]\nserver\nagent\n';
    const vars = `[k3s_cluster:vars]\nk3s_version=v1.31.12+k3s1\napi_endpoint=${ENDPOINT}\n`;
    expect((await hints({ hosts: ini + vars }, 'hosts')).map((hint) => hint.shown)).toEqual([
      's1 x="{{ 1 + 1 }}" = 2',
      `api_endpoint=${ENDPOINT} = s1`,
    ]);
  });

  it('no longer than a person reads beside the text', async () => {
    expect((await shown(`x: "{{ '${'abcdefghij'.repeat(9)}' | trim }}"`)).join()).toMatch(
      /= (?:abcdefghij){4}…$/,
    );
  });

  it('only in the range that is asked for', async () => {
    const { service, uri } = sceneOf({ 'hosts.yml': `${hosts('a: "{{ 1 + 1 }}"\n    b: "{{ 1 + 2 }}"')}$0` });
    const range = { start: { line: 0, column: 0 }, end: { line: 12, column: 0 } };
    expect(await service.inlayHintsIn(uri, range)).toHaveLength(1);
  });

  it('from each inventory that the file belongs to', async () => {
    const inventory = (address: string) => hosts('y: 1').replace('10.0.0.1', address);
    const site = '- hosts: server\n  roles: [k3s_server]\n';
    const { service, uri } = sceneOf({
      'prod/hosts.yml': inventory('10.0.0.1'),
      'stage/hosts.yml': inventory('10.9.0.1'),
      'group_vars/all.yml': `x: "${ENDPOINT}"\n$0`,
      'site.yml': site,
    });
    const [hint] = await service.inlayHintsIn(uri, WHOLE);
    expect(hint?.label).toBe('2 values');
    expect(hint?.tooltip).toMatch(/In \[[\s\S]*10\.0\.0\.1[\s\S]*In \[[\s\S]*10\.9\.0\.1/);
  });

  it('in an inventory of ten thousand hosts, soon', async () => {
    const many = hosts(`api_endpoint: "${ENDPOINT}"\n    x: "{{ inventory_hostname }}"`).replace(
      '{a1: , a2: }',
      '{"n[0001:9999]": {y: "{{ inventory_hostname }}"}}',
    );
    const labels = (await hints({ 'hosts.yml': many })).map((hint) =>
      hint.shown.split(' ').slice(-2).join(' '),
    );
    expect(labels).toEqual(['100+ values', '= 10.0.0.1', '100+ values']);
  });
});

describe('signature help', () => {
  async function signature(expression: string): Promise<string | undefined> {
    const { service, uri, position } = sceneWith(`x: "{{ ${expression} }}"`);
    const help = await service.signatureAt(uri, position);
    const [start, end] = help?.parameters[help.active ?? -1] ?? [0, 0];
    return help && `${help.label.slice(0, start)}<${help.label.slice(start, end)}>${help.label.slice(end)}`;
  }

  it.each([
    ['1 | default($0)', 'value | default(<default_value>, boolean=false)'],
    ['1 | default(2, $0)', 'value | default(default_value, <boolean=false>)'],
    ['1 | default([1, 2], {3: 4}.get($0', undefined],
    ['1 | default((1, 2), $0', 'value | default(default_value, <boolean=false>)'],
    ['1 | default(boolean=tr$0ue, 2)', 'value | default(default_value, <boolean=false>)'],
    [
      `1 | regex_replace('a', '$0`,
      'value | regex_replace(pattern, <replacement>, ignorecase=false, multiline=false)',
    ],
    ['1 is version($0)', "value is version(<version>, operator='eq', strict=none, version_type=none)"],
    [`x | map('extract', hostvars, $0)`, 'value | map(filter, <*args>)'],
    [`lookup('env', $0)`, 'lookup(plugin, <*terms>)'],
    [
      '1 | ansible.utils.ipaddr($0)',
      "value | ansible.utils.ipaddr(<query=''>, version=false, alias='ipaddr')",
    ],
    ['1 | trim(1, $0)', '<>value | trim(chars=none)'],
    ['1 | default(1) $0', undefined],
    ['(1 + $0)', undefined],
    ['1 | no_such_filter($0)', undefined],
  ])('%s', async (expression, expected) => {
    expect(await signature(expression)).toBe(expected);
  });

  it('says what it does', async () => {
    const { service, uri, position } = sceneWith('x: "{{ 1 | ternary($0) }}"');
    expect((await service.signatureAt(uri, position))?.documentation).toBe(
      'The first value where it holds, otherwise the second.\n\nFrom ansible.builtin',
    );
  });
});

describe('semantic tokens', () => {
  async function tokens(files: Record<string, string>, path = 'hosts.yml'): Promise<string[]> {
    const { service, uri } = sceneOf({ ...files, [path]: `${files[path]}$0` });
    const source = createSourceText('', files[path] ?? '');
    const found = await service.semanticTokensIn(uri);
    return found.map(({ start, end, type, isBuiltIn }) => {
      const text = source.text.slice(offsetAt(source, start), offsetAt(source, end));
      return `${type}${isBuiltIn ? '*' : ''} ${text}`;
    });
  }
  const inVars = (line: string) => tokens({ 'hosts.yml': hosts(line) });

  it('variables, functions, known groups and hosts', async () => {
    expect(
      await inVars(`x: "{{ hostvars[groups['server'][0]].own | default(nobody, boolean=true) }}"`),
    ).toEqual([
      'variable* hostvars',
      'variable* groups',
      "string '",
      'enumMember server',
      "string '",
      'number 0',
      'property own',
      'operator |',
      'function default',
      'variable nobody',
      'parameter boolean',
    ]);
    expect(await inVars(`x: "{{ groups['nobody'] + groups.agent }}"`)).toEqual([
      'variable* groups',
      "string 'nobody'",
      'operator +',
      'variable* groups',
      'enumMember agent',
    ]);
    expect(await inVars(`x: '{{ hostvars[''s1''] }}'`)).toContain('enumMember s1');
    expect(await inVars('x: "{{ hostvars[\\"s1\\"] }}"')).toContain('enumMember s1');
  });

  it('statements, locals and methods', async () => {
    const line = 'x: "{% for h in groups.agent if h is not defined %}{{ h.upper() }}{% endfor %}"';
    expect((await inVars(line)).join(', ')).toBe(
      'keyword for, parameter h, keyword in, variable* groups, enumMember agent, keyword if, parameter h, ' +
        'keyword is, keyword not, function defined, parameter h, method upper, keyword endfor',
    );
  });

  it('line by line, in INI too, and while it is broken', async () => {
    expect(await inVars('x: >-\n      {{ token\n      | trim }}')).toEqual([
      'variable token',
      'operator |',
      'function trim',
    ]);
    expect(await inVars('x: "{{ token | }} {{ k3s_version }}"')).toEqual([
      'variable token',
      'operator |',
      'variable k3s_version',
    ]);
    const ini = '[server]\ns1\n[agent]\na1\n[k3s_cluster:children]\nserver\nagent\n[k3s_cluster:vars]\n';
    expect(await tokens({ hosts: `${ini}token="{{ vault_token }}"\n` }, 'hosts')).toEqual([
      'variable vault_token',
    ]);
  });
});

describe('selection ranges', () => {
  async function ranges(files: Record<string, string>): Promise<readonly string[]> {
    const { service, uri, position, files: texts } = sceneOf(files);
    const source = createSourceText('', Object.values(texts).find((text) => text.includes('#here')) ?? '');
    const found = await service.selectionRangesAt(uri, position);
    return found.map(({ start, end }) => source.text.slice(offsetAt(source, start), offsetAt(source, end)));
  }

  it('from a name through the expression, the string and the pair to the file', async () => {
    const found = await ranges({ 'hosts.yml': hosts(`x: "a {{ groups['ser$0ver'][0] | trim }}" #here`) });
    expect(found.slice(0, 8)).toEqual([
      "'server'",
      "groups['server']",
      "groups['server'][0]",
      "groups['server'][0] | trim",
      "{{ groups['server'][0] | trim }}",
      "a {{ groups['server'][0] | trim }}",
      `"a {{ groups['server'][0] | trim }}"`,
      `x: "a {{ groups['server'][0] | trim }}"`,
    ]);
    expect(found[8]).toMatch(/^k3s_version: [\s\S]*trim }}"$/);
    expect(found.at(-1)?.split('\n')[0]).toBe('k3s_cluster:');
  });

  it('without templates, and in INI', async () => {
    const plain = await ranges({ 'hosts.yml': hosts(`x: "a$0b" #here`) });
    expect(plain.slice(0, 3)).toEqual(['ab', '"ab"', 'x: "ab"']);
    const ini =
      '#here\n[server]\ns1\n[agent]\na1\n[k3s_cluster:children]\nserver\nagent\n[k3s_cluster:vars]\n';
    const found = await ranges({ hosts: `${ini}token={{ vault$0_token }}\n` });
    expect(found.slice(0, 4)).toEqual([
      'vault_token',
      '{{ vault_token }}',
      'token={{ vault_token }}',
      '[k3s_cluster:vars]\ntoken={{ vault_token }}',
    ]);
  });
});

describe('closing braces', () => {
  async function closed(value: string): Promise<string | undefined> {
    const { service, uri, position, files } = sceneWith(`x: ${value}`);
    const edit = await service.closeBracesAt(uri, position);
    const text = edit && applyRangeEdits(files['hosts.yml'] ?? '', [edit]);
    return text?.split('x: ')[1]?.trimEnd();
  }

  it.each([
    ['"{{$0"', '"{{ }}"'],
    ['"{{$0', '"{{ }}'],
    ['{{$0}}', '{{ }}'],
    ['"{{$0}"', '"{{ }}"'],
    ['"{{$0}}"', '"{{ }}"'],
    ["'{{$0}}'", "'{{ }}'"],
    ['"{%$0"', '"{% %}"'],
    ['{%$0}', '{% %}'],
    ['"{#$0"', '"{# #}"'],
    ['"a {{$0 b {{ c }}"', '"a {{ }} b {{ c }}"'],
    ["'{{$0'", "'{{ }}'"],
    ['|\n      a {{$0', '|\n      a {{ }}'],
  ])('%s → %s', async (value, expected) => {
    expect(await closed(value)).toBe(expected);
  });

  it.each([
    '"{{$0 a }}"',
    '"{{$0 }}"',
    '"{%$0 if %}"',
    '"{$0"',
    '"{{{$0"',
    'a # {{$0',
    '"{# {{$0 #}"',
    '"{{ {{$0 }}"',
  ])('leaves %s alone', async (value) => {
    expect(await closed(value)).toBeUndefined();
  });
});
