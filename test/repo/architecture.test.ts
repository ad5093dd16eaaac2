// ARCHITECTURE.md names what is there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FLOORS } from '../../.dependency-cruiser.mjs';

const page = readFileSync('ARCHITECTURE.md', 'utf8');

/** The lines below a heading, up to the next. */
const part = (heading: string): string => page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';

/** `a/{b,c}.ts` stands for two paths. */
function spelledOut(path: string): readonly string[] {
  const [, before = '', names, after = ''] = /^(.*)\{(.*)\}(.*)$/.exec(path) ?? [];
  return names === undefined ? [path] : names.split(',').map((name) => before + name + after);
}

/** What is written in backquotes and is a path of the repository. */
const paths = [...page.matchAll(/`([\w./{},-]+\/[\w./{},-]+)`/g)]
  .flatMap(([, path = '']) => spelledOut(path))
  .filter((path) => /^(client|server|core|lsp|cli|node|ansible|test|scripts|schemas|docs)\//.test(path));

/** Whether it is there: paths of the server are also written from its own folders. */
const isThere = (path: string): boolean =>
  [path, `server/src/${path}`, `server/src/core/${path}`].some((candidate) => existsSync(candidate));

describe('ARCHITECTURE.md', () => {
  it('draws the floors that imports are held against', () => {
    const drawn = [...part('Rooms of the core').matchAll(/^\d\s+(.*)$/gm)].map(([, line = '']) =>
      [...line.matchAll(/(?:^|│ )([a-z0-9]+)/g)].map(([, room]) => room),
    );
    expect(drawn.toReversed()).toEqual(FLOORS);
  });

  it('has a floor for every room', () => {
    const rooms = readdirSync('server/src/core', { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(rooms.map(({ name }) => name).toSorted()).toEqual(FLOORS.flat().toSorted());
  });

  it('names no path that is not there', () => {
    expect(paths.length).toBeGreaterThan(40);
    expect(paths.filter((path) => !isThere(path))).toEqual([]);
  });

  it('stays short: 200 lines, and forty words to learn', () => {
    const words = part('Glossary').match(/^\| [a-z]/gm) ?? [];
    expect(words.length).toBeGreaterThan(0);
    expect(words.length).toBeLessThanOrEqual(40);
    expect(page.split('\n').length).toBeLessThanOrEqual(200);
  });
});
