import { expect, it } from 'vitest';
import { joinUri, parentUri } from '../../../server/src/core/ansible/files/uri.ts';
import { formatMessage, msg } from '../../../server/src/core/text/message.ts';
import {
  createSourceText,
  lineColumnAt,
  lineSpan,
  offsetAt,
} from '../../../server/src/core/text/sourceText.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';

it('counts lines at LF, CRLF and CR', () => {
  const source = createSourceText('file:///a', 'a\r\nbc\n\rd');
  expect([0, 1, 2, 3, 4].map((line) => source.pieces.lineStart(line))).toEqual([0, 3, 6, 7, undefined]);
  expect(source.pieces.lineCount).toBe(4);
  expect(lineColumnAt(source, 4)).toEqual({ line: 1, column: 1 });
  expect(lineSpan(source, 0)).toEqual({ start: 0, end: 1 });
});

it('keeps every offset through line and column and back', () => {
  const source = createSourceText('file:///a', 'k: 1\nlonger: "ü𝄞"\n\nend');
  for (let offset = 0; offset <= source.text.length; offset++)
    expect(offsetAt(source, lineColumnAt(source, offset))).toBe(offset);
});

it('bounds positions beyond the text', () => {
  const source = createSourceText('file:///a', 'ab\ncd');
  expect(offsetAt(source, { line: 0, column: 99 })).toBe(2);
  expect(offsetAt(source, { line: 9, column: 0 })).toBe(5);
});

it('applies edits in order of place and refuses those that overlap', () => {
  const insert = (at: number, newText: string) => ({ span: { start: at, end: at }, newText });
  expect(applyEdits('abc', [insert(3, '!'), insert(0, '1'), insert(0, '2')])).toBe('12abc!');
  expect(() => applyEdits('abc', [{ span: { start: 0, end: 2 }, newText: '' }, insert(1, 'x')])).toThrow(
    RangeError,
  );
});

it('translates by the English pattern, nested messages too', () => {
  const message = msg('{0} of {1}', msg('one'), 2);
  expect(formatMessage(message)).toBe('one of 2');
  expect(formatMessage(message, { '{0} of {1}': '{1} 中的 {0}', one: '一' })).toBe('2 中的 一');
  expect(formatMessage(msg('{{ {0} }}'))).toBe('{{ {0} }}');
});

it('joins URIs as VS Code writes them', () => {
  expect(joinUri('file:///c%3A/x', '../y/./a b(1).yml')).toBe('file:///c%3A/y/a%20b%281%29.yml');
  expect(parentUri('file:///a/b/')).toBe('file:///a');
});
