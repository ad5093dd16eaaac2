// No regular expression takes more than linear time because one character is repeated: a user's file may hold a hundred
// thousand of any. What needs several characters is found by `test/core/limits.test.ts`.
import { readFileSync } from 'node:fs';
import { analyse } from 'scslre';
import ts from 'typescript';
import { expect, it } from 'vitest';

const ROOTS = ['server/src', 'client/src'];

it('the check finds what backtracks', () => {
  expect(slowPartsOf(String.raw`/\s*;?\s*$/`)).not.toEqual([]);
  expect(slowPartsOf(String.raw`/^\s*;/`)).toEqual([]);
});

it('no regular expression backtracks over a repeated character', { timeout: 60_000 }, () => {
  const files = ROOTS.flatMap((folder) => ts.sys.readDirectory(folder, ['.ts']));
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap(slowIn)).toEqual([]);
});

it('nor does a pattern of a schema', () => {
  const patterns = ts.sys
    .readDirectory('schemas', ['.json'])
    .flatMap((path) => patternsIn(JSON.parse(readFileSync(path, 'utf8'))));
  expect(patterns.length).toBeGreaterThan(20);
  expect(patterns.flatMap((pattern) => slowPartsOf(pattern).map((part) => `${pattern} ${part}`))).toEqual([]);
});

function patternsIn(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    (key === 'pattern' || key === 'matches') && typeof value === 'string'
      ? [`/${value}/${key === 'pattern' ? 'u' : 'm'}`]
      : patternsIn(value),
  );
}

function slowIn(path: string): readonly string[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      for (const part of slowPartsOf(node.text)) found.push(`${path}:${line + 1} ${part}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function slowPartsOf(literal: string): readonly string[] {
  const end = literal.lastIndexOf('/');
  const { reports } = analyse({ source: literal.slice(1, end), flags: literal.slice(end + 1) });
  return reports.map((report) =>
    report.type === 'Trade'
      ? `${report.startQuant.raw} and ${report.endQuant.raw} share ${report.character.literal.source}`
      : `${report.quant.raw} begins anywhere in ${report.character.literal.source}`,
  );
}
