// The values of number and string literals.

import { CHARACTER_ESCAPES } from '../text/characterEscapes.ts';
import { msg } from '../text/message.ts';
import { ownValue } from '../text/ownValue.ts';
import { spanOf } from '../text/span.ts';
import type { NumberLiteral } from './ast.ts';
import { createProblem, type JinjaProblem, quoted } from './problem.ts';
import type { Token } from './token.ts';

// Python refuses to read longer decimal numbers since 3.11.
const MAX_DIGITS = 4300;

const ORDINARY = /^[1-9]?\d{0,14}$/;

/** The number a token stands for, or the problem with it. */
export function readNumber(token: Token): NumberLiteral | JinjaProblem {
  const span = spanOf(token.start, token.end);
  const float = token.type === 'float';
  if (!float && ORDINARY.test(token.text)) return { kind: 'number', span, value: Number(token.text), float };
  const text = float ? token.text.replaceAll('_', '') : asciiDigits(token.text.replaceAll('_', ''));
  const decimal = /^[1-9]/.test(text);
  if ((!float && decimal && text.length > MAX_DIGITS) || !/^[\w.+-]*$/.test(text)) {
    return createProblem('bad-number', span, quoted(text), msg('a number of ordinary digits'));
  }
  if (float) return { kind: 'number', span, value: Number(text), float };
  const value = BigInt(decimal || /^0[box]/i.test(text) ? text : '0');
  return { kind: 'number', span, value: Number.isSafeInteger(Number(value)) ? Number(value) : value, float };
}

/** Python takes the digits of every script; in Unicode they stand in runs of ten. */
const asciiDigits = (text: string): string =>
  text.replace(/(?!\d)\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
    return String((code - zero) % 10);
  });

/** An escape, or a line break as written, which always counts as LF. */
const ESCAPE =
  /\\(?:\r\n|[0-7]{1,3}|x[\da-fA-F]{0,2}|u[\da-fA-F]{0,4}|U[\da-fA-F]{0,8}|N\{[^}]+\}|.)|\r\n?/gsu;
const HEX_LENGTH: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const MAX_CODE_POINT = 0x10ffff;
/** What an escape of one character stands for; a line break behind a backslash stands for nothing. */
export const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  ...CHARACTER_ESCAPES,
  '\n': '',
  '\r': '',
  '\r\n': '',
};

/** The value of a quoted string, where a backslash escapes as in Python; or the problem with an escape. */
export function readEscapedString(token: Token): string | JinjaProblem {
  const content = token.text.slice(1, -1);
  if (!content.includes('\\')) return content.replace(/\r\n?/g, '\n');
  let problem: JinjaProblem | undefined;
  const value = content.replace(ESCAPE, (written: string, offset: number) => {
    if (!written.startsWith('\\')) return '\n';
    const decoded = decodeEscape(written);
    if (decoded !== undefined) return decoded;
    const start = token.start + 1 + offset;
    const found = quoted(written);
    problem ??= createProblem(
      'bad-escape',
      spanOf(start, start + written.length),
      found,
      msg('a complete escape or a double backslash'),
    );
    return '';
  });
  return problem ?? value;
}

function decodeEscape(written: string): string | undefined {
  const body = written.slice(1);
  const simple = ownValue(SIMPLE_ESCAPES, body);
  if (simple !== undefined) return simple;
  if (/^[0-7]/.test(body)) return String.fromCodePoint(Number.parseInt(body, 8));
  const hexLength = ownValue(HEX_LENGTH, body.charAt(0));
  if (hexLength !== undefined) {
    const code = Number.parseInt(body.slice(1), 16);
    return body.length === hexLength + 1 && code <= MAX_CODE_POINT ? String.fromCodePoint(code) : undefined;
  }
  // The table of Unicode names is too large to ship for something that hardly occurs: the escape stays as it is.
  if (body.startsWith('N')) return body.length > 1 ? written : undefined;
  return body < '\x80' ? written : `\\${escapedForm(body)}`;
}

/** Jinja2 writes characters beyond ASCII as escapes first, so that a backslash before one leaves that escape. */
function escapedForm(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  if (hex.length <= 2) return `x${hex}`;
  return hex.length <= 4 ? `u${hex.padStart(4, '0')}` : `U${hex.padStart(8, '0')}`;
}

/**
 * The value of a string between `{{` and `}}`: Ansible doubles its backslashes first, so they all stay.
 * A quote cannot be escaped there, because the doubled backslash no longer does.
 * (`_escape_backslashes` in ansible/template/__init__.py, ansible-core 2.14)
 */
export function readLiteralString(token: Token): string | JinjaProblem {
  const content = token.text.slice(1, -1);
  if (!content.includes('\\')) return content.replace(/\r\n?/g, '\n');
  const quote = token.text.charAt(0);
  const escaped =
    quote === "'" ? /(?:^|[^\\])(?:\\\\)*\\'/.exec(content) : /(?:^|[^\\])(?:\\\\)*\\"/.exec(content);
  if (!escaped) return content.replace(/\r\n?/g, '\n');
  const end = token.start + 1 + escaped.index + escaped[0].length;
  return createProblem(
    'escaped-quote',
    spanOf(end - 2, end),
    quoted(`\\${quote}`),
    msg('the other kind of quotes around the string'),
    msg(
      'Ansible does not let a backslash escape a quote between {0} and {1}: use the other kind of quotes.',
      '{{',
      '}}',
    ),
  );
}
