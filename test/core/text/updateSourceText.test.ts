import { expect, test } from 'vitest';
import { findChange } from '../../../server/src/core/text/findChange.ts';
import {
  createSourceText,
  type SourceText,
  updateSourceText,
} from '../../../server/src/core/text/sourceText.ts';
import { createRandom } from '../../support/random.ts';
import { chooseSeed } from '../../support/seed.ts';

const PIECES = ['', 'a', 'bc', '\n', '\r', '\r\n', '\n\n', 'x\ny'];

const linesOf = ({ text, version, pieces }: SourceText) => ({
  text,
  version,
  starts: Array.from({ length: pieces.lineCount + 1 }, (_, line) => pieces.lineStart(line)),
});

test('after any edit, lines are those of the new text', () => {
  const random = createRandom(chooseSeed('lines of an edited text'));
  for (let round = 0; round < 300; round++) {
    let source = createSourceText(
      'file:///a.yml',
      Array.from({ length: 6 }, () => random.pick(PIECES)).join(''),
    );
    for (let edit = 0; edit < 8; edit++) {
      const start = random.below(source.text.length + 1);
      const end = start + random.below(source.text.length - start + 1);
      const text = source.text.slice(0, start) + random.pick(PIECES) + source.text.slice(end);
      source = updateSourceText(source, text, edit);
      expect(linesOf(source)).toEqual(linesOf(createSourceText('file:///a.yml', text, edit)));
    }
  }
});

test('a change is the smallest stretch outside which both texts are equal', () => {
  expect(findChange('abcdef', 'abXdef')).toEqual({ start: 2, oldEnd: 3, newEnd: 3 });
  expect(findChange('aaa', 'aaaa')).toEqual({ start: 3, oldEnd: 3, newEnd: 4 });
  expect(findChange('abc', 'abc')).toEqual({ start: 3, oldEnd: 3, newEnd: 3 });
  expect(findChange('', 'x')).toEqual({ start: 0, oldEnd: 0, newEnd: 1 });
});
