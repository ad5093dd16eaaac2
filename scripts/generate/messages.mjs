// Finds every user-visible text in the sources: the first argument of `msg(…)` and of `vscode.l10n.t(…)`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const FOLDERS = ['server/src', 'client/src'];

/** Patterns with the file and line that use them; a call whose pattern is no literal has `pattern: undefined`. */
export function collectMessages() {
  return FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .sort()
      .flatMap((path) => messagesOf(join(folder, path))),
  );
}

function messagesOf(path) {
  const text = readFileSync(path, 'utf8');
  // Two files of three have none, and reading TypeScript takes long.
  if (!/\bmsg\(|\bl10n\.t\(/.test(text)) return [];
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const found = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && ['msg', 'vscode.l10n.t'].includes(node.expression.getText(file))) {
      const [first] = node.arguments;
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      found.push({
        pattern: first && ts.isStringLiteralLike(first) ? first.text : undefined,
        place: `${path}:${line + 1}`,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Only punctuation, placeholders and Markdown are the same in every language; all else waits for its translation. */
export const hasWords = (/** @type {string} */ text) => /[A-Za-z]{2}/.test(text.replace(/\{\d+\}/g, ''));
