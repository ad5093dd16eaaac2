// Text → tree and problems, as Ansible's loader reads it. Never throws on a user's text; knows nothing of inventories.
import { Composer, type CST, Parser } from 'yaml';
import { buildTree } from './buildTree.ts';
import { findTooDeep, type Lexeme } from './lexemes.ts';
import { DEFAULT_HANDLES } from './tags.ts';
import type { YamlDocument, YamlProblem } from './tree.ts';
import { hideUnquotedJinja } from './unquotedJinja.ts';

export function parseYaml(file: string): YamlDocument {
  const { lexemes, text, scalars } = hideUnquotedJinja(file);
  const comments = lexemes
    .filter((lexeme) => lexeme.type === 'comment')
    .map(({ start, end }) => ({ start, end }));
  const deep = findTooDeep(lexemes);
  if (deep)
    return {
      comments,
      problems: [{ code: 'too-deep', span: deep, detail: 'nested too deeply', fatal: true }],
    };
  const tokens = parseLexemes(lexemes);
  const problems = findSyntaxErrors(tokens, text);
  const document = tokens.find((token) => token.type === 'document');
  if (!document) return { comments, problems };
  const jinjaStarts = new Set(scalars.map((span) => span.start));
  const built = buildTree(document, { file, jinjaStarts, handles: DEFAULT_HANDLES });
  problems.push(...built.problems);
  for (const span of scalars)
    problems.push({ code: 'unquoted-jinja', span, detail: 'Jinja without quotes', fatal: true });
  return built.root ? { root: built.root, comments, problems } : { comments, problems };
}

function parseLexemes(lexemes: readonly Lexeme[]): CST.Token[] {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of lexemes) {
    if (lexeme.marked) tokens.push(...parser.next('\x1f'));
    tokens.push(...parser.next(lexeme.source));
  }
  tokens.push(...parser.end());
  return tokens;
}

function findSyntaxErrors(tokens: readonly CST.Token[], text: string): YamlProblem[] {
  const problems: YamlProblem[] = [];
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, merge: false, logLevel: 'silent' });
  for (const document of composer.compose(tokens, true, text.length)) {
    for (const { pos, message, code } of document.errors) {
      problems.push({
        code: 'syntax',
        span: { start: pos[0], end: pos[1] },
        detail: `${code} ${message}`,
        fatal: true,
      });
    }
  }
  return problems;
}
