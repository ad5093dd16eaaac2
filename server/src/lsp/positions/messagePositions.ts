// Finds the positions in a message of the protocol, each with the document it is in, and puts others in their place.
import type { Position } from 'vscode-languageserver';

/** Gives the position to write in the place of one that was found. */
export type Convert = (uri: string, position: Position) => Position;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0;

const isPosition = (value: Fields): value is Fields & Position =>
  isCount(value.line) && isCount(value.character);

/** Of a client's own, or of ours: handed back as it was. */
const OPAQUE = 'data';

/** Mappings from documents to what is in them. */
const BY_DOCUMENT = new Set(['changes', 'relatedDocuments']);

/** The document that a part of a message is about, as it says itself. */
export function documentOf(value: unknown): string | undefined {
  if (!isFields(value)) return undefined;
  if (typeof value.uri === 'string') return value.uri;
  const { textDocument } = value;
  return isFields(textDocument) && typeof textDocument.uri === 'string' ? textDocument.uri : undefined;
}

/**
 * A copy of the message in which each position is converted. A position belongs to the nearest document around it, or to
 * `uri`; without one it stays.
 */
export function withPositions(value: unknown, uri: string | undefined, convert: Convert): unknown {
  if (Array.isArray(value)) return value.map((item) => withPositions(item, uri, convert));
  if (!isFields(value)) return value;
  const around = documentOf(value) ?? uri;
  if (isPosition(value)) return around === undefined ? value : convert(around, value);
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, partWith(key, part, around, convert)]),
  );
}

function partWith(key: string, part: unknown, around: string | undefined, convert: Convert): unknown {
  if (key === OPAQUE) return part;
  if (!BY_DOCUMENT.has(key) || !isFields(part)) return withPositions(part, around, convert);
  return Object.fromEntries(
    Object.entries(part).map(([document, inside]) => [document, withPositions(inside, document, convert)]),
  );
}

/** The documents whose lines must be known to convert the positions of a message: at a line's start all count alike. */
export function documentsWithPositions(value: unknown, uri: string | undefined): ReadonlySet<string> {
  const found = new Set<string>();
  withPositions(value, uri, (document, position) => {
    if (position.character > 0) found.add(document);
    return position;
  });
  return found;
}

const TOKEN_FIELDS = 5;

/** The same for semantic tokens, whose places are relative to the token before, five numbers each. */
export function withTokenPositions(data: readonly number[], uri: string, convert: Convert): number[] {
  const converted: number[] = [];
  let [line, start] = [0, 0];
  let [lineBefore, startBefore] = [0, 0];
  for (let at = 0; at + TOKEN_FIELDS <= data.length; at += TOKEN_FIELDS) {
    const [lines = 0, columns = 0, length = 0, ...kind] = data.slice(at, at + TOKEN_FIELDS);
    line += lines;
    start = lines > 0 ? columns : start + columns;
    const from = convert(uri, { line, character: start }).character;
    const to = convert(uri, { line, character: start + length }).character;
    converted.push(line - lineBefore, line > lineBefore ? from : from - startBefore, to - from, ...kind);
    [lineBefore, startBefore] = [line, from];
  }
  return converted;
}
