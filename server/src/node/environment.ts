// What the core needs of the machine: randomness, WebCrypto, translations.
import { randomInt } from 'node:crypto';
import type { Bundle } from '../core/index.ts';

const TOKEN_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** `length` characters of `[A-Za-z0-9]`, each equally likely, from the system's cryptographic source. */
export const randomToken = (length: number): string =>
  Array.from({ length }, () => TOKEN_ALPHABET[randomInt(TOKEN_ALPHABET.length)]).join('');

export { webcrypto as crypto } from 'node:crypto';

/** The bundle for a locale such as `zh-CN`, `zh_CN.UTF-8` or `en`; English needs none, and reads none. */
export const bundleFor = async (locale: string | undefined): Promise<Bundle> =>
  locale !== undefined && /^zh(?![-_](tw|hk|mo|hant))/i.test(locale)
    ? (await import('../../../l10n/bundle.l10n.zh-cn.json')).default
    : {};
