// What no editor should die of: each gets a clear finding or silence, in time that grows with the text.
import { describe, expect, it } from 'vitest';
import { createMemoryFileSystem, uriOf } from '../support/memoryFileSystem.ts';
import { createTestService } from '../support/service.ts';

const CLUSTER = `k3s_cluster:
  children:
    server:
      hosts:
        192.168.1.11:
  vars:
    k3s_version: v1.31.12+k3s1
    api_endpoint: 192.168.1.11
`;

async function rulesFor(text: string): Promise<readonly string[]> {
  const service = createTestService(createMemoryFileSystem({ 'inventory.yml': text }));
  const uri = uriOf('inventory.yml');
  const { diagnoses } = await service.check(uri, {});
  const end = { line: text.split('\n').length, column: 0 };
  await service.offerFixes(uri, { start: { line: 0, column: 0 }, end }, {});
  await service.completeAt(uri, end);
  await service.hoverAt(uri, { line: 0, column: 1 });
  return diagnoses.map(({ ruleId }) => ruleId);
}

describe('read all the same', () => {
  it.each([
    ['CRLF', CLUSTER.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${CLUSTER}`],
    ['no final line break', CLUSTER.trimEnd()],
    ['an explicit document', `---\n${CLUSTER}...\n`],
    [
      'anchors and merge keys',
      `${CLUSTER}    <<: *more\n`.replace('k3s_cluster:', 'all:\n  vars: &more {a: 1}\nk3s_cluster:'),
    ],
  ])('%s', async (_, text) => {
    expect(await rulesFor(text)).toEqual([]);
  });
});

describe('one clear finding', () => {
  it.each([
    ['a tab', CLUSTER.replace('    server', '\tserver')],
    ['a missing bracket', `${CLUSTER}    extra: [1, 2\n`],
    ['a missing quote', `${CLUSTER}    extra: "abc\n`],
    ['a second document', `${CLUSTER}---\nother: 1\n`],
    ['10 000 nested brackets', `${CLUSTER}    extra: ${'['.repeat(10_000)}\n`],
    [
      'deep indentation',
      CLUSTER + Array.from({ length: 500 }, (_, i) => `${' '.repeat(4 + i)}k:\n`).join(''),
    ],
    ['a conflict marker', CLUSTER.replace('  vars:', '<<<<<<< HEAD\n  vars:')],
    ['an unknown alias', `${CLUSTER}    extra: *nowhere\n`],
    ['control characters', `${CLUSTER}    extra: "a\u0007"\n`],
  ])('%s', async (_, text) => {
    expect(await rulesFor(text)).toEqual(['inventory-unparsable']);
  });
});

describe('survived', () => {
  it('an alias bomb', async () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `    l${i + 1}: &l${i + 1} [${`*l${i},`.repeat(9)}]\n`,
    );
    expect(await rulesFor(`${CLUSTER}    l0: &l0 x\n${levels.join('')}`)).toEqual([]);
  });

  it('an anchor that holds itself', async () => {
    await rulesFor(`${CLUSTER}    a: &a [*a]\n    b: &b {<<: *b, c: *b}\n`);
  });

  it('two million hosts in a line', async () => {
    expect(await rulesFor(CLUSTER.replace('192.168.1.11:', '"h[1:2000000]":'))).toContain(
      'inventory-unparsable',
    );
  });

  it('5 MB', async () => {
    const note = 'x'.repeat(450);
    const hosts = Array.from({ length: 10_000 }, (_, i) => `        host-${i}:\n          note: ${note}\n`);
    const text = CLUSTER.replace('  vars:\n', `    agent:\n      hosts:\n${hosts.join('')}  vars:\n`);
    expect(text.length).toBeGreaterThan(4_500_000);
    const service = createTestService(createMemoryFileSystem({ 'inventory.yml': text }));
    expect((await service.check(uriOf('inventory.yml'), {})).diagnoses).toEqual([]);
  }, 60_000);

  it.each([
    ['a line of 50 MB', `    note: ${'x'.repeat(50 * 2 ** 20)}\n`, []],
    ['10 000 open brackets', `    note: ${'['.repeat(10_000)}\n`, ['inventory-unparsable']],
    [
      '48 MB of levels',
      Array.from({ length: 10_000 }, (_, at) => `${' '.repeat(at + 4)}a:`).join('\n'),
      ['inventory-unparsable'],
    ],
  ])(
    '%s',
    async (_, note, expected) => {
      const before = process.cpuUsage();
      expect(await rulesFor(CLUSTER + note)).toEqual(expected);
      // Each takes about a second alone; what grows with the square of the text would take minutes.
      expect(process.cpuUsage(before).user / 1e6).toBeLessThan(30);
    },
    120_000,
  );

  it('every beginning of an inventory that is being typed', async () => {
    for (let length = 0; length < CLUSTER.length; length += 3) await rulesFor(CLUSTER.slice(0, length));
  });
});
