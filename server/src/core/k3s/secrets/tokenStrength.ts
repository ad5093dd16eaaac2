// How hard a token is to guess, as far as that can be estimated. Returns a verdict, never a part of the token.
import { ownValue } from '../../text/ownValue.ts';
import { isPlaceholder } from './placeholder.ts';

/** Less than 11 random letters and digits, or 16 hexadecimal ones. */
const ENOUGH_BITS = 64;

/**
 * Three estimates, because each misses something: few characters, a placeholder in disguise, and words that are long
 * and easy to guess.
 */
export const isWeak = (token: string): boolean =>
  bitsOf(token) < ENOUGH_BITS ||
  isPlaceholder(withoutLeet(token)) ||
  bitsOfWords(token) < ENOUGH_BITS_OF_WORDS;

/** Its bits if its characters were drawn at random; repeated ones count little. */
function bitsOf(token: string): number {
  const hex = /^[0-9a-f]+$/.test(token) || /^[0-9A-F]+$/.test(token);
  const alphabet = hex ? 16 : CLASSES.reduce((sum, [set, size]) => sum + (set.test(token) ? size : 0), 0);
  const distinct = new Set(token).size;
  return Math.min(token.length, 8 * distinct) * Math.log2(Math.max(2, alphabet));
}

/** Four words that are unrelated. */
const ENOUGH_BITS_OF_WORDS = 48;

/** One of five thousand words, and a digit or two. */
const BITS_OF_WORD = 12.3;
const BITS_OF_DIGIT = 3.3;
const LETTERS_OF_WORD = 5;

/** Its bits if it consists of words; infinite where it does not. */
function bitsOfWords(token: string): number {
  const parts = token
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z]+/)
    .filter((part) => part !== '');
  const letters = parts.join('').length;
  const isReadable = parts.every((part) => isPronounceable(part.toLowerCase()));
  if (!isReadable || letters < 0.75 * token.length) return Number.POSITIVE_INFINITY;
  const words = parts.reduce((sum, part) => sum + Math.ceil(part.length / LETTERS_OF_WORD), 0);
  return words * BITS_OF_WORD + (token.match(/\d/g)?.length ?? 0) * BITS_OF_DIGIT;
}

/** Random letters seldom are: they have few vowels, and long rows without any. */
function isPronounceable(word: string): boolean {
  const vowels = word.match(/[aeiouy]/g)?.length ?? 0;
  return word.length < 4 || (vowels >= word.length / 4 && !/[^aeiouy]{5}|[aeiou]{4}|[jqxzv]{2}/.test(word));
}

const CLASSES: readonly (readonly [RegExp, number])[] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/\d/, 10],
  [/[^a-zA-Z\d]/, 12],
];

/** `s3cUr3-pAsSw0rD`: the usual way of turning a word into a password. */
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
