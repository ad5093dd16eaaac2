// After an edit of a large document its tree is the one of a document read anew, and all that the edit does not touch
// is the same as before; what it does touch is named.
import { describe, expect, test } from 'vitest';
import { PiecedText } from '../../../server/src/core/text/piecedText.ts';
import { type IncrementalDocument, parseYaml, readYaml } from '../../../server/src/core/yaml/parseYaml.ts';
import { scalarOffsetMap } from '../../../server/src/core/yaml/scalarOffsets.ts';
import { keyText, type YamlDocument, type YamlMapping } from '../../../server/src/core/yaml/tree.ts';
import { createRandom, type Random } from '../../support/random.ts';
import { chooseSeed } from '../../support/seed.ts';
import { dumpYaml } from '../../support/yamlDump.ts';

const hosts = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, at) => `        h${from + at}:\n          ansible_host: h\n`).join(
    '',
  );

const fleet = (count: number): string =>
  `# A fleet\nall:\n  children:\n    server:\n      hosts:\n${hosts(0, 3)}    agent:\n      hosts:\n${hosts(3, count)}` +
  '  vars:\n    a: 1\n    b: "{{ x }}" # y\n';

class Typing {
  private text: PiecedText;
  incremental: IncrementalDocument;

  constructor(text: string) {
    this.text = PiecedText.of(text);
    this.incremental = readYaml(this.text);
  }

  get length(): number {
    return this.text.length;
  }

  get document(): YamlDocument {
    return this.incremental.document;
  }

  replace(start: number, end: number, text: string): void {
    this.text = this.text.replace(start, end, text);
    this.incremental = readYaml(this.text, this.incremental);
  }

  /** Puts a text behind the one time that another stands there. */
  insert(behind: string, text: string): void {
    const at = this.toString().indexOf(behind) + behind.length;
    this.replace(at, at, text);
  }

  expectAsAnew(): void {
    expect(dumpYaml(this.document), this.toString()).toEqual(dumpYaml(parseYaml(this.toString())));
  }

  toString(): string {
    return this.text.toString();
  }
}

const mappingAt = ({ root }: YamlDocument, ...path: string[]): YamlMapping => {
  let node = root;
  for (const name of path)
    node = node?.kind === 'mapping' ? node.pairs.find((pair) => keyText(pair) === name)?.value : undefined;
  if (node?.kind !== 'mapping') throw new Error(`no mapping at ${path.join('.')}`);
  return node;
};

const agents = (document: YamlDocument): YamlMapping =>
  mappingAt(document, 'all', 'children', 'agent', 'hosts');

const PASTED = [
  'x',
  '\n',
  '# c\n',
  ': ',
  '    new:\n      hosts:\n',
  hosts(9000, 9040),
  hosts(9000, 9900),
  '  vars:\n',
];

/** Half of the edits begin where a line does, as most do that move lines. */
function edit(typing: Typing, random: Random): void {
  const at = random.below(typing.length + 1);
  const start = random.below(2) === 0 ? at : typing.toString().lastIndexOf('\n', at) + 1;
  const length = random.pick([0, 0, 0, 1, 38, 400, 20_000]);
  typing.replace(start, Math.min(typing.length, start + length), random.pick(PASTED));
}

describe('edits of a large document', () => {
  test('random edits: as if read anew', () => {
    const random = createRandom(chooseSeed('edits of a large document'));
    for (let round = 0; round < 4; round++) {
      const typing = new Typing(fleet(400));
      for (let step = 0; step < 5; step++) edit(typing, random);
      typing.expectAsAnew();
    }
  });

  test.each([
    ['a host more', '        h500:\n          ansible_host: h\n', hosts(5000, 5001), 1],
    ['a thousand hosts', '        h500:\n          ansible_host: h\n', hosts(5000, 6000), 1000],
    ['another value', '        h500:\n          ansible_host: ', 'x', 1],
  ])('%s: the other hosts stay the same', (_, behind, added, expected) => {
    const typing = new Typing(fleet(1200));
    const before = agents(typing.document).pairs;
    const servers = mappingAt(typing.document, 'all', 'children', 'server', 'hosts');
    typing.insert(behind, added);
    const known = new Set(before);
    expect(agents(typing.document).pairs.filter((pair) => !known.has(pair))).toHaveLength(expected);
    expect(mappingAt(typing.document, 'all', 'children', 'server', 'hosts')).toBe(servers);
    typing.expectAsAnew();
  });

  test('a comment at the top changes no node', () => {
    const typing = new Typing(fleet(1200));
    const { root } = typing.document;
    typing.replace(0, 0, '# Another day.\n');
    expect(typing.document.root).toBe(root);
    typing.expectAsAnew();
  });

  test('a place inside a text goes with it', () => {
    const typing = new Typing(fleet(1200));
    const value = mappingAt(typing.document, 'all', 'vars').pairs[1]?.value;
    if (value?.kind !== 'scalar') throw new Error('no text');
    const text = typing.toString();
    const span = scalarOffsetMap(value, PiecedText.of(text)).spanAt(3, 4);
    typing.replace(0, 0, '# Another day.\n');
    expect(typing.toString().slice(span.start, span.end)).toBe('x');
    expect(span.start).toBe(text.indexOf('x }}') + 15);
  });

  test('another name for a group leaves its hosts the same mapping', () => {
    const typing = new Typing(fleet(1200));
    const before = agents(typing.document);
    typing.insert('    agent', 's');
    expect(mappingAt(typing.document, 'all', 'children', 'agents', 'hosts')).toBe(before);
    typing.expectAsAnew();
  });

  test('half a name on the first line of a section leaves the others what they are', () => {
    const typing = new Typing(fleet(1200));
    const known = new Set(typing.incremental.blocks?.list.blocks);
    typing.insert('    agent:\n      hosts:\n', '        n\n');
    const blocks = typing.incremental.blocks?.list.blocks ?? [];
    expect(blocks.filter((block) => !known.has(block)).length).toBeLessThan(4);
    typing.expectAsAnew();
  });

  test('with anchors, an edit elsewhere leaves all else as it is, and one of an anchor reaches every alias', () => {
    const typing = new Typing(fleet(1200));
    typing.insert('        h0:\n', '          labels: &labels [x]\n');
    typing.insert('        h900:\n', '          labels: *labels\n');
    const before = agents(typing.document).pairs;
    typing.insert('        h500:\n', '          labels: *labels\n');
    expect(agents(typing.document).pairs.filter((pair) => !before.includes(pair))).toHaveLength(1);
    typing.expectAsAnew();
    typing.insert('&labels [x', ', y');
    expect(typing.incremental.blocks).toBeDefined();
    typing.expectAsAnew();
  });

  test('what is not closed is found wherever it closes', () => {
    const typing = new Typing(fleet(1200));
    typing.insert('        h500:\n          ansible_host: ', '"');
    expect(typing.incremental.blocks).toBeDefined();
    typing.expectAsAnew();
    typing.insert('        h900:\n          ansible_host: h', '"');
    typing.expectAsAnew();
  });
});
