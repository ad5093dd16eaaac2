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
  const data = JSON.stringify(all.map(({ $schema, ...dialect }) => dialect)).replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  // A text is read faster than it would be compiled.
  const text = `export const dialects = JSON.parse(${JSON.stringify(data)});\n`;
  return [
    { path: `${folder}/dialects.js`, text, committed: false },
    { path: `${folder}/dialects.d.ts`, text: declaration, committed: false },
  ];
}
