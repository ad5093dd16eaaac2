// Sizes of files, functions and folders, and who imports whom. Knows nothing of what is allowed.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';
import { root } from '../generate/output.mjs';

/** @typedef {import('./report.mjs').Measured} Measured */

/** @returns {Measured} */
export function measure() {
  const paths = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'server/src', 'client/src'], {
    cwd: root,
    encoding: 'utf8',
  });
  const files = paths
    .split('\n')
    .filter((path) => path.endsWith('.ts'))
    .map(measureFile);
  const folders = new Map();
  for (const { path } of files) folders.set(dirname(path), (folders.get(dirname(path)) ?? 0) + 1);
  return {
    files,
    folders,
    rooms: [...new Set(files.map(({ path }) => roomOf(path)))],
    arrows: arrowsOf(files),
  };
}

/** @param {string} path */
function measureFile(path) {
  const text = readFileSync(join(root, path), 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const imports = source.statements
    .filter((node) => ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
    .map((node) => node.moduleSpecifier?.text ?? '')
    .filter((name) => name.startsWith('.'))
    .map((name) => normalize(join(dirname(path), name)));
  const lines = text.split('\n').length - 1;
  return { path, text, lines, comments: commentLines(text), functions: functionsIn(source), imports };
}

/** A folder below `core` is a room, and so is each other folder of the server, and the client. */
const roomOf = (path) =>
  /^server\/src\/(core\/[^/]+(?=\/)|[^/]+(?=\/))/.exec(path)?.[1] ?? path.split('/')[0];

function arrowsOf(files) {
  const arrows = new Set();
  for (const { path, imports } of files)
    for (const imported of imports)
      if (imported.endsWith('.ts') && roomOf(imported) !== roomOf(path))
        arrows.add(`${roomOf(path)} → ${roomOf(imported)}`);
  return arrows;
}

/** @param {string} text */
const commentLines = (text) => text.split('\n').filter((line) => /^\s*(?:\/\/|\/\*|\*)/.test(line)).length;

/** @param {ts.SourceFile} source */
function functionsIn(source) {
  const found = [];
  const lineAt = (offset) => source.getLineAndCharacterOfPosition(offset).line + 1;
  /** How many lines the functions in the node have. */
  const visit = (node) => {
    let inner = 0;
    ts.forEachChild(node, (child) => {
      inner += visit(child);
    });
    if (!ts.isFunctionLike(node) || !node.body) return inner;
    const line = lineAt(node.getStart(source));
    const lines = lineAt(node.end) - line + 1;
    const own = Math.max(1, lines - inner);
    found.push({ path: source.fileName, name: nameOf(node), line, lines, own });
    // On one line with what it is in, it takes no line away.
    return lines > 1 ? lines - 1 : 0;
  };
  visit(source);
  return found;
}

const nameOf = (node) => node.name?.getText() ?? node.parent?.name?.getText?.() ?? 'a function';
