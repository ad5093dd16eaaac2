// The library's errors as ours: those that Ansible's loader shares, each at the place a person would mend.
import { Composer, type CST } from 'yaml';
import type { Lexeme } from './lexemes.ts';
import type { YamlProblem } from './tree.ts';

export function findSyntaxErrors(
  tokens: readonly CST.Token[],
  lexemes: readonly Lexeme[],
  text: string,
): YamlProblem[] {
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, merge: false, logLevel: 'silent' });
  // Only the first document counts: a second one is an error as a whole.
  const [document] = composer.compose(tokens, true, text.length);
  return (document?.errors ?? []).flatMap(({ code, message, pos }) => {
    if (isForgiven(code, message)) return [];
    const start = message.startsWith('Missing closing')
      ? quoteBefore(pos[0], lexemes)
      : Math.min(pos[0], text.length);
    const lineEnd = endOfLine(text, start);
    const end =
      message.startsWith('Missing closing') || pos[1] <= start + 1 ? lineEnd : Math.min(pos[1], lineEnd);
    return [
      { code: 'syntax', span: { start, end: Math.max(start, end) }, detail: message, fatal: true } as const,
    ];
  });
}

/** libyaml does not mind `'x'#comment`; tabs are judged on lexemes, by its own rules. */
const isForgiven = (code: string, message: string): boolean =>
  code === 'TAB_AS_INDENT' || code === 'COMMENT_SPACE' || message.startsWith('Comments must be separated');

function quoteBefore(offset: number, lexemes: readonly Lexeme[]): number {
  const quote = lexemes.findLast(({ type, start }) => start < offset && /^(?:single|double)-/.test(type));
  return quote?.start ?? offset;
}

function endOfLine(text: string, start: number): number {
  const end = text.slice(start).search(/[ \t]*(?:[\r\n]|$)/);
  return end < 0 ? text.length : start + end;
}
