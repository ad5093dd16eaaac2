// A document read block by block says what is said of the text read as a whole, and after any edit what it would say
// if it were read anew.
import { describe, expect, test } from 'vitest';
import { PiecedText } from '../../../server/src/core/text/piecedText.ts';
import { problemsToTell } from '../../../server/src/core/yaml/construct/problems.ts';
import { readDocument } from '../../../server/src/core/yaml/parser/readDocument.ts';
import { type IncrementalDocument, parseYaml, readYaml } from '../../../server/src/core/yaml/parseYaml.ts';
import type { YamlDocument } from '../../../server/src/core/yaml/tree.ts';
import { createRandom, type Random } from '../../support/random.ts';
import { chooseSeed } from '../../support/seed.ts';
import { dumpYaml } from '../../support/yamlDump.ts';
import { mutate } from '../../support/yamlMutations.ts';
import { YAML_SEEDS } from '../../support/yamlSeeds.ts';

const HOSTS = `# a fleet
---
all:
  children:
    k3s_cluster:
      children:
        server:  # the control plane
          hosts:
            s1: {ansible_host: 10.0.0.1}
            "s 2":
              ansible_host: '10.0.0.2'

        agent:
          hosts:
            node[01:20].example.org:
            a1:
              ansible_host: 10.0.1.1 # first
              ansible_port: 0022
            # a2 is gone
            a3:
              labels: [x, y]
              note: |
                text: not a key
              ansible_host: 10.0.1.3
            fe80::1:
              disks:
              - sda
              - sdb
      vars:
        k3s_version: v1.31.4+k3s1
        token: "{{ lookup('env', 'T') }}"
        long: a text
          on two lines
`;
const TEXTS = [HOSTS, HOSTS.replaceAll('\n', '\r\n'), ...YAML_SEEDS];

const read = (text: string, previous?: IncrementalDocument): IncrementalDocument =>
  readYaml(PiecedText.of(text), previous);

const isFatal = ({ problems }: YamlDocument): boolean => problems.some(({ fatal }) => fatal);

function asWhole(text: string): YamlDocument {
  const { root, comments, problems } = readDocument(text);
  return { comments, problems: problemsToTell(problems), ...(root && { root }) };
}

function typed(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const word = random.pick([
    'x',
    'host9:\n',
    ': ',
    '\n            b9:\n              ansible_host: 1.2.3.4\n',
    '\n        s\n',
    '\n            s\n            t\n',
    '# c',
    '- ',
    '? ',
    '&a ',
    '*a ',
    '<<: *a\n',
    '\u{1f680} ',
    '\ud83d',
    '{',
    '"',
  ]);
  return random.below(2) === 0 ? mutate(text, random) : text.slice(0, at) + word + text.slice(at);
}

describe('blocks', () => {
  test('an inventory is read block by block', () => {
    const { blocks } = read(HOSTS);
    expect(
      blocks?.list.blocks.map(({ pairs }) => pairs[0]?.key).map((key) => key?.kind === 'scalar' && key.text),
    ).toEqual(
      ['all', 'children', 'k3s_cluster', 'children', 'server', 'hosts', 's1', 's 2', 'agent', 'hosts'].concat(
        ['node[01:20].example.org', 'a1', 'a3', 'fe80::1', 'vars', 'k3s_version', 'token', 'long'],
      ),
    );
  });

  test('one host of ten thousand is read again, the others are kept', () => {
    const hosts = Array.from(
      { length: 10_000 },
      (_, n) => `    h${n}:\n      ansible_host: 10.0.0.${n % 250}\n`,
    );
    const text = `all:\n  hosts:\n${hosts.join('')}`;
    const before = read(text);
    const known = new Set(before.blocks?.list.blocks);
    const after = read(
      text.replace('h5000:\n      ansible_host: 10', 'h5000:\n      ansible_host: 11'),
      before,
    );
    expect(after.blocks?.list.blocks.filter((block) => !known.has(block))).toHaveLength(1);
  });

  test('what an edit replaced keeps no earlier text alive', () => {
    const text = `all:\n  hosts:\n    h1:\n    h2:\n`;
    const after = read(`${text}    h3:\n`, read(text));
    expect(after.blocks?.text.toString()).toBe(`${text}    h3:\n`);
  });

  test('a key of which only its mark is written ends a section', () => {
    expect(parseYaml('g:\n  hosts:\n    a: >\n      x\n  ?   b\n').problems).toEqual([]);
  });

  test.each(['<<:\n  a: 1\nb: 2\n', 'g:\n  hosts: {}\n<<:\n  ~:\n', '<<:\n  ? a\n'])(
    'what is merged may stand on lines of its own: %j',
    (text) => {
      expect(parseYaml(text).problems).toEqual([]);
    },
  );

  test('random texts: as if read as a whole', () => {
    const random = createRandom(chooseSeed('blocks and the whole'));
    for (let round = 0; round < 200; round++) {
      let text = random.pick(TEXTS);
      for (let slips = random.below(3); slips > 0; slips--) text = typed(text, random);
      const [blocks, whole] = [parseYaml(text), asWhole(text)];
      expect(isFatal(blocks), text).toBe(isFatal(whole));
      if (!isFatal(whole)) expect(dumpYaml(blocks), text).toEqual(dumpYaml(whole));
    }
  });

  test('random edits: as if read anew', () => {
    const random = createRandom(chooseSeed('edits of blocks'));
    for (let round = 0; round < 50; round++) {
      let text = random.pick(TEXTS);
      let incremental: IncrementalDocument = read(text);
      for (let edit = 0; edit < 8; edit++) {
        text = random.below(12) === 0 ? random.pick(TEXTS) : typed(text, random);
        incremental = read(text, incremental);
        expect(dumpYaml(incremental.document), text).toEqual(dumpYaml(parseYaml(text)));
      }
    }
  });
});
