// No plain record is looked up by a text: `__proto__`, `constructor` and the like are found in every one. Maps are looked
// up, or `ownValue` is used.
import ts from 'typescript';
import { expect, it } from 'vitest';

const CONFIGS = ['server/tsconfig.json', 'client/tsconfig.json', 'server/src/core/tsconfig.json'];

it('no record is looked up by a text', { timeout: 120_000 }, () => {
  expect([...new Set(CONFIGS.flatMap(lookupsIn))]).toEqual([]);
});

function lookupsIn(config: string): readonly string[] {
  const parsed = ts.getParsedCommandLineOfConfigFile(
    config,
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  );
  if (!parsed) throw new Error(config);
  const program = ts.createProgram(parsed.fileNames, parsed.options);
  const checker = program.getTypeChecker();
  const isText = (node: ts.Node): boolean => {
    const type = checker.getTypeAtLocation(node);
    const parts = type.isUnion() ? type.types : [type];
    return parts.some((part) => (part.flags & ts.TypeFlags.String) !== 0);
  };
  const found: string[] = [];
  for (const file of program.getSourceFiles()) {
    if (file.isDeclarationFile || file.fileName.includes('node_modules')) continue;
    if (/\/generated\/|\/ownValue\.ts$/.test(file.fileName)) continue;
    const visit = (node: ts.Node): void => {
      const key = keyOf(node);
      if (key && isText(key)) {
        const { line } = file.getLineAndCharacterOfPosition(node.getStart());
        found.push(
          `${file.fileName.replace(`${process.cwd()}/`, '')}:${line + 1} ${node.getText().slice(0, 60)}`,
        );
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return found;
}

function keyOf(node: ts.Node): ts.Node | undefined {
  if (ts.isElementAccessExpression(node)) return node.argumentExpression;
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword) return node.left;
  return undefined;
}
