// The cursor at every depth of a configuration of K3s inside of the inventory.
import { describe, expect, it } from 'vitest';
import { createSourceText, lineColumnAt } from '../../../server/src/core/text/sourceText.ts';
import { applyRangeEdits } from '../../support/applyRangeEdits.ts';
import { CLUSTER_HEAD } from '../../support/clusterHead.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

/** Completes at `$0`, and gives what choosing a label makes of the text. */
async function complete(annotated: string, path = 'inventory.yml', others: Record<string, string> = {}) {
  const offset = annotated.indexOf('$0');
  const text = annotated.replace('$0', '');
  const service = createTestService(createMemoryFileSystem({ ...others, [path]: text }));
  const { items } = await service.completeAt(uriOf(path), lineColumnAt(createSourceText('', text), offset));
  const find = (label: string) => {
    const item = items.find((candidate) => candidate.label === label);
    if (!item) throw new Error(`no item ${label} among ${items.map((each) => each.label).join(' ')}`);
    return item;
  };
  return {
    labels: items.map(({ label }) => label),
    find,
    apply: (label: string) => applyRangeEdits(text, [find(label).edit]),
  };
}

const server = (lines: string, header = '|'): string =>
  `${CLUSTER_HEAD}    server_config_yaml: ${header}\n${lines}`;

describe('keys', () => {
  it.each(['|', '|-', '|+', '>', '|2', '|2-', '| # comment', '&a |', '!unsafe |'])(
    'are offered in a block with the header %s',
    async (header) => {
      const { labels, apply } = await complete(
        server('      disable: traefik\n      flannel-b$0\n      node-name: a\n', header),
      );
      expect(labels).toContain('flannel-backend');
      expect(labels).not.toContain('disable');
      expect(labels).not.toContain('node-name');
      expect(labels).not.toContain('k3s_version');
      expect(apply('flannel-backend')).toMatch(/\n {6}flannel-backend: \$\{1\|none,.*\|\}\n {6}node-name/);
    },
  );

  it('are offered in an empty block, with the indentation of the cursor', async () => {
    const { apply } = await complete(server('        $0\n'));
    expect(apply('tls-san')).toContain('server_config_yaml: |\n        tls-san:\n  - $1');
  });

  it('are indented where the cursor is not', async () => {
    const { apply, find } = await complete(server('      disable: traefik\n    $0\n      selinux: true\n'));
    expect(apply('debug')).toContain(`\n      debug: \${1|true,false|}\n      selinux`);
    expect(find('debug').filterText).toBe('    debug');
  });

  it('are offered in a mapping without a bar', async () => {
    const { labels } = await complete(server('      disable: traefik\n      $0\n', ''));
    expect(labels).toContain('flannel-backend');
    expect(labels).not.toContain('disable');
  });

  it('are offered in files of variables, and where lines end with carriage returns', async () => {
    const others = { 'inventory.yml': CLUSTER_HEAD };
    const text = 'server_config_yaml: |\r\n  selinux: true\r\n  fl$0\r\nuser_kubectl: true\r\n';
    const { apply } = await complete(text, 'group_vars/all.yml', others);
    expect(apply('flannel-iface')).toBe(
      'server_config_yaml: |\r\n  selinux: true\r\n  flannel-iface: $1\r\nuser_kubectl: true\r\n',
    );
  });

  it('of servers are not offered to agents', async () => {
    const { labels } = await complete(`${CLUSTER_HEAD}    agent_config_yaml: |\n      $0\n`);
    expect(labels).toContain('node-label');
    expect(labels).not.toContain('disable');
  });

  it('are offered beside Jinja, closed or not', async () => {
    const around = [
      '      {% if x %}\n      selinux: true\n      {% endif %}\n      $0\n',
      '      node-name: {{ inventory_hostname }}\n      $0\n',
      '      $0\n      node-name: {{ inventory_hostname\n',
      '      {# a: { #}\n      $0\n',
    ];
    for (const lines of around) expect((await complete(server(lines))).labels).toContain('disable');
  });

  it('are not offered in a block inside of the block, nor behind it', async () => {
    expect((await complete(server('      kubelet-arg: |\n        $0\n'))).labels).toEqual([]);
    expect((await complete(server('      selinux: true\n    $0\n'))).labels).toContain('airgap_dir');
  });

  it('are not offered in a text that only looks like a variable', async () => {
    const { labels } = await complete(
      `${CLUSTER_HEAD}    motd: |\n      server_config_yaml: |\n        $0\n`,
    );
    expect(labels).toEqual([]);
  });
});

