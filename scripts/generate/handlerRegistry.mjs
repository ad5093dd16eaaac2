// The list of all handlers of the language server, from the names of their files: `handlers/<feature>.ts` exports
// `register<Feature>`.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './output.mjs';

const FOLDER = 'server/src/lsp/handlers';

/** @returns {import('./output.mjs').Output[]} */
export function handlerRegistry() {
  const files = readdirSync(join(root, FOLDER)).filter((name) => name !== 'index.ts');
  const names = files.map((name) => name.replace(/\.ts$/, '')).sort();
  const text = [
    '// The handlers of all requests. Generated from the names of the files by scripts/generate.mjs; do not edit.',
    "import type { Session } from '../session.ts';",
    ...names.map((name) => `import { ${exportName(name)} } from './${name}.ts';`),
    '',
    'export const handlers: readonly ((session: Session) => void)[] = [',
    ...names.map((name) => `  ${exportName(name)},`),
    '];',
    '',
  ].join('\n');
  return [{ path: `${FOLDER}/index.ts`, text, committed: true }];
}

const exportName = (/** @type {string} */ name) => `register${name.charAt(0).toUpperCase()}${name.slice(1)}`;
