// How hard a token is to guess, as far as that can be seen. Gives a verdict, never a part of the token.
import { ownValue } from '../../text/ownValue.ts';
import { isPlaceholder } from './placeholder.ts';

/** Less than 11 random letters and digits, or 16 hexadecimal ones. */
const ENOUGH_BITS = 64;

export const isWeak = (token: string): boolean =>
  bitsOf(token) < ENOUGH_BITS || isPlaceholder(withoutLeet(token));

/** What it would have if its characters were drawn at random; repeated ones count little. */
function bitsOf(token: string): number {
  const hex = /^[0-9a-f]+$/.test(token) || /^[0-9A-F]+$/.test(token);
  const alphabet = hex ? 16 : CLASSES.reduce((sum, [set, size]) => sum + (set.test(token) ? size : 0), 0);
  const distinct = new Set(token).size;
  return Math.min(token.length, 8 * distinct) * Math.log2(Math.max(2, alphabet));
}

const CLASSES: readonly (readonly [RegExp, number])[] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/\d/, 10],
  [/[^a-zA-Z\d]/, 12],
];

/** `s3cUr3-pAsSw0rD`: everybody's first idea of making a word a password. */
const withoutLeet = (text: string): string =>
  text
    .toLowerCase()
    .replace(/(?<=[a-z])[0134579@$]|[0134579@$](?=[a-z])/g, (sign) => ownValue(LEET, sign) ?? sign);

const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '9': 'g',
  '@': 'a',
  $: 's',
};