describe('values', () => {
  it.each([
    ['flannel-backend: $0', 'wireguard-native', 'flannel-backend: wireguard-native'],
    ['flannel-backend: wire$0', 'wireguard-native', 'flannel-backend: wireguard-native'],
    ['flannel-backend:$0', 'none', 'flannel-backend: none'],
    ['flannel-backend: "wi$0"', 'vxlan', 'flannel-backend: "vxlan"'],
    ['selinux: $0', 'true', 'selinux: true'],
    ['disable: $0', 'traefik', 'disable: traefik'],
    ['disable: traefik,serv$0', 'servicelb', 'disable: traefik,servicelb'],
    ['disable: "traefik,$0"', 'servicelb', 'disable: "traefik,servicelb"'],
    ['disable: [traefik, $0]', 'servicelb', 'disable: [traefik, servicelb]'],
    ['disable: [$0', 'servicelb', 'disable: [servicelb'],
    [
      'disable:\n        - traefik\n        - $0',
      'servicelb',
      'disable:\n        - traefik\n        - servicelb',
    ],
    ['disable:\n      - traefik\n      - ser$0', 'servicelb', 'disable:\n      - traefik\n      - servicelb'],
    ['disable:\n        $0', '- servicelb', 'disable:\n        - servicelb'],
  ])('of %j', async (line, label, written) => {
    const { apply, labels } = await complete(server(`      ${line}\n      debug: true\n`));
    expect(apply(label)).toContain(`\n      ${written}\n      debug: true\n`);
    if (line.includes('traefik')) expect(labels).not.toContain('traefik');
  });

  it('are not offered where any text may stand', async () => {
    expect((await complete(server('      node-name: $0\n'))).labels).toEqual([]);
    expect((await complete(server('      # disable: $0\n'))).labels).toEqual([]);
  });
});

describe('registries', () => {
  const registries = (lines: string): string => `${CLUSTER_HEAD}    registries_config_yaml: |\n${lines}`;

  it.each([
    ['      $0\n', ['configs', 'mirrors']],
    ['      mirrors:\n        docker.io:\n        $0\n', ['"*"', 'ghcr.io', 'quay.io', 'registry.k8s.io']],
    ['      mirrors:\n        docker.io:\n          $0\n', ['endpoint', 'rewrite']],
    ['      configs:\n        "a:5000":\n          $0\n', ['auth', 'tls']],
    [
      '      configs:\n        a:\n          auth:\n            $0\n',
      ['auth', 'password', 'token', 'username'],
    ],
    [
      '      configs:\n        a:\n          tls:\n            ca_file: /a\n            $0\n',
      ['cert_file', 'insecure_skip_verify', 'key_file'],
    ],
    ['      configs:\n        a:\n          tls:\n            insecure_skip_verify: $0\n', ['false', 'true']],
  ])('at %j', async (lines, expected) => {
    expect((await complete(registries(lines))).labels.sort()).toEqual(expected);
  });
});

describe('hover', () => {
  async function hover(annotated: string) {
    const offset = annotated.indexOf('$0');
    const text = annotated.replace('$0', '');
    const service = createTestService(createMemoryFileSystem({ 'inventory.yml': text }));
    const shown = await service.hoverAt(
      uriOf('inventory.yml'),
      lineColumnAt(createSourceText('', text), offset),
    );
    return shown && { ...shown, at: `${shown.start.line}:${shown.start.column}-${shown.end.column}` };
  }

  it.each(['|', '>-', '|2', ''])('says what a key is, below %j', async (header) => {
    const shown = await hover(server('      flannel-b$0ackend: none\n', header));
    expect(shown?.markdown).toContain('wireguard-native');
    expect(shown?.at).toBe('8:6-21');
  });

  it('finds keys in quotes of any kind', async () => {
    expect(
      (await hover(`${CLUSTER_HEAD}    server_config_yaml: "debug: true\\nsel$0inux: true"\n`))?.markdown,
    ).toContain('Read by servers and agents');
    expect((await hover(`${CLUSTER_HEAD}    server_config_yaml: 'sel$0inux: true'\n`))?.at).toBe('7:25-32');
  });

  it('says that agents do not know a key', async () => {
    expect(
      (await hover(`${CLUSTER_HEAD}    agent_config_yaml: |\n      dis$0able: traefik\n`))?.markdown,
    ).toContain('Agents do not start');
  });

  it('knows the keys of registries at each depth', async () => {
    const shown = await hover(
      `${CLUSTER_HEAD}    registries_config_yaml: |\n      configs:\n        a:\n          tls:\n            ca_$0file: /a\n`,
    );
    expect(shown?.markdown).toContain('certificate authority');
  });

  it('says nothing about values, unknown keys and empty texts', async () => {
    expect(await hover(server('      node-name: a$0b\n'))).toBeUndefined();
    expect(await hover(server('      nosuch$0: a\n'))).toBeUndefined();
    expect(await hover(`${CLUSTER_HEAD}    server_config_yaml: ""$0\n`)).toBeUndefined();
  });
});

describe('bad input', () => {
  const texts: readonly string[] = [
    '{{ x }}',
    '{% if x %}',
    '{{ x',
    'a: [b',
    '- a: b',
    '"open',
    '\tdisable: x',
    '&a *a : *b',
    'a: |\n        b: |\n          c: d',
    `key: ${'x'.repeat(1_000_000)}`,
    'k: v\n      '.repeat(50_000),
  ];

  it.each(texts.map((text, index) => [index, text] as const))('%i is survived', async (_, text) => {
    for (const cursor of [server(`      ${text}\n      $0\n`), server(`      $0${text}\n`)]) {
      const { labels } = await complete(cursor);
      expect(Array.isArray(labels)).toBe(true);
    }
  });
});
