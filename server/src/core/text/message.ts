// User-visible text. A message carries its English pattern, so that whoever shows it can look up a translation.
import { ownValue } from './ownValue.ts';

/** An English pattern with `{0}`, `{1}` … and their values. The pattern is the key in `l10n/bundle.l10n.*.json`. */
export interface Message {
  readonly pattern: string;
  readonly values: readonly (string | number | Message)[];
}

/** Translations by English pattern; a pattern that is not in it stays English. */
export type Bundle = Readonly<Record<string, string>>;

/** Marks a user-visible string. Call it with a literal: the repository checks look for it in the bundles. */
export const msg = (pattern: string, ...values: readonly (string | number | Message)[]): Message => ({
  pattern,
  values,
});

/** The message in the bundle's language. Placeholders without a value stay as they are. */
export function formatMessage(message: Message, bundle: Bundle = {}): string {
  const pattern = ownValue(bundle, message.pattern) ?? message.pattern;
  return pattern.replace(/\{(\d+)\}/g, (whole, index: string) => {
    const value = message.values[Number(index)];
    if (value === undefined) return whole;
    return typeof value === 'object' ? formatMessage(value, bundle) : String(value);
  });
}
