import { describe, expect, it } from 'vitest';
import { callName, jinjaPlugins, redirectedFilters } from '../../../server/src/core/jinja/catalog.ts';

const COLLECTIONS = ['jinja2', 'ansible.builtin', 'ansible.utils', 'community.general'];

describe('the catalog of filters and tests', () => {
  it('lists each name of a collection once for each kind', () => {
    const keys = jinjaPlugins().map(({ name, kind, collection }) => `${kind} ${collection}.${name}`);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('has the shape that its reader expects', () => {
    for (const { name, kind, collection, since } of jinjaPlugins()) {
      expect(name).toMatch(/^(?:[a-z]\w*|[!=<>]=?)$/);
      expect(['filter', 'test']).toContain(kind);
      expect(COLLECTIONS).toContain(collection);
      expect(since ?? '1.0').toMatch(/^\d+\.\d+(?:\.\d+)?$/);
    }
    for (const [from, to] of redirectedFilters()) expect(to).toMatch(new RegExp(`^\\w+\\.\\w+\\.${from}$`));
  });

  it('names what collections bring by its full name', () => {
    const names = jinjaPlugins()
      .filter(({ name }) => name === 'unique' || name === 'ipwrap')
      .map(callName);
    expect(names).toEqual(['unique', 'unique', 'ansible.utils.ipwrap']);
  });
});
