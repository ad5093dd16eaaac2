// Replaces Jinja in a text, so that the rest can be parsed as YAML or as arguments with every character at its offset:
// expressions become a placeholder character that does not occur otherwise.
import { hasJinja, parseTemplate } from '../../jinja/parse.ts';
import { lexRuns } from '../../jinja/tokenRuns.ts';
import { type Span, spanOf } from '../../text/span.ts';

/** Stands for the unknown value of an expression. */
export const UNKNOWN = '\uE000';

/** `undefined` where statements decide which parts there are, and where the template is broken. */
export function maskJinja(text: string): string | undefined {
  if (!hasJinja(text)) return text;
  const { template, problems } = parseTemplate(text);
  if (problems.length > 0) return undefined;
  let masked = '';
  const stop = template.body.some((node) => {
    if (node.kind === 'data') return false;
    masked += text.slice(masked.length, node.span.start);
    const part = text.slice(node.span.start, node.span.end);
    if (node.kind === 'output') masked += UNKNOWN.repeat(part.length);
    else if (node.kind === 'comment') masked += blank(part);
    return node.kind !== 'output' && node.kind !== 'comment';
  });
  return stop ? undefined : masked + text.slice(masked.length);
}

/**
 * The same up to the first statement, where statements decide what follows: all behind it is unknown, and so is a part
 * of a word that it is written on to. `undefined` where the template is broken.
 */
export function maskToStatement(text: string): string | undefined {
  const masked = maskJinja(text);
  if (masked !== undefined) return masked;
  const { template, problems } = parseTemplate(text);
  const first = template.body.find(({ kind }) => !['data', 'output', 'comment'].includes(kind));
  if (problems.length > 0 || !first) return undefined;
  const sure = maskJinja(text.slice(0, first.span.start));
  if (sure === undefined) return undefined;
  const isTrimmed = text.startsWith('{%-', first.span.start);
  const kept = isTrimmed ? sure.trimEnd().length : sure.length;
  return sure.slice(0, kept) + UNKNOWN.repeat(text.length - kept);
}

const CHOICES = /^(?:if|elif|else|endif|for|endfor)$/;

/** A masked text in which what statements may leave out is still there, and marked. */
export interface MaskedChoices {
  readonly masked: string;
  /** Parts that may be absent. */
  readonly unsure: readonly Span[];
}

/** The same where statements choose between whole lines: the lines of all choices, as if each were chosen. */
export function maskChoices(text: string): MaskedChoices | undefined {
  if (parseTemplate(text).problems.length > 0) return undefined;
  let masked = '';
  const open: number[] = [];
  const unsure: Span[] = [];
  for (const { kind, opener, end, tokens } of lexRuns(text)) {
    masked += text.slice(masked.length, opener.start);
    const part = text.slice(opener.start, end);
    if (kind === 'output') masked += UNKNOWN.repeat(part.length);
    else {
      const line = text.lastIndexOf('\n', opener.start) + 1;
      const isAlone =
        /^[ \t]*$/.test(text.slice(line, opener.start)) && /^[ \t]*(?:\r?\n|$)/.test(text.slice(end));
      const [keyword = ''] = tokens.map((token) => token.text);
      if (!isAlone || !CHOICES.test(keyword)) return undefined;
      if (keyword === 'if' || keyword === 'for') open.push(opener.start);
      if (keyword.startsWith('end')) unsure.push(spanOf(open.pop() ?? 0, end));
      masked += blank(part);
    }
  }
  return { masked: blankComments(masked + text.slice(masked.length)), unsure };
}

/** Of one that is not closed, and of those behind it, nothing: it is looked for once, however many there are. */
export function blankComments(text: string): string {
  let [blanked, from] = ['', 0];
  for (;;) {
    const start = text.indexOf('{#', from);
    const end = start < 0 ? -1 : text.indexOf('#}', start + 2);
    if (end < 0) return blanked + text.slice(from);
    blanked += text.slice(from, start) + blank(text.slice(start, end + 2));
    from = end + 2;
  }
}

const blank = (part: string): string => part.replace(/[^\r\n]/g, ' ');

/** Whether a part of a masked text contains something unknown. */
export const isUnknown = (text: string): boolean => text.includes(UNKNOWN) || hasJinja(text);

/** Whether a part of a masked text is entirely unknown. */
export const isAllUnknown = (text: string): boolean => /^\s*\uE000+\s*$/.test(text);
