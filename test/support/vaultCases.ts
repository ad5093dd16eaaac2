// What vault tests encrypt, and how they damage it; everything comes from a seed.
import fc from 'fast-check';

export interface VaultCase {
  readonly content: Uint8Array;
  readonly password: Uint8Array;
  readonly vaultId: string | undefined;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const unicode = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
const space = fc.constantFrom('', ' ', '\n', '\r\n', '\t', ' \n\n');
const surrounded = fc.tuple(space, unicode, space).map((parts) => parts.join(''));
const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

const content = fc.oneof(
  fc.string({ maxLength: 60 }).map(utf8),
  surrounded.map(utf8),
  fc.array(fc.string({ maxLength: 12 }), { maxLength: 6 }).map((lines) => utf8(lines.join('\r\n'))),
  fc.constantFrom('', 'пароль\n', '密码', '🔑', '---\ntoken: "x"\n', ' '.repeat(16)).map(utf8),
  fc.uint8Array({ maxLength: 300 }),
  fc.constantFrom(1, 15, 16, 17, 31, 32, 33).chain(bytesOf),
  // Ends like padding.
  fc.integer({ min: 1, max: 16 }).chain((n) => fc.constant(new Uint8Array(2 * n).fill(n))),
);

const password = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40 }).map(utf8),
  surrounded.map(utf8),
  fc.uint8Array({ minLength: 1, maxLength: 100 }),
);

const vaultId = fc.option(
  fc.oneof(fc.stringMatching(/^[!-:<-~]([ -:<-~]{0,20}[!-:<-~])?$/), fc.constant('default')),
  { nil: undefined },
);

/** 560 cases, two of them of 1 MiB. */
export const vaultCases = (seed: number): readonly VaultCase[] => [
  ...fc.sample(fc.record({ content, password, vaultId }), { seed, numRuns: 258 }),
  { content: Buffer.alloc(1 << 20, 'K10\u0000\r\n'), password: utf8('pw'), vaultId: undefined },
  { content: Buffer.alloc(1 << 20, 'é'), password: utf8('pw'), vaultId: 'dev' },
];

/** The text with one character replaced by another digit, for every digit of its body. */
export function* tamperings(vaultText: string): Generator<string> {
  for (let i = vaultText.indexOf('\n') + 1; i < vaultText.length; i++) {
    const digit = Number.parseInt(vaultText[i] ?? '', 16);
    if (Number.isNaN(digit)) continue;
    const other = ((digit + 1 + (i % 15)) % 16).toString(16);
    yield vaultText.slice(0, i) + other + vaultText.slice(i + 1);
  }
}

type Damage = (text: string) => string;

// Without bias: most of the text is not its beginning.
const place = fc.noBias(fc.nat(9999)).map((n) => n / 10_000);
const line = fc.noBias(fc.nat(6));
const stray = fc.constantFrom(
  '0',
  'f',
  'A',
  'g',
  ' ',
  '\t',
  '\n',
  '\r',
  '\r\n',
  '\v',
  ';',
  'é',
  '１',
  '\u2028',
  '\0',
);
const headers = [
  '',
  '$ANSIBLE_VAULT',
  '$ANSIBLE_VAULT;1.1',
  '$ANSIBLE_VAULT;1.1;',
  '$ANSIBLE_VAULT;1.1;AES',
  '$ANSIBLE_VAULT;1.1;aes256',
  '$ANSIBLE_VAULT;1.0;AES256',
  '$ANSIBLE_VAULT;1.1;AES256;',
  '$ANSIBLE_VAULT;1.2;AES256;dév',
  '$ANSIBLE_VAULT;1.2;AES256;a;b',
  '$ANSIBLE_VAULT ; 1.1 ; AES256 ',
  '$ANSIBLE_VAULTS;;AES256',
  '$ansible_vault;1.1;AES256',
];

const splice = (text: string, at: number, deleted: number, inserted: string): string => {
  const index = Math.floor(at * (text.length - 1));
  return text.slice(0, index) + inserted + text.slice(index + deleted);
};

const onLines =
  (edit: (lines: string[]) => readonly string[]): Damage =>
  (text) =>
    edit(text.split('\n')).join('\n');

const oneDamage: fc.Arbitrary<Damage> = fc.oneof(
  fc.tuple(place, fc.nat(1), stray).map(
    ([at, n, s]): Damage =>
      (text) =>
        splice(text, at, n, s),
  ),
  fc.tuple(place, fc.integer({ min: 1, max: 170 })).map(
    ([at, n]): Damage =>
      (text) =>
        splice(text, at, n, ''),
  ),
  place.map(
    (at): Damage =>
      (text) =>
        text.slice(0, Math.ceil(at * text.length)),
  ),
  line.map((n) => onLines((lines) => lines.toSpliced(n, 1))),
  fc.tuple(line, line).map(([from, to]) => onLines((l) => l.toSpliced(to, 0, l[from] ?? ''))),
  fc.constantFrom(...headers).map((header) => onLines((lines) => lines.with(0, header))),
  fc.integer({ min: 1, max: 200 }).map(
    (width): Damage =>
      (text) => {
        const [header, ...body] = text.split('\n');
        return [header, ...(body.join('').match(new RegExp(`.{1,${width}}`, 'g')) ?? [])].join('\n');
      },
  ),
  fc.constantFrom<Damage[]>(
    (text) => text.toUpperCase(),
    (text) => text.replaceAll('\n', '\r\n'),
    (text) => text.replaceAll('\n', ' \n'),
    (text) => text.replaceAll('\n', '\n\n'),
    (text) => text.replace('\n', ' '),
    (text) => `${text}\n \n`,
    (text) => text.trimEnd() + text,
    (text) => `\uFEFF${text}`,
    (text) => `\n${text}`,
  ),
);

/** One or two accidents that happen to vault texts, and some that do not. */
export const damages = (seed: number, count: number): readonly Damage[] =>
  fc.sample(fc.tuple(oneDamage, fc.option(oneDamage, { nil: undefined })), { seed, numRuns: count }).map(
    ([first, second]) =>
      (text) =>
        second ? second(first(text)) : first(text),
  );
