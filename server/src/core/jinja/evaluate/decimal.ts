// Floating numbers with a fixed number of decimals, rounded as Python rounds: exactly, and half to even.

/** A finite number that is not negative, as `digits × 2^exponent`. */
function binaryParts(value: number): readonly [digits: bigint, exponent: number] {
  let exponent = 0;
  let digits = value;
  while (!Number.isInteger(digits)) {
    digits *= 2;
    exponent--;
  }
  return [BigInt(digits), exponent];
}

/** `value × 10^decimals` as a whole number. */
function scaled(value: number, decimals: number): bigint {
  const [digits, exponent] = binaryParts(value);
  const top = decimals > 0 ? digits * 10n ** BigInt(decimals) : digits;
  const bottom = 2n ** BigInt(-exponent) * (decimals < 0 ? 10n ** BigInt(-decimals) : 1n);
  const [quotient, twice] = [top / bottom, (top % bottom) * 2n];
  const isUp = twice > bottom || (twice === bottom && quotient % 2n === 1n);
  return isUp ? quotient + 1n : quotient;
}

/** As `'%.2f'` writes a number that is not negative. */
export function decimal(value: number, decimals: number): string {
  const digits = String(scaled(value, decimals)).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Python's `round(value, decimals)` of a floating number. */
export function rounded(value: number, decimals: number): number {
  const whole = scaled(Math.abs(value), decimals);
  const absolute = Number(`${whole}e${-decimals}`);
  return value < 0 || Object.is(value, -0) ? -absolute : absolute;
}
