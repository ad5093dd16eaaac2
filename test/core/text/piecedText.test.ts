// A text of many pieces says of itself what one says that was just read, and shares what an edit leaves as it is.
import { expect, test } from 'vitest';
import { PiecedText } from '../../../server/src/core/text/piecedText.ts';
import { createRandom, type Random } from '../../support/random.ts';
import { chooseSeed } from '../../support/seed.ts';

const PIECES = ['', 'a', 'bc', '\n', '\r', '\r\n', 'x\ny', 'line\n'.repeat(5000), 'z'.repeat(20_000)];

function edit(text: string, random: Random) {
  const start = random.below(text.length + 1);
  const length = random.pick([0, 1, 3, 100, 20_000]);
  return { start, end: Math.min(text.length, start + length), added: random.pick(PIECES) };
}

const linesOf = (text: PiecedText): readonly (number | undefined)[] =>
  Array.from({ length: text.lineCount + 1 }, (_, line) => text.lineStart(line));

test('after any edits, a text of many pieces is the text that was typed', () => {
  const random = createRandom(chooseSeed('texts in pieces'));
  for (let round = 0; round < 20; round++) {
    let text = Array.from({ length: 2000 }, () => `${'v'.repeat(random.below(40))}\n`).join('');
    let pieced = PiecedText.of(text);
    for (let step = 0; step < 12; step++) {
      const { start, end, added } = edit(text, random);
      text = text.slice(0, start) + added + text.slice(end);
      const now = pieced.replace(start, end, added);
      const { start: from, oldEnd, newEnd } = now.changeSince(pieced);
      const before = pieced.toString();
      expect(before.slice(0, from) + text.slice(from, newEnd) + before.slice(oldEnd)).toBe(text);
      expect(now.toString()).toBe(text);
      expect(now.length).toBe(text.length);
      pieced = now;
    }
    expect(linesOf(pieced)).toEqual(linesOf(PiecedText.of(text)));
    const breaks = [...text.matchAll(/\r\n|\r|\n/g)].map(({ 0: { length }, index }) => index + length);
    for (let look = 0; look < 40; look++) {
      const { start, end } = edit(text, random);
      expect(pieced.slice(start, end)).toBe(text.slice(start, end));
      expect(pieced.charAt(start)).toBe(text.charAt(start));
      expect(pieced.indexOf('\n', start)).toBe(text.indexOf('\n', start));
      expect(pieced.lineAt(start)).toBe(breaks.filter((end) => end <= start).length);
    }
  }
});

test('lines typed at the end of a text do not become a piece each', () => {
  let text = PiecedText.of('');
  for (let line = 0; line < 2000; line++) text = text.replace(text.length, text.length, `line ${line}\n`);
  expect(text.lineCount).toBe(2001);
  expect(text.pieceCount).toBeLessThan(20);
});
