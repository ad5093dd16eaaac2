import { describe, expect, it } from 'vitest';
import type { CompletionItem } from '../../../server/src/core/index.ts';
import { createSourceText, lineColumnAt } from '../../../server/src/core/text/sourceText.ts';
import { applyRangeEdits } from '../../support/applyRangeEdits.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const HEAD = `k3s_cluster:
  children:
    server:
      hosts:
        192.168.1.11:
`;

const VAULT = `$ANSIBLE_VAULT;1.1;AES256
32303065353732363934356464633833636338353130336633663638626663303637616438353664
3965666462326530633337346639656130303337343936310a373137363162616232353864313136
35633933346262373561333830373337363037373236323938363631623832333962633564636333
6662646439353062330a306465653230303330643638643966346430346130383861616433656334
38396533623536396565646262646631636438323462663036326436363531656662`;

/** Completes at `$0`. */
async function complete(annotated: string, path = 'inventory.yml', others: Record<string, string> = {}) {
  const offset = annotated.indexOf('$0');
  const text = annotated.replace('$0', '');
  const service = createTestService(createMemoryFileSystem({ ...others, [path]: text }));
  const { items } = await service.completeAt(uriOf(path), lineColumnAt(createSourceText('', text), offset));
  const apply = (label: string): string => {
    const item = items.find((candidate) => candidate.label === label);
    if (!item) throw new Error(`no item ${label} among ${labels(items).join(' ')}`);
    return applyRangeEdits(text, [item.edit]);
  };
  return { items, apply };
}
const labels = (items: readonly CompletionItem[]): string[] => items.map((item) => item.label);

describe('keys', () => {
  it('offers variables under vars, without those that are there', async () => {
    const { items, apply } = await complete(`${HEAD}  vars:\n    k3s_version: v1.31.12+k3s1\n    $0\n`);
    expect(labels(items)).toContain('airgap_dir');
    expect(labels(items)).not.toContain('k3s_version');
    expect(labels(items)).not.toContain('master_ip');
    expect(apply('use_external_database')).toContain(`\n    use_external_database: \${1|true,false|}\n`);
  });

  it('replaces the word that is being typed', async () => {
    const { apply } = await complete(`${HEAD}  vars:\n    k3s_version: v1.31.12+k3s1\n    airg$0\n`);
    expect(apply('airgap_dir')).toMatch(/\n {4}airgap_dir: \$\{1:\}\n$/);
  });

  it('keeps the colon that is there', async () => {
    const { apply } = await complete(`${HEAD}  vars:\n    api_p$0: 6443\n`);
    expect(apply('api_port')).toContain('\n    api_port: 6443\n');
  });

  it('takes the indentation of the other keys, whatever it is', async () => {
    const { apply, items } = await complete(`${HEAD}  vars:\n      k3s_version: v1.31.12+k3s1\n    $0\n`);
    expect(apply('airgap_dir')).toContain('\n      airgap_dir:');
    expect(items.find((item) => item.label === 'airgap_dir')?.filterText).toBe('    airgap_dir');
  });

  it('offers variables of a host on a host', async () => {
    const { items } = await complete(
      `k3s_cluster:\n  children:\n    server:\n      hosts:\n        192.168.1.11:\n          $0\n`,
    );
    expect(labels(items)).toContain('ansible_host');
    expect(labels(items)).not.toContain('cluster_context');
  });

  it('offers sections in a group, groups in children, nothing among hosts', async () => {
    expect(labels((await complete(`${HEAD}  $0\n`)).items)).toEqual(['hosts', 'vars']);
    expect(
      labels(
        (await complete(`k3s_cluster:\n  children:\n    server:\n    $0\n  vars:\n    token: x\n`)).items,
      ),
    ).toContain('agent');
    expect(
      labels((await complete(`k3s_cluster:\n  children:\n    server:\n      hosts:\n        $0\n`)).items),
    ).toEqual([]);
  });

  it('offers variables in group_vars of a k3s-ansible inventory', async () => {
    const others = { 'inventory.yml': `${HEAD}    agent:\n` };
    const { items } = await complete('$0\n', 'group_vars/k3s_cluster.yml', others);
    expect(labels(items)).toContain('token');
  });

  it.each([
    ['a comment', `${HEAD}  vars:\n    # $0\n`],
    ['a quoted string', `${HEAD}  vars:\n    token: "a $0"\n`],
    ['a block scalar', `${HEAD}  vars:\n    motd: |\n      $0disable:\n`],
    ['another kind of file', 'services:\n  web:\n    $0\n'],
    ['a flow mapping', `${HEAD}  vars: { $0 }\n`],
  ])('offers nothing in %s', async (_, text) => {
    expect(labels((await complete(text)).items)).toEqual([]);
  });
});

