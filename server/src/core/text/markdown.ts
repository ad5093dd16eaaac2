// Markdown that holds text from files, escaped so that none of it becomes a link, an image, a heading or HTML.
import { visible } from './visible.ts';

/** Ready Markdown; every other value of a message is escaped where the message is shown as Markdown. */
export interface Markdown {
  readonly markdown: string;
}

/**
 * Marks a text as Markdown already: it is inserted into messages as it is, so nothing from a file may be in it that
 * {@link escapeMarkdown} or {@link code} has not passed.
 */
export const markdown = (text: string): Markdown => ({ markdown: text });

/**
 * Characters that mean something anywhere; those that do so at the start of a line only; addresses that become links.
 */
const SIGNS = /[\\`*[\]<>#|~&!$@]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|:(?=\/\/)|(?<=\bwww)\./gi;
const AT_START = /^(?:[-+=](?=[-+=\s]|$)|\d+(?=[.)](?:\s|$)))/;

/**
 * Text from a file as Markdown that shows exactly that text. Signs that mean something only at the beginning of a
 * line (headings, lists, numbers) are escaped there alone, so that ordinary text stays readable.
 */
export const escapeMarkdown = (text: string): string =>
  visible(text)
    .replace(SIGNS, '\\$&')
    .replace(AT_START, (sign) => (/\d/.test(sign) ? `${sign}\\` : `\\${sign}`));

/** A code span. Its fence is longer than every row of backticks inside. */
export function code(text: string): Markdown {
  const shown = visible(text);
  const longest = (shown.match(/`+/g) ?? []).reduce((most, row) => Math.max(most, row.length), 0);
  if (longest === 0 && shown.trim() !== '') return markdown(`\`${shown}\``);
  const fence = '`'.repeat(longest + 1);
  return markdown(`${fence} ${shown} ${fence}`);
}

/** A link to a file; the address is encoded, so that it cannot end early and lead elsewhere. */
export const link = (name: string, uri: string): Markdown =>
  markdown(`[${escapeMarkdown(name)}](${uri.replace(/[()<>\s"'\\]/g, encoded)})`);

const encoded = (sign: string): string =>
  `%${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;

/** Parts that are escaped already, as one. */
export const joined = (parts: readonly Markdown[], between = ', '): Markdown =>
  markdown(parts.map((part) => part.markdown).join(between));

/** In a cell of a table a bar ends the cell, in code spans, too. */
export const inCell = (text: string): string => text.replace(/\\?\|/g, '\\|');
