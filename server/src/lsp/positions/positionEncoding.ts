// How clients count the characters of a line, and the conversion between their ways; inside the server, positions are in
// UTF-16 units.

/** As `general.positionEncodings` of LSP 3.17 names them. */
const ENCODINGS = ['utf-16', 'utf-8', 'utf-32'] as const;
/** A unit that columns are counted in. */
export type PositionEncoding = (typeof ENCODINGS)[number];

/**
 * The first known one of those that a client offers, which come in the order of its preference; `undefined` where it
 * offers none and UTF-16 holds without a word.
 */
export function encodingOf(offered: unknown): PositionEncoding | undefined {
  if (!Array.isArray(offered)) return undefined;
  return offered.flatMap((name) => ENCODINGS.filter((known) => known === name))[0] ?? 'utf-16';
}

/** Units that a character, given by its code point, takes. Half of a pair alone counts as what replaces it in UTF-8. */
function unitsOf(codePoint: number, encoding: PositionEncoding): number {
  if (encoding === 'utf-32') return 1;
  if (encoding === 'utf-16') return codePoint > 0xffff ? 2 : 1;
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint > 0xffff ? 4 : 3;
}

/**
 * Converts a column of a line, which is given without its line break, between two encodings. A column behind the end is
 * the end; one inside a character is the start of that character.
 */
export function convertColumn(
  line: string,
  column: number,
  from: PositionEncoding,
  to: PositionEncoding,
): number {
  let counted = 0;
  let converted = 0;
  for (const character of line) {
    const codePoint = character.codePointAt(0) ?? 0;
    counted += unitsOf(codePoint, from);
    if (counted > column) break;
    converted += unitsOf(codePoint, to);
  }
  return converted;
}
