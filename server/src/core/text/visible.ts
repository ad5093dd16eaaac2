// Text from files made safe for plain text output: what would steer a terminal, reverse the direction of reading or
// start a new line is written as an escape.

/**
 * Controls, lone surrogates, line separators; characters without width, or that reverse the direction of reading, but
 * for joiners.
 */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/gu;

/** The same, but for line breaks and tabs. */
const UNSEEN_IN_LINES = /(?![\n\t])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/gu;

/** What runners of CI take for a command: `::name …::` at the start of a line, and these marks anywhere. */
const WORKFLOW_COMMAND = /^([^\S\r\n\u2028\u2029]*):(?=:[^\r\n]*::)|#(?=#(?:vso)?\[)/gm;

/** On one line, whatever it holds. */
export const visible = (text: string): string => withoutCommands(text.replace(UNSEEN, written));

/** The same for what may take several lines. */
export const visibleLines = (text: string): string =>
  withoutCommands(text.replace(/\r\n/g, '\n').replace(UNSEEN_IN_LINES, written));

/** Equivalent JSON in which the same characters are escaped. */
export const visibleJson = (json: string): string =>
  json.replace(UNSEEN_IN_LINES, inJson).replace(/#(?=#(?:vso)?\[)/g, inJson);

const inJson = (sign: string): string =>
  Array.from(
    { length: sign.length },
    (_, at) => `\\u${sign.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');

const withoutCommands = (text: string): string =>
  text.replace(WORKFLOW_COMMAND, (_, indent: string | undefined) =>
    indent === undefined ? '\\x23' : `${indent}\\x3a`,
  );

const SHORT: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function written(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  if (code <= 0xff) return SHORT.get(sign) ?? `\\x${digits.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\u{${digits}}`;
}