describe('values', () => {
  it('offers booleans and the standard expression', async () => {
    const { items } = await complete(`${HEAD}  vars:\n    use_external_database: $0\n`);
    expect(labels(items)).toEqual(['true', 'false']);
    const { apply } = await complete(`${HEAD}  vars:\n    api_endpoint:$0\n`);
    const expression = `"{{ hostvars[groups['server'][0]]['ansible_host'] | default(groups['server'][0]) }}"`;
    expect(apply(expression)).toContain(`api_endpoint: ${expression}\n`);
  });
});

describe('whole inventories', () => {
  const LABELS = [
    'k3s-inventory-single',
    'k3s-inventory-ha',
    'k3s-inventory-airgap',
    'k3s-inventory-external-database',
  ];

  it('are offered in an empty file', async () => {
    expect(labels((await complete('---\n# new\n$0')).items)).toEqual(LABELS);
    expect(labels((await complete('k3s$0')).items)).toEqual(LABELS);
  });

  it('are not offered below anything else, soon, whatever the comments look like', async () => {
    const comment = `# ${'# a '.repeat(200)}\n`.repeat(20);
    expect(labels((await complete(`${comment}x: 1\n$0`)).items)).toEqual([]);
    expect(labels((await complete(`${comment}\r\n--- # new\r\n$0`)).items)).toEqual(LABELS);
  });

  it.each(LABELS)('%s is clean once filled in', async (label) => {
    const { apply } = await complete('$0');
    const text = apply(label).replace(
      /\$\{\d+:((?:\\\}|[^}])*)\}|\$0/g,
      (_, word: string | undefined) => word ?? '',
    );
    const service = createTestService(
      createMemoryFileSystem({
        'inventory.yml': text,
        '../opt/k3s-airgap/k3s': '',
        '../opt/k3s-airgap/k3s-airgap-images-amd64.tar.zst': '',
        'group_vars/all.yml': `vault_token: !vault |\n${VAULT.replaceAll(/^/gm, '  ')}\n`,
      }),
    );
    const { diagnoses, recognition } = await service.check(uriOf('inventory.yml'), {});
    expect(recognition.kind).toBe('k3s-ansible');
    expect(diagnoses.filter((d) => d.severity !== 'info').map((d) => `${d.ruleId} ${d.message}`)).toEqual([]);
  });
});

describe('k3s_version', () => {
  it.each(['$0', 'v1.3$0', 'v1.34.2+k3$0s1', 'v1.34.2+k3s1$0'])(
    'is offered releases at %s, the newest of each minor release first',
    async (typed) => {
      const { items, apply } = await complete(`${HEAD}  vars:\n    k3s_version: ${typed}\n`);
      const names = labels([...items].sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1)));
      const minors = names.map((name) => /^v1\.(\d+)\./.exec(name)?.[1]);
      const first = minors.slice(0, new Set(minors).size);
      expect(first).toEqual([...new Set(minors)]);
      expect(first).toEqual([...first].sort().reverse());
      expect(names.every((name) => /^v1\.\d+\.\d+\+k3s\d+$/.test(name))).toBe(true);
      expect(apply(names[0] ?? '')).toBe(`${HEAD}  vars:\n    k3s_version: ${names[0]}\n`);
    },
  );
});
