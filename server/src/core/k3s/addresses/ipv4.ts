// IPv4 addresses, ranges and networks as numbers. What has another form is unknown, not wrong.

/** All numbers from `first` to `last`, both included. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

const FOUR = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/**
 * An IPv4 address as a number of 32 bits; `undefined` for everything else. Not made with shifts, whose results are
 * signed in JavaScript.
 */
export function addressNumber(text: string): number | undefined {
  const parts = FOUR.exec(text.trim())?.slice(1).map(Number);
  if (!parts || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

/** `a-b`, or a network `a/24`. */
export function rangeOf(text: string): Range | undefined {
  const [from = '', to] = text.split('-');
  if (to !== undefined) {
    const [first, last] = [addressNumber(from), addressNumber(to)];
    return first === undefined || last === undefined ? undefined : { first, last };
  }
  const [address = '', length] = text.trim().split('/');
  const number = addressNumber(address);
  const bits = Number(length);
  if (number === undefined || length === undefined || !/^\d{1,2}$/.test(length) || bits > 32)
    return undefined;
  return networkAround(number, bits);
}

/** The network of `bits` bits that an address is in. */
export function networkAround(address: number, bits: number): Range {
  const size = 2 ** (32 - bits);
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1 };
}

/** Whether a number is in the range, its ends included. */
export const isWithin = (number: number, { first, last }: Range): boolean =>
  first <= number && number <= last;

/** The usual size of a network; larger ones rarely hold a few machines. */
const USUAL = 24;
const LARGEST = 16;

/** The network that contains all addresses, as far as it can be guessed: of the usual size, or as large as needed. */
export function commonNetwork(addresses: readonly number[]): (Range & { readonly bits: number }) | undefined {
  const [first] = addresses;
  if (first === undefined) return undefined;
  for (let bits = USUAL; bits >= LARGEST; bits--) {
    const network = networkAround(first, bits);
    if (addresses.every((address) => isWithin(address, network))) return { ...network, bits };
  }
  return undefined;
}

/** The network in CIDR notation. */
export const networkText = ({ first, bits }: Range & { readonly bits: number }): string =>
  `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')}/${bits}`;
