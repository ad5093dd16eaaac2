// The list of all rules, from the names of their files: `rules/<subject>/<rule-id>.ts` exports the rule as `ruleId`.
// A file whose name has no dash is a helper of its subject, not a rule.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './output.mjs';

const FOLDER = 'server/src/core/rules';
const RULE_FILE = /^([a-z0-9]+(?:-[a-z0-9]+)+)\.ts$/;

/** @returns {{ id: string, subject: string }[]} sorted by id */
export function findRuleFiles() {
  const found = readdirSync(join(root, FOLDER), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? rulesOf(entry.name) : [],
  );
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}

const rulesOf = (subject) =>
  readdirSync(join(root, FOLDER, subject)).flatMap((name) => {
    const id = RULE_FILE.exec(name)?.[1];
    return id ? [{ id, subject }] : [];
  });

const exportName = (id) => id.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/** @returns {import('./output.mjs').Output[]} */
export function ruleRegistry() {
  const files = findRuleFiles();
  const imports = files
    .map(({ id, subject }) => ({ path: `./${subject}/${id}.ts`, name: exportName(id) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const text = [
    '// Every rule, sorted by id. Generated from the names of the files by scripts/generate.mjs; do not edit.',
    "import type { Rule } from '../diagnostics/rule.ts';",
    ...imports.map(({ name, path }) => `import { ${name} } from '${path}';`),
    '',
    'export const rules: readonly Rule[] = [',
    ...files.map(({ id }) => `  ${exportName(id)},`),
    '];',
    '',
  ].join('\n');
  return [{ path: `${FOLDER}/index.ts`, text, committed: true }];
}
