import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import english from '../../l10n/bundle.l10n.json';
import chinese from '../../l10n/bundle.l10n.zh-cn.json';
import { collectMessages, hasWords } from '../../scripts/generate/messages.mjs';
import { packedTexts } from '../../scripts/packedTexts.mjs';
import { formatMessage, msg } from '../../server/src/core/index.ts';

const messages = collectMessages();
const patterns = new Set(messages.flatMap(({ pattern }) => (pattern === undefined ? [] : [pattern])));
const zh: Readonly<Record<string, string>> = chinese;
const en: Readonly<Record<string, string>> = english;
const placeholders = (text: string): string[] => [...new Set(text.match(/(?<!\{)\{\d+\}/g) ?? [])].sort();

it('every text is a literal, so that it can be found', () => {
  expect(messages.filter(({ pattern }) => pattern === undefined).map(({ place }) => place)).toEqual([]);
});

it('every text is in the English bundle', () => {
  expect([...patterns].filter((pattern) => en[pattern] !== pattern)).toEqual([]);
});

it('every text has a Chinese translation', () => {
  expect(
    [...patterns].filter((pattern) => hasWords(pattern) && !/[\u4e00-\u9fff]/.test(zh[pattern] ?? '')),
  ).toEqual([]);
});

it('translations keep the placeholders', () => {
  const broken = Object.entries(zh).filter(
    ([pattern, text]) => placeholders(pattern).join() !== placeholders(text).join(),
  );
  expect(broken.map(([pattern]) => pattern)).toEqual([]);
});

it('what is shipped translates each text as its bundle does', async () => {
  const packed = JSON.parse(await packedTexts('l10n/bundle.l10n.zh-cn.json'));
  const translated = (pattern: string, bundle: typeof zh): string => formatMessage(msg(pattern), bundle);
  expect(Object.keys(zh).filter((text) => translated(text, packed) !== translated(text, zh))).toEqual([]);
});

it('the bundles hold no text that nothing uses', () => {
  const dialects = readdirSync('schemas/dialects').map((name) => `dialects/${name}`);
  const schema = [
    'k3s-ansible.variables.json',
    'jinja-plugins.json',
    'k3s.flags.json',
    'k3s.registries.json',
    'project.schema.json',
    ...dialects,
  ]
    .map((name) => readFileSync(`schemas/${name}`, 'utf8'))
    .join('\n');
  const isOfSchema = (key: string): boolean =>
    key.split('\n').every((line) => schema.includes(JSON.stringify(line).slice(1, -1)));
  expect(
    [...Object.keys(en), ...Object.keys(zh)].filter((key) => !patterns.has(key) && !isOfSchema(key)),
  ).toEqual([]);
});

it('the manifest is translated, key by key', () => {
  const read = (name: string): Record<string, string> => JSON.parse(readFileSync(name, 'utf8'));
  expect(Object.keys(read('package.nls.zh-cn.json'))).toEqual(Object.keys(read('package.nls.json')));
});
