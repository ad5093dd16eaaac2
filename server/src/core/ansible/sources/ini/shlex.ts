// A host line → words, as Python's shlex.split(line, comments=True) cuts it. Knows nothing of hosts.
// Read from Python 3.11, shlex.py.
import type { Span } from '../../../text/span.ts';
import type { Piece } from './lines.ts';

/** A word without its quotes; `offsets` says where each of its characters stands in the file. */
export interface Word {
  readonly text: string;
  readonly offsets: readonly number[];
  /** Quotes included. */
  readonly span: Span;
}

interface Scan {
  readonly line: Piece;
  at: number;
}

/** The words before the comment, or where the shell syntax ends too early. */
export function splitWords(line: Piece): readonly Word[] | { readonly problem: 'quote' | 'escape' } {
  const words: Word[] = [];
  const scan: Scan = { line, at: 0 };
  while (scan.at < line.text.length) {
    if (isSpace(line.text[scan.at])) scan.at++;
    else if (line.text[scan.at] === '#') break;
    else {
      const word = readWord(scan);
      if ('problem' in word) return word;
      words.push(word);
    }
  }
  return words;
}

const isSpace = (char: string | undefined): boolean =>
  char === ' ' || char === '\t' || char === '\r' || char === '\n';

function readWord(scan: Scan): Word | { readonly problem: 'quote' | 'escape' } {
  const { text: line, start } = scan.line;
  const begin = scan.at;
  const offsets: number[] = [];
  let text = '';
  const take = (index: number): void => {
    text += line.charAt(index);
    offsets.push(start + index);
  };
  let quote = '';
  for (; scan.at < line.length; scan.at++) {
    const char = line.charAt(scan.at);
    if (quote !== '' ? char === quote : char === '"' || char === "'") quote = quote === '' ? char : '';
    else if (char === '\\' && quote !== "'") {
      const next = scan.at + 1;
      if (next >= line.length) return { problem: quote === '' ? 'escape' : 'quote' };
      // Within double quotes a backslash stays, unless it escapes the quote or itself.
      if (quote !== '' && line[next] !== '"' && line[next] !== '\\') take(scan.at);
      take(next);
      scan.at = next;
    } else if (quote !== '') take(scan.at);
    // A `#` inside a word ends the line as well.
    else if (isSpace(char) || char === '#') break;
    else take(scan.at);
  }
  if (quote !== '') return { problem: 'quote' };
  return { text, offsets, span: { start: start + begin, end: start + scan.at } };
}
