// Broken entries are read as in the whole text, whatever follows them, and whatever was typed before.
import { expect, it } from 'vitest';
import { PiecedText } from '../../../server/src/core/text/piecedText.ts';
import { parseYaml, readYaml } from '../../../server/src/core/yaml/parseYaml.ts';
import { dumpYaml } from '../../support/yamlDump.ts';

it.each([
  ['o:\n[]|\nt:', ' '],
  ['o:\n[]>\nt:', ' '],
  ['o:\n{}|\nt:\n', '1'],
  ['o:\n"a"|\nt:', ' x'],
  ['a: 1\no:\n[]|-\nt: 1\nu: 2\n', ' '],
])('%j and %j behind it', (text, added) => {
  const before = PiecedText.of(text);
  const after = before.replace(text.length, text.length, added);
  const incremental = readYaml(after, readYaml(before));
  expect(dumpYaml(incremental.document)).toEqual(dumpYaml(parseYaml(after.toString())));
});
