import { describe, expect, it } from 'vitest';
import { loadVariableSchema, type PlainValue } from '../../../server/src/core/k3s/schema/variableSchema.ts';
import { formatMessage } from '../../../server/src/core/text/message.ts';
import { corpusFolder, readCorpus } from '../../support/inventoryCorpus.ts';

const schema = loadVariableSchema();
const violations = (name: string, value: PlainValue): string[] =>
  schema
    .validateValue(name, value)
    .map(
      ({ keyword, path, expected }) => `${keyword} ${path.join('.')}: expected ${formatMessage(expected)}`,
    );

describe('validateValue', () => {
  it.each<[string, PlainValue]>([
    ['k3s_version', 'v1.31.12+k3s1'],
    ['k3s_version', 'v1.30.0-rc1+k3s1'],
    ['k3s_version', 'v0.8.1'],
    ['api_port', 6443],
    ['api_port', '6443'],
    ['api_endpoint', '10.0.0.1'],
    ['api_endpoint', 'k3s.example.com'],
    ['api_endpoint', 'fd00::1'],
    ['api_endpoint', '[fd00::1]'],
    ['token', 'aB3'],
    ['extra_install_envs', { INSTALL_K3S_SKIP_SELINUX_RPM: 'true', N: 5 }],
    ['extra_install_envs', null],
    ['extra_service_envs', ['A=1', "NO_PROXY='localhost'"]],
    ['server_config_yaml', 'disable: traefik\n'],
    ['server_config_yaml', null],
    ['server_config_yaml', { disable: 'traefik' }],
    ['use_external_database', null],
    ['k3s_server_config_mode', '0600'],
    ['k3s_server_config_mode', 0o600],
    ['ansible_become', 'yes'],
    ['ansible_become', 'True'],
    ['ansible_become', 1],
    ['ansible_user', 1000],
    ['ansible_host', null],
    ['ansible_port', '2222'],
    ['somebody_elses', { any: ['thing'] }],
    ['skip_download', 'anything'],
  ])('%s takes %j', (name, value) => {
    expect(violations(name, value)).toEqual([]);
  });

  it.each([...schema.variables.keys()])('%s takes a template, and Vault ciphertext', (name) => {
    expect(violations(name, '{{ lookup("x") }}')).toEqual([]);
    expect(violations(name, '{% if x %}y{% endif %}')).toEqual([]);
    expect(violations(name, '$ANSIBLE_VAULT;1.1;AES256\n3132\n')).toEqual([]);
  });

  it.each<[string, PlainValue, string[]]>([
    ['k3s_version', 1.31, ['type : expected a K3s release such as v1.31.12+k3s1']],
    ['k3s_version', '1.31.12+k3s1', ['pattern : expected a K3s release such as v1.31.12+k3s1']],
    ['k3s_version', 'stable', ['pattern : expected a K3s release such as v1.31.12+k3s1']],
    ['k3s_version', 'v1.31.12-k3s1', ['pattern : expected a K3s release such as v1.31.12+k3s1']],
    ['api_port', 70000, ['maximum : expected a whole number from 1 to 65535']],
    ['api_port', 'https', ['pattern : expected a whole number from 1 to 65535']],
    ['api_port', true, ['type : expected a whole number from 1 to 65535']],
    ['api_endpoint', 'https://10.0.0.1', ['pattern : expected one bare IP address or DNS name']],
    ['api_endpoint', '10.0.0.1:6443', ['pattern : expected one bare IP address or DNS name']],
    ['api_endpoint', '{ x }', ['pattern : expected one bare IP address or DNS name']],
    ['token', '', ['minLength : expected a non-empty text on one line, in quotes']],
    ['token', null, ['type : expected a non-empty text on one line, in quotes']],
    ['token', 'a\nb', ['pattern : expected a non-empty text on one line, in quotes']],
    ['use_external_database', 'false', ['type : expected true or false, without quotes']],
    ['user_kubectl', null, ['type : expected true or false, without quotes']],
    ['extra_server_args', ['--disable', 'traefik'], ['type : expected one text with all flags']],
    ['extra_server_args', null, ['type : expected one text with all flags']],
    ['extra_install_envs', ['A=1'], ['type : expected a mapping of names to texts']],
    ['extra_install_envs', { A: true, B: 'x' }, ['type A: expected a text, in quotes']],
    ['extra_service_envs', 'A=1', ['type : expected a list of texts']],
    ['extra_service_envs', ['A=1', { B: '2' }], ['type 1: expected a text of the form NAME=value']],
    ['extra_service_envs', ['A'], ['pattern 0: expected a text of the form NAME=value']],
    ['airgap_dir', '', ['minLength : expected a path, as text']],
    ['agent_config_yaml', null, ['type : expected a text that holds a YAML mapping, as a block after "|"']],
    ['server_config_yaml', ['a'], ['type : expected a text that holds a YAML mapping, as a block after "|"']],
    [
      'cluster_context',
      'my cluster',
      ['pattern : expected a name of letters, digits, dots, dashes and underscores'],
    ],
    ['k3s_server_config_mode', 600, ['maximum : expected a file mode in quotes, such as "0600"']],
    ['ansible_become', 'maybe', ['pattern : expected true or false, without quotes']],
    ['ansible_host', ['10.0.0.1'], ['type : expected a text']],
  ])('%s refuses %j', (name, value, expected) => {
    expect(violations(name, value)).toEqual(expected);
  });
});

it('refuses a number too big for a number as well', () => {
  expect(violations('token', 12345678901234567890n)).toHaveLength(1);
});

const corpus = corpusFolder();

describe.skipIf(corpus === undefined)('values in real inventories (K3S_INVENTORY_CORPUS)', () => {
  it('all have the type their readers need, but for one known', () => {
    const found = readCorpus(corpus ?? '').flatMap(({ name, list }) => {
      const data = JSON.parse(list ?? '{}') as {
        _meta?: { hostvars: Record<string, Record<string, PlainValue>> };
      };
      const values = Object.values(data._meta?.hostvars ?? {}).flatMap((variables) =>
        Object.entries(variables),
      );
      return values.flatMap(([variable, value]) =>
        isVault(value) ? [] : violations(variable, value).map((text) => `${name} ${variable} ${text}`),
      );
    });
    // A techno-tim inventory whose token is filled in elsewhere.
    expect([...new Set(found)]).toEqual(['063-benkim0414-homelab k3s_token type : expected a text']);
  });
});

const isVault = (value: PlainValue): boolean =>
  typeof value === 'object' && value !== null && '__ansible_vault' in value;
