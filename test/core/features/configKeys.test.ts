// Each key of the configuration of K3s: completion, hover and a check of its type, one test per key and kind of node.
import { describe, expect, it } from 'vitest';
import { type Flag, flagsFor, type Scope } from '../../../server/src/core/k3s/config/flags.ts';
import { createSourceText, lineColumnAt } from '../../../server/src/core/text/sourceText.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const scopes: readonly Scope[] = ['server', 'agent'];
const all = scopes.flatMap((scope) =>
  flagsFor(scope).map((flag): [Scope, string, Flag] => [scope, flag.name, flag]),
);

const HEAD = `k3s_cluster:
  children:
    server:
      hosts:
        10.0.0.1:
    agent:
      hosts:
        10.0.0.2:
  vars:
    k3s_version: v1.34.1+k3s1
    api_endpoint: 10.0.0.1
`;

function open(scope: Scope, annotated: string) {
  const text = `${HEAD}    ${scope}_config_yaml: |\n      ${annotated}\n`;
  const place = lineColumnAt(createSourceText('', text.replace('$0', '')), Math.max(0, text.indexOf('$0')));
  const service = createTestService(createMemoryFileSystem({ 'inventory.yml': text.replace('$0', '') }));
  return { service, place };
}

async function wrongValues(scope: Scope, text: string): Promise<readonly string[]> {
  const { diagnoses } = await open(scope, text).service.check(uriOf('inventory.yml'), {});
  return diagnoses.filter(({ ruleId }) => ruleId === 'k3s-setting-value').map(({ message }) => message);
}

describe.each(all)('of a %s: %s', (scope, name, flag) => {
  it('has completion and hover', async () => {
    const typed = open(scope, `${name.slice(0, 2)}$0`);
    const { items } = await typed.service.completeAt(uriOf('inventory.yml'), typed.place);
    expect(items.some(({ label }) => label === name)).toBe(!flag.deprecatedFor);
    const written = open(scope, `${name.slice(0, 1)}$0${name.slice(1)}: x`);
    const { markdown = '' } = (await written.service.hoverAt(uriOf('inventory.yml'), written.place)) ?? {};
    expect(markdown).toContain(flag.about);
  });

  it('has its type checked', async () => {
    const isFree = !flag.values && !flag.form && (flag.type === 'text' || flag.type === 'list');
    expect(await wrongValues(scope, `${name}: ${isFree ? '{ a: b }' : 'no such value'}`)).toHaveLength(1);
  });
});
