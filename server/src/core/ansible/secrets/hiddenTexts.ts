// Whether a text is hidden because it is a secret, or looks like one. In doubt it is hidden.
import { secretKind } from './secretNames.ts';
import { isSurelyRandom, shapedSecrets } from './secretShapes.ts';

/** What stands in place of a secret. */
export const HIDDEN = '«secret»';

const WHOLE_REFERENCE = /^\s*\{\{-?\s*[A-Za-z_]\w*\s*-?\}\}\s*$/;

/** `{{ name }}`, which says where a secret is, not what it is. */
export const isReference = (text: string): boolean => WHOLE_REFERENCE.test(text);

/** The same with text around it that is no secret. */
const REFERENCE = /^[^{]*\{\{-?\s*[A-Za-z_]\w*\s*-?\}\}[^{]*$/;
const HASH = /\$(?:[1-7]|2[abxy]?|apr1|y|argon2\w*)\$/;

/** Paths consist of words, and their last part may be random without being secret: `/tmp/k3s-inventory-Vmd3gQ`. */
const PATH = /^(?:~|\.{0,2})\/\S*$/;
const WORD_OF_PATH = /[A-Za-z0-9+=]{12,}/g;

/**
 * Whether a text must not be shown. Public keys are excepted, because they are random and no secret; so are
 * references such as `{{ token }}`, which say where a secret is and not what it is.
 */
export function holdsSecret(text: string): boolean {
  const shaped = shapedSecrets(text).some(
    ({ span, kind }) => kind !== 'perhaps' && !REFERENCE.test(text.slice(span.start, span.end)),
  );
  if (shaped || HASH.test(text)) return true;
  if (/^(?:ssh-|ecdsa-|sk-)/.test(text.trimStart())) return false;
  const random = text.match(PATH.test(text) ? WORD_OF_PATH : /[\w+=-]{12,}/g) ?? [];
  return random.some((word) => isSurelyRandom(word) && !isOfAFile(word)) || isPair(text) || isNote(text);
}

/** Names of disks and archives, which mix letters and digits, too. */
const isOfAFile = (word: string): boolean => /^(?:ata|nvme|scsi|wwn|usb|virtio|dm)-/.test(word);

/** `admin:A1b2C3d4`, `admin/A1b2C3d4` */
const isPair = (text: string): boolean => {
  const [, second] = /^[\w.@-]{1,100}[:/]([^\s:/]{8,200})$/.exec(text.trim()) ?? [];
  return second !== undefined && isSurelyRandom(second.padEnd(12, second));
};

/** "pw hunter2": a word for a secret, and something behind it. */
const isNote = (text: string): boolean => {
  const [, word = '', note = ''] = /^[ \t]*(\p{L}{2,20})[ \t]+(\S+)[ \t]*$/u.exec(text) ?? [];
  return /\d/.test(note) && secretKind(word) === 'password';
};
