// Queries are made at the top level of a module, where there is nothing to capture.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

test('queries are made once, at the top level of a module', () => {
  const core = join(import.meta.dirname, '../../../server/src/core');
  const makers = new Set(['query', 'fold', 'perItem', 'eachDefinition', 'eachHost']);
  const mayMake = new RegExp(`\\b(?:${[...makers].join('|')})[<(]`);
  const elsewhere: string[] = [];
  for (const path of readdirSync(core, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.ts') || path.startsWith('query')) continue;
    const text = readFileSync(join(core, path), 'utf8');
    if (!mayMake.test(text)) continue;
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
    const visit = (node: ts.Node, isInside: boolean): void => {
      const isMaker =
        ts.isCallExpression(node) && ts.isIdentifier(node.expression) && makers.has(node.expression.text);
      if (isMaker && isInside) elsewhere.push(path);
      const opens = ts.isFunctionLike(node) && !isMaker;
      node.forEachChild((child) => visit(child, isInside || opens));
    };
    visit(file, false);
  }
  // One for each rule, for each schema, and for each way to look at a definition or a host.
  expect(elsewhere.sort()).toEqual([
    'ansible/model/eachDefinition.ts',
    'ansible/model/eachDefinition.ts',
    'ansible/model/eachHost.ts',
    'ansible/model/eachHost.ts',
    'diagnostics/rule.ts',
    'rules/jinja/suspectReferences.ts',
    'rules/variables/variable-type.ts',
  ]);
});
