// What a name says about its value: that it is a password, that it is a key, or that it may be one. Knows words of
// several languages, and looks at no value.

import { perText } from '../../text/perText.ts';

/** `password`: any text is a secret. `key`: only what looks random is. `perhaps`: only what surely is random. */
export type SecretKind = 'password' | 'key' | 'perhaps';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const PASSWORD = words(
  'password passwords passwd passwds pass pwd pwds pw pws psk passphrase passcode ' +
    'passwort kennwort passe mdp senha contrasena contraseña wachtwoord haslo hasło heslo losenord mima parol sifre ' +
    '密码 密碼 口令',
);
const KEY = words(
  'token tokens secret secrets credential credentials creds apikey authkey pat jwt bearer psks keyring joinkey ' +
    'accesskey secretkey privatekey hmac 令牌 密钥 金鑰',
);
/** After one of these words, "key" means a secret. */
const KEY_OF = words(
  'api access secret private encryption encrypt signing sign auth join master shared account session luks root cookie ' +
    'license tls ssl age wireguard wg psk unseal hash app service client deploy storage',
);
const PERHAPS = words(
  'key keys auth login bootstrap access community kubeconfig data cert vault account conn dsn',
);

const ANY_WORD = new RegExp([...PASSWORD, ...KEY, ...PERHAPS].join('|'), 'iu');

/** Whether any name in this text may say something; most texts have none of these words, and need not be read closely. */
export const mayHoldSecretName = (text: string): boolean => ANY_WORD.test(text);

/** Words after which the name still means the secret itself, not its path, length or lifetime. */
const BESIDE = words(
  'value plain plaintext text string str raw b64 base64 prod dev staging test old new current env',
);

/** Names of things that are no secrets although their names end like it. */
const PUBLIC = /(?:^|[-_.])(?:pub|public|primary|foreign|partition|sort)[-_.]?keys?$|known[-_.]?hosts/i;

/** Names of public things that belong to a secret: a public key, the id of a token, the file of a password. */
export const isBesideSecret = (name: string): boolean =>
  PUBLIC.test(name) ||
  /_(?:id|name|user|username|e?mail|url|host|port|path|file|type|ttl|length|region|enabled)$/i.test(name);

/** `undefined` where the name says nothing. The same few names stand in thousands of hosts. */
export const secretKind = perText(kindOf);

function kindOf(name: string): SecretKind | undefined {
  if (name.length > MAX_LENGTH || PUBLIC.test(name)) return undefined;
  const parts = partsOf(name);
  while (parts.length > 1 && (BESIDE.has(parts.at(-1) ?? '') || /^\d{1,3}$/.test(parts.at(-1) ?? '')))
    parts.pop();
  const last = parts.at(-1) ?? '';
  if (PASSWORD.has(last) || /(?:password|passwd|passphrase)$/.test(last)) return 'password';
  if (KEY.has(last) || /(?:token|secret|apikey)$/.test(last)) return 'key';
  if (last === 'key' && KEY_OF.has(parts.at(-2) ?? '')) return 'key';
  return PERHAPS.has(last) || parts[0] === 'vault' ? 'perhaps' : undefined;
}

/** Words that speak of a secret wherever they stand in a name: `htpasswd_file`, `existingTokenRef`. */
const INSIDE = /^vault_|pass(?:w|phrase|_|$)|token|secret|credential|(?:api|access|private)key$/i;

/** Whether a value of this name is better hidden than shown; `secretKind` says which are secrets for sure. */
export function mayNameSecret(name: string): boolean {
  const kind = secretKind(name);
  if (kind === 'password' || kind === 'key' || INSIDE.test(name)) return true;
  return /_key$/i.test(name) && !PUBLIC.test(name);
}

const MAX_LENGTH = 200;

/** `adminPassword`, `ADMIN_PASSWORD`, `admin-password` → admin, password */
const partsOf = (name: string): string[] =>
  (/^[a-z\d_]*$/.test(name) ? name.split('_') : wordsOf(name)).filter((part) => part !== '');

/** Names of variables, which are nearly all names, are split without it. */
const wordsOf = (name: string): string[] =>
  name
    .trim()
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
