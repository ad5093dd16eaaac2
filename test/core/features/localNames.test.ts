import { describe, expect, it } from 'vitest';
import { sceneOf } from '../../support/namedPlaces.ts';

const hosts = (value: string): string => `k3s_cluster:
  children:
    server: {hosts: {h1: }}
    agent: {hosts: {h2: }}
  vars:
    k3s_version: v1.31.12+k3s1
    x: ${value}
`;

/** Columns behind `x: ` of the definition, then of all places; `$0` is the cursor. */
async function placesOf(value: string) {
  const { service, uri, position } = sceneOf({ 'hosts.yml': hosts(value) });
  const column = ({ start }: { start: { column: number } }): number => start.column - '    x: '.length;
  const definitions = await service.definitionsAt(uri, position);
  const references = await service.referencesAt(uri, position, { includeDefinitions: true });
  const highlights = await service.highlightsAt(uri, position);
  return {
    definitions: definitions.map(column),
    references: references.map(column),
    written: highlights.filter(({ isWrite }) => isWrite).map(column),
    count: highlights.length,
  };
}

describe('a name that the template itself gives a value leads to where it does', () => {
  it.each([
    ["'{% for h in a %}{{ h$0 }}{{ h }}{% endfor %}{{ h }}'", 8, [8, 20, 27]],
    ["'{% for h$0 in h %}{{ h }}{% endfor %}'", 8, [8, 20]],
    ["'{% for a, b in c if b %}{{ b$0 }}{% endfor %}'", 11, [11, 21, 28]],
    ["'{% for h in a %}{% for h in h %}{{ h$0 }}{% endfor %}{% endfor %}'", 24, [24, 36]],
    ["'{% set v = 1 %}{{ v$0 }}{% set v = v + 1 %}{{ v }}'", 8, [8, 19, 34]],
    ["'{% set v = 1 %}{% if v %}{{ v$0 }}{% endif %}'", 8, [8, 22, 29]],
    ["'{% with v = w %}{{ v$0 }}{% endwith %}'", 9, [9, 20]],
    ["'{% macro m(a) %}{{ a$0 }}{% endmacro %}{{ m(1) }}'", 12, [12, 20]],
    ["'{% macro m(a) %}{{ a }}{% endmacro %}{{ m$0(1) }}'", 10, [10, 41]],
  ])('%s', async (value, definition, places) => {
    const found = await placesOf(value);
    expect(found.definitions).toEqual([definition]);
    expect(found.references.toSorted((a, b) => a - b)).toEqual(places);
    expect(found.written).toEqual([definition]);
    expect(found.count).toBe(places.length);
  });

  it.each([
    "'{% for h in a %}{% endfor %}{{ h$0 }}'",
    "'{{ v$0 }}{% set v = 1 %}'",
    "'{% for h in h$0 %}{% endfor %}'",
    "'{{ 1$0 }}'",
  ])('%s has none', async (value) => {
    expect((await placesOf(value)).definitions).toEqual([]);
  });
});
