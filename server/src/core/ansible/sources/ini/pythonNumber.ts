// A number at a place in a text, as Python's tokenizer reads it.

/** A number with the offset behind it. Integers have any size in Python, hence `bigint` beyond 2^53. */
export interface PythonNumber {
  readonly type: 'int' | 'float';
  readonly value: number | bigint;
  readonly imaginary: boolean;
  readonly end: number;
}

const DIGITS = '[0-9](?:_?[0-9])*';
const EXPONENT = `[eE][-+]?${DIGITS}`;
const FLOAT = `(?:(?:${DIGITS})?\\.${DIGITS}|${DIGITS}\\.)(?:${EXPONENT})?|${DIGITS}${EXPONENT}`;
const NUMBER = new RegExp(
  `(?<radix>0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+)|(?<float>${FLOAT})(?<imaginary>[jJ])?|(?<digits>${DIGITS})(?<imaginaryDigits>[jJ])?`,
  'y',
);

/** Python refuses to read longer decimal numbers. */
const MAX_DIGITS = 4300;

/** The number at `at`; `undefined` where none stands there, or something that only begins like one, such as `1a`. */
export function readPythonNumber(text: string, at: number): PythonNumber | undefined {
  NUMBER.lastIndex = at;
  const groups = NUMBER.exec(text)?.groups;
  const end = NUMBER.lastIndex;
  // A letter, a digit or an underscore right behind makes it something else.
  if (!groups || /[\p{L}\p{N}_]/u.test(text.slice(end, end + 1))) return undefined;
  const { radix, float, digits, imaginary, imaginaryDigits } = groups;
  if (radix !== undefined) return integer(BigInt(radix.replaceAll('_', '').toLowerCase()), end);
  if (float !== undefined) {
    return {
      type: 'float',
      value: Number(float.replaceAll('_', '')),
      imaginary: imaginary !== undefined,
      end,
    };
  }
  const bare = digits?.replaceAll('_', '') ?? '';
  if (imaginaryDigits !== undefined) return { type: 'float', value: Number(bare), imaginary: true, end };
  const hasLeadingZero = bare.startsWith('0') && /[1-9]/.test(bare);
  return hasLeadingZero || bare.length > MAX_DIGITS ? undefined : integer(BigInt(bare), end);
}

function integer(value: bigint, end: number): PythonNumber {
  const small = value <= BigInt(Number.MAX_SAFE_INTEGER);
  return { type: 'int', value: small ? Number(value) : value, imaginary: false, end };
}
