// No regular expression is built from a text that comes from outside: a pattern could take for ever, or fail to compile.
// What is built is built from constants of its own file.
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, it } from 'vitest';

const ROOTS = ['server/src', 'client/src'];

/** Where a pattern is a parameter, and why that is safe. */
const ALLOWED: ReadonlyMap<string, string> = new Map([
  [
    'server/src/core/jinja/evaluate/regularExpression.ts',
    'the one place for patterns of users: counts the cost first',
  ],
  ['server/src/core/jinja/lexer.ts', 'an abbreviation for white space, called with literals'],
  ['server/src/core/jinja/evaluate/filters/regexFilters.ts', 'takes what regularExpression.ts has made'],
  ['server/src/core/ansible/secrets/secretNames.ts', 'the words of its own lists, letters only'],
  ['server/src/core/ansible/sources/hostPattern.ts', 'put together of its own constants by a callback'],
  [
    'server/src/core/k3s/upstream/signatures.ts',
    'patterns of our own schema, tried by regularExpressions.test.ts',
  ],
]);

it('the check finds what is built of what', () => {
  expect(
    builtIn("const A = 'x'; const B = ['y', A].join('|'); new RegExp(`^${A}${B}` + String.raw`\\w`, 'u');"),
  ).toEqual([]);
  expect(builtIn('const f = (name: string) => new RegExp(`^${name}`);')).toEqual([
    '1 new RegExp(`^${name}`)',
  ]);
  expect(builtIn('const f = (name: string) => { const A = name; RegExp(A); };')).toEqual(['1 RegExp(A)']);
  expect(builtIn('const f = (a: string, b: string) => a.match(b);')).toEqual(['1 a.match(b)']);
  expect(builtIn('const f = (a: string) => { const A = /x/g; a.matchAll(A); a.search(/y/); };')).toEqual([]);
});

it('no regular expression is built from a text from outside', () => {
  const files = ROOTS.flatMap((folder) => ts.sys.readDirectory(folder, ['.ts']));
  expect(files.length).toBeGreaterThan(100);
  const found = new Map(
    files
      .filter((path) => !path.includes('/generated/'))
      .map((path) => [path.replaceAll('\\', '/'), builtIn(readFileSync(path, 'utf8'))] as const)
      .filter(([, built]) => built.length > 0),
  );
  expect([...found].filter(([path]) => !ALLOWED.has(path))).toEqual([]);
  expect([...ALLOWED.keys()].filter((path) => !found.has(path))).toEqual([]);
});

/** Line and text of each expression that is compiled of more than constants. */
function builtIn(text: string): readonly string[] {
  const file = ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, true);
  const constants = constantsOf(file);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const pattern = compiledBy(node);
    if (pattern && !isFixed(pattern, constants))
      found.push(`${file.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${node.getText()}`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Of texts; `languages.match` of VS Code compiles nothing. */
const COMPILING = new Set(['match', 'matchAll', 'search']);

/** What a node makes a regular expression of. */
function compiledBy(node: ts.Node): ts.Expression | undefined {
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return undefined;
  if (ts.isIdentifier(node.expression))
    return node.expression.text === 'RegExp' ? node.arguments?.[0] : undefined;
  const isMethod =
    ts.isPropertyAccessExpression(node.expression) &&
    COMPILING.has(node.expression.name.text) &&
    !node.expression.expression.getText().endsWith('languages');
  return isMethod ? node.arguments?.[0] : undefined;
}

/** Names that stand for one thing in the whole file, with that. */
function constantsOf(file: ts.SourceFile): ReadonlyMap<string, ts.Expression> {
  const all = new Map<string, ts.Expression>();
  const visit = (node: ts.Node): void => {
    const isConstant = ts.isVariableDeclaration(node) && (node.parent.flags & ts.NodeFlags.Const) !== 0;
    if (ts.isParameter(node) && ts.isIdentifier(node.name) && node.type?.getText() === 'RegExp')
      all.set(node.name.text, ts.factory.createRegularExpressionLiteral('/compiled/'));
    if (isConstant && ts.isIdentifier(node.name) && node.initializer)
      all.set(node.name.text, node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return all;
}

function isFixed(node: ts.Expression, constants: ReadonlyMap<string, ts.Expression>): boolean {
  const fixed = (part: ts.Expression): boolean => isFixed(part, constants);
  if (ts.isStringLiteralLike(node) || ts.isRegularExpressionLiteral(node)) return true;
  if (ts.isTemplateExpression(node)) return node.templateSpans.every(({ expression }) => fixed(expression));
  if (ts.isTaggedTemplateExpression(node))
    return node.tag.getText() === 'String.raw' && fixed(node.template as ts.Expression);
  if (ts.isConditionalExpression(node)) return fixed(node.whenTrue) && fixed(node.whenFalse);
  if (ts.isBinaryExpression(node)) return fixed(node.left) && fixed(node.right);
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(fixed);
  if (ts.isIdentifier(node)) {
    const value = constants.get(node.text);
    return value !== undefined && fixed(value);
  }
  if (ts.isNewExpression(node)) return node.arguments?.slice(0, 1).every(fixed) ?? false;
  return ts.isCallExpression(node) && isJoin(node) && fixed(node.expression.expression);
}

const isJoin = (
  node: ts.CallExpression,
): node is ts.CallExpression & { readonly expression: ts.PropertyAccessExpression } =>
  ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'join';
