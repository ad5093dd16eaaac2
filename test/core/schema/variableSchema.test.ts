import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import chinese from '../../../l10n/bundle.l10n.zh-cn.json' with { type: 'json' };
import { loadVariableSchema } from '../../../server/src/core/k3s/schema/variableSchema.ts';
import { formatMessage } from '../../../server/src/core/text/message.ts';

const schema = loadVariableSchema();
const bundle: Readonly<Record<string, string>> = chinese;
const all = [...schema.variables.values()];
const current = all.filter(({ status }) => status === 'current');

describe('variables', () => {
  it.each(
    current.flatMap((variable) => variable.examples.map((example) => [variable.name, example] as const)),
  )('the example of %s is YAML, right in type and only about it: %s', (name, example) => {
    const parsed = parse(example, { version: '1.1' }) as Record<string, string>;
    expect(Object.keys(parsed)).toEqual([name]);
    expect(schema.validateValue(name, parsed[name] ?? null)).toEqual([]);
  });

  it.each(all.filter((variable) => variable.default !== undefined).map(({ name }) => name))(
    'the default of %s has its type',
    (name) => {
      expect(schema.validateValue(name, schema.variables.get(name)?.default ?? null)).toEqual([]);
    },
  );

  it("explains the token's three roles, and when it may be left out", () => {
    const text = formatMessage(schema.variables.get('token')?.description ?? { pattern: '', values: [] });
    expect(text).toMatch(/three roles: it admits .* it authenticates .* bootstrap data/);
    expect(text).toContain('may be left out: since 1.0.0');
    expect(text).toContain('1.2.0 fails');
  });

  it('has every text in Chinese', () => {
    const texts = [...all, ...schema.installVariables.values()].map(({ description }) => description.pattern);
    expect(texts.filter((text) => !/\p{Script=Han}/u.test(bundle[text] ?? ''))).toEqual([]);
  });

  it('keeps code in translations as it is', () => {
    const codeIn = (text: string): string[] => [...new Set(text.match(/`[^`]+`/g))].toSorted();
    const changed = Object.entries(bundle)
      .filter(([english, translated]) => codeIn(english).join() !== codeIn(translated).join())
      .map(([english]) => english);
    expect(changed).toEqual([]);
  });

  it('marks what is secret', () => {
    const secrets = all.filter(({ secret }) => secret === 'value').map(({ name }) => name);
    expect(secrets).toEqual(expect.arrayContaining(['token', 'ansible_password', 'ansible_become_password']));
    expect(schema.variables.get('server_config_yaml')?.secret).toBe('parts');
  });

  it('asks only for what no deployment can do without', () => {
    expect(current.filter(({ required }) => required).map(({ name }) => name)).toEqual([
      'k3s_version',
      'api_endpoint',
    ]);
  });
});

describe('renamed', () => {
  it.each([
    ['master_ip', 'api_endpoint'],
    ['config_yaml', 'server_config_yaml'],
    ['extra_node_args', 'extra_agent_args'],
    ['ansible_ssh_host', 'ansible_host'],
    ['ansible_pass', 'ansible_password'],
  ])('%s is now %s', (old, now) => {
    expect(schema.renamed.get(old)).toBe(now);
  });

  it('leaves names that are as good alone', () => {
    expect(schema.renamed.has('ansible_become_pass')).toBe(false);
    expect(schema.isKnown('ansible_become_pass')).toBe(true);
  });

  it('lists removed and internal names without a successor', () => {
    expect(schema.variables.get('opt_tls_san')).toMatchObject({
      status: 'removed',
      until: { release: '1.1.1' },
    });
    expect(schema.variables.get('skip_download')?.status).toBe('internal');
    expect(schema.variables.get('cluster_cidr')?.status).toBe('ineffective');
  });
});

describe('variablesFor', () => {
  const namesFor = (place: Parameters<typeof schema.variablesFor>[0]): string[] =>
    schema.variablesFor(place).map(({ name }) => name);

  it('offers the required ones first for the cluster, and nothing that belongs to one host', () => {
    expect(namesFor('cluster').slice(0, 3)).toEqual(['k3s_version', 'api_endpoint', 'token']);
    expect(namesFor('cluster')).not.toContain('ansible_host');
  });

  it('offers the address first for a host, and no token', () => {
    expect(namesFor('host')[0]).toBe('ansible_host');
    expect(namesFor('host')).not.toContain('token');
  });

  it('keeps what only servers read from the agents', () => {
    expect(namesFor('agent')).toContain('agent_config_yaml');
    expect(namesFor('agent')).not.toContain('server_config_yaml');
  });

  it('never offers a name not to be defined', () => {
    for (const place of ['cluster', 'server', 'agent', 'host'] as const) {
      expect(schema.variablesFor(place).every(({ status }) => status === 'current')).toBe(true);
    }
  });
});
