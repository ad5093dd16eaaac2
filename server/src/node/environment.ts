// What the core needs of the runtime, whichever it is: randomness, WebCrypto, translations.
import type { Bundle } from '../core/index.ts';

const TOKEN_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** The bytes that stand for each character equally often. */
const BYTES = 256 - (256 % TOKEN_ALPHABET.length);

/** `length` characters of `[A-Za-z0-9]`, each equally likely, from the system's cryptographic source. */
export function randomToken(length: number): string {
  let token = '';
  while (token.length < length)
    for (const byte of crypto.getRandomValues(new Uint8Array(length - token.length)))
      if (byte < BYTES) token += TOKEN_ALPHABET[byte % TOKEN_ALPHABET.length];
  return token;
}

/** Chinese as it is written on the mainland is the one other language. */
export const isChinese = (locale: string | undefined): boolean =>
  locale !== undefined && /^zh(?![-_](tw|hk|mo|hant))/i.test(locale);

/** The bundle for a locale such as `zh-CN`, `zh_CN.UTF-8` or `en`; English needs none, and reads none. */
export const bundleFor = async (locale: string | undefined): Promise<Bundle> =>
  isChinese(locale) ? (await import('../../../l10n/bundle.l10n.zh-cn.json')).default : {};
