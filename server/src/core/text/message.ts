// User-visible text. A message carries its English pattern, so that its translation can be looked up where it is shown.

import { fingerprint } from './fingerprint.ts';
import { escapeMarkdown, inCell, type Markdown } from './markdown.ts';
import { ownValue } from './ownValue.ts';
import { visible } from './visible.ts';

/**
 * What may stand in for a placeholder. Strings are text from files and are escaped when shown; {@link Markdown} is
 * inserted as it is; a {@link Message} is translated with the one around it.
 */
export type MessageValue = string | number | Message | Markdown;

/** An English pattern with `{0}`, `{1}` … and their values. The pattern is the key in `l10n/bundle.l10n.*.json`. */
export interface Message {
  readonly pattern: string;
  readonly values: readonly MessageValue[];
}

/** Translations by English pattern, or by its fingerprint; a pattern that is not in it stays English. */
export type Bundle = Readonly<Record<string, string>>;

/** Marks a user-visible string. Call it with a literal: the repository checks look for it in the bundles. */
export const msg = (pattern: string, ...values: readonly MessageValue[]): Message => ({
  pattern,
  values,
});

/**
 * The message in the bundle's language, as plain text: values are from files, and stay on one line. Placeholders without
 * a value stay as they are.
 */
export const formatMessage = (message: Message, bundle: Bundle = {}): string =>
  filled(message, bundle, visible);

/** Paragraphs whose patterns are Markdown: values are shown as they are written, and do nothing else. */
export const formatMarkdown = (paragraphs: readonly Message[], bundle: Bundle = {}): string =>
  paragraphs.map((message) => filled(message, bundle, escapeMarkdown)).join('\n\n');

function filled(message: Message, bundle: Bundle, write: (text: string) => string): string {
  const pattern = translationOf(message.pattern, bundle) ?? message.pattern;
  const isRow = pattern.startsWith('| {0}');
  return pattern.replace(/\{(\d+)\}/g, (whole, index: string) => {
    const value = message.values[Number(index)];
    if (value === undefined) return whole;
    const text = textOf(value, bundle, write);
    return isRow ? inCell(text) : text;
  });
}

const translationOf = (pattern: string, bundle: Bundle): string | undefined =>
  ownValue(bundle, pattern) ?? ownValue(bundle, fingerprint(pattern));

function textOf(value: MessageValue, bundle: Bundle, write: (text: string) => string): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return write(value);
  return 'markdown' in value ? value.markdown : filled(value, bundle, write);
}
