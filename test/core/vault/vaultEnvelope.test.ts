import { describe, expect, test } from 'vitest';
import { parseVaultEnvelope } from '../../../server/src/core/ansible/vault/vaultEnvelope.ts';

const header = '$ANSIBLE_VAULT;1.1;AES256';
const hex = (text: string): string => Buffer.from(text).toString('hex');
const wrap = (digits: string, width = 80): string =>
  (digits.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join('\n');
const salt = 'a1'.repeat(32);
const mac = 'b2'.repeat(32);
const ciphertext = 'c3'.repeat(16);
const bodyOf = (...fields: readonly string[]): string => wrap(hex(fields.join('\n')));
const body = bodyOf(salt, mac, ciphertext);
const sound = `${header}\n${body}\n`;

/** Code and text of every problem; `!` marks the fatal ones. */
const problemsOf = (text: string): readonly string[] =>
  parseVaultEnvelope(text).problems.map(
    ({ code, span, fatal }) => `${code}${fatal ? '!' : ''} ${text.slice(span.start, span.end)}`,
  );

const replaceHeader = (other: string): string => sound.replace(header, () => other);

describe('a sound text', () => {
  test('gives header and fields', () => {
    const bytes = (value: number, length: number) => new Uint8Array(length).fill(value);
    expect(parseVaultEnvelope(replaceHeader('$ANSIBLE_VAULT;1.2;AES256;dev'))).toEqual({
      version: '1.2',
      cipher: 'AES256',
      vaultId: 'dev',
      sealed: { salt: bytes(0xa1, 32), mac: bytes(0xb2, 32), ciphertext: bytes(0xc3, 16) },
      problems: [],
    });
    expect(parseVaultEnvelope(sound)).not.toHaveProperty('vaultId');
  });

  test.each([
    ['without a last line break', sound.trimEnd()],
    ['with CRLF', sound.replaceAll('\n', '\r\n')],
    ['with blank lines', sound.replaceAll('\n', '\n\n')],
    ['indented as a block', sound.replace(/^/gm, '      ')],
    ['indented, with blank lines', `${sound.replace(/^(?=.)/gm, '      ')}\n   \n`],
    ['in upper case', header + sound.slice(header.length).toUpperCase()],
  ])('%s', (_, text) => {
    expect(problemsOf(text)).toEqual([]);
    expect(parseVaultEnvelope(text).sealed).toEqual(parseVaultEnvelope(sound).sealed);
  });
});

describe('the header', () => {
  test.each([
    ['', ['no-header! ']],
    ['secret', ['no-header! secret']],
    [`x${header}`, [`no-header! x${header}`]],
    [` ${sound}`, [`no-header!  ${header}`]],
    [replaceHeader('$ANSIBLE_VAULT'), ['header-incomplete! $ANSIBLE_VAULT']],
    [replaceHeader('$ANSIBLE_VAULT;1.1'), ['header-incomplete! $ANSIBLE_VAULT;1.1']],
    [replaceHeader('$ANSIBLE_VAULT;1.1;'), ['unknown-cipher! $ANSIBLE_VAULT;1.1;']],
    [replaceHeader('$ANSIBLE_VAULT;1.0;AES'), ['unknown-cipher! $ANSIBLE_VAULT;1.0;AES']],
    [replaceHeader('$ANSIBLE_VAULT;1.3;AES256'), ['unknown-version $ANSIBLE_VAULT;1.3;AES256']],
    [sound.replaceAll('\n', ' '), [`header-not-alone! ${header}`]],
    [sound.replace('\n', ' '), [`header-not-alone! ${header}`]],
    [replaceHeader(`${header};é`), [`header-not-ascii! ${header};é`]],
  ])('%j', (text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });
});

describe('the body', () => {
  const last = body.split('\n').at(-1) ?? '';
  test.each([
    ['is missing', header, [`fields-missing! ${header}`]],
    ['is blank', `${header}\n\n`, [`fields-missing! ${header}`]],
    ['has a space at a line end', `${sound.trimEnd()}  \n`, ['not-hex!   ']],
    ['has text glued to it', `${sound.trimEnd()}token: !vault |`, ['not-hex! token: !vault |']],
    ['has one line indented further', sound.replace(last, `  ${last}`), ['not-hex!   ']],
    ['lacks a digit', sound.trimEnd().slice(0, -1), [`odd-length! ${last.slice(0, -1)}`]],
    [
      'is narrow',
      `${header}\n${wrap(hex([salt, mac, ciphertext].join('\n')), 64)}`,
      [`width ${body.slice(0, 64)}`],
    ],
    ['is one line', `${header}\n${body.replaceAll('\n', '')}`, [`width ${body.replaceAll('\n', '')}`]],
    [
      'ends after the first line',
      sound.slice(0, header.length + 81),
      [`fields-missing! ${body.slice(0, 80)}`],
    ],
    [
      'has no ciphertext',
      `${header}\n${bodyOf(salt, mac)}`,
      [`fields-missing! ${bodyOf(salt, mac).split('\n').at(-1)}`],
    ],
    ['has an empty ciphertext', `${header}\n${bodyOf(salt, mac, '')}`, ['ciphertext-length! ']],
  ])('%s', (_, text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  test('cut between two bytes of the ciphertext', () => {
    const text = `${header}\n${bodyOf(salt, mac, ciphertext.slice(0, 6))}`;
    expect(problemsOf(text)).toEqual([`ciphertext-length! ${hex(ciphertext.slice(0, 6))}`]);
    const odd = `${header}\n${bodyOf(salt, mac, ciphertext.slice(0, 7))}`;
    expect(problemsOf(odd)).toEqual([`field-not-hex! ${hex(ciphertext.slice(0, 7))}`]);
  });

  test('fields of other lengths, each at its own place', () => {
    const text = `${header}\n${bodyOf('a1', 'b2', 'c3')}`;
    expect(problemsOf(text)).toEqual([
      `salt-length ${hex('a1')}`,
      `mac-length! ${hex('b2')}`,
      `ciphertext-length! ${hex('c3')}`,
    ]);
    expect(problemsOf(`${header}\n${bodyOf('a', 'x!', 'c3')}`)).toEqual([
      `field-not-hex! ${hex('a')}`,
      `field-not-hex! ${hex('x!')}`,
      `ciphertext-length! ${hex('c3')}`,
    ]);
  });

  test('a field that runs over lines is marked from its first to its last digit', () => {
    const text = `  ${header}\n  ${bodyOf(salt, mac.slice(1), ciphertext).replaceAll('\n', '\n  ')}\n`;
    const [problem] = parseVaultEnvelope(text).problems;
    const marked = text.slice(problem?.span.start, problem?.span.end);
    expect(problem?.code).toBe('field-not-hex');
    expect(marked.replace(/\s/g, '')).toBe(hex(mac.slice(1)));
  });
});
