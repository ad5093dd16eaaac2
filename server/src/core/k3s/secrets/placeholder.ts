// Distinguishes sample texts ("changeme!", "your_token_here") from secrets. Knows words, nothing of tokens or files.

/** Words that ask for the text to be replaced. */
const MARKS = words(
  'change changeme changeit replace replaceme insert enter fill your placeholder example sample dummy todo tbd fixme xxx',
);

/**
 * Words for a place that is filled from elsewhere, or from which the secret was removed before the file was published.
 */
const HELD_PLACES = words(
  'runtime redacted removed masked hidden censored omitted sanitized scrubbed injected provided supplied overridden',
  'override overwritten',
);

/** What an attacker would guess first. */
const GUESSED = words(
  'token secret password passwd pass passphrase test testing demo vagrant default admin root guest none null undefined',
  'foo bar baz foobar abc abcd abcdef qwerty letmein hunter2 welcome',
);

const TELLING: ReadonlySet<string> = new Set([...MARKS, ...HELD_PLACES, ...GUESSED]);

/** Words that accompany them in samples. */
const BESIDE = words(
  'a an the my mine me it this that in is be to of for from with and or at here should must please now you use set put',
  'go goes generate generated random strong long very super deduper dedeuper duper some any new real own actual value string',
  'text key node server master agent cluster k3s k8s kubernetes rancher join shared common lab homelab home local dev',
  'prod production staging env environment variable not do safe secure more better vault ansible by via on cli command line',
  'extra var vars later before during after deploy deployment install installation run api bucket name access host user',
);

/** Phrases that no secret contains, whatever stands around them. */
const PHRASES =
  /^(?:change|replace)[-_ ]?(?:me|this|it|with)(?![a-z])|(?<![a-z\d])(?:change|replace)[-_ ]?me(?![a-z\d])|^your[-_ ]|[-_ ]here$|you[-_ ]?should[-_ ]?change|super[-_ ]?de(?:de)?uper|^<[^<>]*>?$|^\[[^[\]]*\]$|^(.)\1+$|^(?:\.{3}|…)$/i;

/** In a name in capitals: the value comes from elsewhere. */
const ORIGINS: ReadonlySet<string> = new Set([...HELD_PLACES, ...words('from by via set get lookup')]);

/** Whether the text is a sample, or consists of words that are easy to guess. */
export const isPlaceholder = (text: string): boolean =>
  PHRASES.test(text.trim()) ||
  isCounting(text.trim()) ||
  hasWordOf(TELLING, text) ||
  isNameInCapitals(TELLING, text) ||
  isNameInCapitals(ORIGINS, text);

/** Whether it only says that something else belongs here: then there is no secret to lose. */
export const isMark = (text: string): boolean =>
  PHRASES.test(text.trim()) || hasWordOf(MARKS, text) || isHeldPlace(text);

/** Whether it says that the secret comes from elsewhere, as in `SET_AT_RUNTIME`. */
export const isHeldPlace = (text: string): boolean =>
  hasWordOf(HELD_PLACES, text) || isNameInCapitals(ORIGINS, text);

/**
 * `PROVIDED_BY_CI`, `LONG_PASSWORD_32_BYTES`: a name such as those of the environment, which says what belongs there. Its
 * other words may be any: nobody makes a secret of capital words around the word for it.
 */
function isNameInCapitals(telling: ReadonlySet<string>, text: string): boolean {
  const name = text.trim();
  if (name.length > 4 * MAX_LENGTH || !/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(name)) return false;
  const parts = name.toLowerCase().split('_');
  return (
    parts.some((part) => telling.has(part)) &&
    parts.every((part) => /^(?:[a-z]+|\d{1,3}[a-z]*|[a-z]+\d{1,3}|k\ds)$/.test(part))
  );
}

/** Whether the text consists of known words, at least one of them among `telling`. */
function hasWordOf(telling: ReadonlySet<string>, text: string): boolean {
  const parts = text
    .trim()
    .slice(0, 4 * MAX_LENGTH)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '');
  const found = parts.map((part) => splitIntoWords(part, telling));
  return found.every((list) => list !== undefined) && found.flat().some((word) => word && telling.has(word));
}

/** `part` cut into known words and simple numbers; `undefined` when something is left over. */
function splitIntoWords(part: string, telling: ReadonlySet<string>): readonly string[] | undefined {
  if (part.length > MAX_LENGTH) return undefined;
  const best: (readonly string[] | undefined)[] = [[]];
  for (let end = 1; end <= part.length; end++) {
    for (let start = Math.max(0, end - LONGEST_WORD); start < end; start++) {
      const before = best[start];
      const word = part.slice(start, end);
      if (!before || !(TELLING.has(word) || BESIDE.has(word) || isSimpleNumber(word))) continue;
      const isTelling = before.some((other) => telling.has(other)) || telling.has(word);
      if (!best[end] || isTelling) best[end] = [...before, word];
    }
  }
  return best[part.length];
}

const MAX_LENGTH = 64;
const LONGEST_WORD = 14;

const isSimpleNumber = (text: string): boolean => /^\d{1,3}$/.test(text) || isCounting(text);

/** `12345`, `1234565678`, `98765`: digits in order, at least three in a row. */
function isCounting(text: string): boolean {
  if (!/^\d{3,}$/.test(text)) return false;
  const runs = text.replace(/(\d)(?=(\d)|$)/g, (_, digit: string, next: string | undefined) =>
    next !== undefined && (Number(digit) + 1) % 10 === Number(next) ? digit : `${digit} `,
  );
  return (
    runs
      .trim()
      .split(' ')
      .every((run) => run.length > 2) || /^9?8?7?6?5?4?3?2?1?0?$/.test(text)
  );
}

function words(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.join(' ').split(' '));
}
