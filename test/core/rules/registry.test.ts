import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { version } from '../../../package.json';
import { rules } from '../../../server/src/core/rules/index.ts';
import { formatMessage } from '../../../server/src/core/text/message.ts';

const root = join(import.meta.dirname, '../../..');
const ids = rules.map(({ id }) => id);

const namesIn = (folder: string, ending: string): readonly string[] => {
  const path = join(root, folder);
  const names = existsSync(path) ? readdirSync(path) : [];
  return names
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, name.length - ending.length));
};

describe('the registry of rules', () => {
  it('is sorted and has every id once', () => {
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  it('has every folder of fixtures', () => {
    expect(readdirSync(join(root, 'test/fixtures/rules')).sort()).toEqual(ids);
  });

  it('has every page, in both languages', () => {
    const pages = namesIn('docs/rules', '.md').filter((name) => !name.startsWith('README'));
    expect(pages.sort()).toEqual(ids.flatMap((id) => [id, `${id}.zh-cn`]).sort());
  });
});

describe.each(rules)('$id', (rule) => {
  it('says what it finds, in one line without a full stop', () => {
    expect(formatMessage(rule.summary)).toMatch(/^[^\n]{10,120}[^.\n]$/);
  });

  it('says why, sentence by sentence, with evidence or an explanation', () => {
    const lines = formatMessage(rule.why).split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(2);
    for (const line of lines) expect(line).toMatch(/^\S.*[.)]$/);
  });

  it('has a name that reads well in "allow rule-id", and a version that exists', () => {
    expect(rule.id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)+$/);
    expect(['error', 'warning', 'info']).toContain(rule.severity);
    expect(rule.since.localeCompare(version, 'en', { numeric: true })).toBeLessThanOrEqual(0);
  });
});
