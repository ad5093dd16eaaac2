// Each flag of K3s as an argument: completion, hover and a check of its type, one test per flag and kind of node.
import { describe, expect, it } from 'vitest';
import { type Flag, flagsFor, type Scope } from '../../../server/src/core/k3s/config/flags.ts';
import { refusalOf } from '../../../server/src/core/k3s/config/flagValue.ts';
import { uselessValue } from '../../../server/src/core/rules/k3s-config/uselessValue.ts';
import { createSourceText, lineColumnAt } from '../../../server/src/core/text/sourceText.ts';
import { CLUSTER_HEAD } from '../../support/clusterHead.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const scopes: readonly Scope[] = ['server', 'agent'];
const all = scopes.flatMap((scope) =>
  flagsFor(scope).map((flag): [Scope, string, Flag] => [scope, flag.name, flag]),
);
const uri = uriOf('inventory.yml');

function open(scope: Scope, annotated: string) {
  const text = `${CLUSTER_HEAD}    extra_${scope}_args: "${annotated}"\n`;
  const written = text.replace('$0', '');
  return {
    service: createTestService(createMemoryFileSystem({ 'inventory.yml': written })),
    place: lineColumnAt(createSourceText('', written), text.indexOf('$0')),
  };
}

describe('each flag', () => {
  it.each(all)('of a %s: --%s has completion and hover', async (scope, name, flag) => {
    const written = open(scope, `--${name.slice(0, 1)}$0${name.slice(1)}`);
    const { markdown } = (await written.service.hoverAt(uri, written.place)) ?? {};
    expect(markdown).toContain(`--${name}`);
    expect(markdown).toContain(flag.about);
    const typed = open(scope, `--${name.slice(0, 2)}$0`);
    const { items } = await typed.service.completeAt(uri, typed.place);
    expect(items.some(({ label }) => label === `--${name}`)).toBe(!flag.deprecatedFor);
  });
});

const GOOD: Readonly<Record<string, string>> = { boolean: 'true', integer: '5', duration: '5m0s' };

describe('each type', () => {
  it.each(all)('of a %s: --%s has its type checked', (_, __, flag) => {
    const good = GOOD[flag.type];
    if (good !== undefined) {
      expect(refusalOf(flag, good)).toBeUndefined();
      expect(refusalOf(flag, 'no such value')).toBeDefined();
    } else if (flag.values) {
      for (const value of flag.values) expect(refusalOf(flag, value)).toBeUndefined();
      expect(refusalOf(flag, 'no such value')).toBeDefined();
    } else if (flag.form)
      // K3s starts with a cron line that is none, and makes no snapshots.
      expect(refusalOf(flag, 'no such value') ?? uselessValue(flag, 'no such value')).toBeDefined();
    else expect(refusalOf(flag, 'some-text')).toBeUndefined();
  });
});
