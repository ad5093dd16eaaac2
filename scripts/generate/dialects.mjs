// The dialects as one module, so that a new file in schemas/dialects is all that a new dialect takes.

const folder = 'server/src/core/k3s/schema/generated';

const declaration = `import type { Dialect } from '../../dialects/dialect.ts';

/** By their ids. */
export declare const dialects: readonly Dialect[];
`;

/**
 * @param {import('./sources.mjs').Sources} sources
 * @returns {import('./output.mjs').Output[]}
 */
export function dialects({ dialects: all }) {
  const text = `export const dialects = ${JSON.stringify(all.map(({ $schema, ...dialect }) => dialect))};\n`;
  return [
    { path: `${folder}/dialects.js`, text, committed: false },
    { path: `${folder}/dialects.d.ts`, text: declaration, committed: false },
  ];
}
