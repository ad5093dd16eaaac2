// Networks and addresses of both families as ranges of numbers.
import { addressNumber } from './ipv4.ts';

/** A network in CIDR notation as the range of its addresses: `bigint`, because an IPv6 address has 128 bits. */
export interface Network {
  readonly text: string;
  readonly family: 4 | 6;
  readonly length: number;
  readonly low: bigint;
  readonly high: bigint;
}

/** One address as a number of its family. */
export interface Address {
  readonly family: 4 | 6;
  readonly number: bigint;
}

/** `undefined` for what is no address. */
export function addressOf(text: string): Address | undefined {
  const four = fourOf(text);
  if (four !== undefined) return { family: 4, number: four };
  const six = sixOf(text);
  return six === undefined ? undefined : { family: 6, number: six };
}

function fourOf(text: string): bigint | undefined {
  const number = /\s/.test(text) ? undefined : addressNumber(text);
  return number === undefined ? undefined : BigInt(number);
}

function sixOf(text: string): bigint | undefined {
  if (!/^[\da-f:]{2,39}$/i.test(text) || !text.includes(':')) return undefined;
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const [before, after] = [head, tail ?? ''].map((part) => (part === '' ? [] : part.split(':')));
  const parts = [...(before ?? []), ...(after ?? [])];
  const missing = 8 - parts.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...(before ?? []), ...Array<string>(missing).fill('0'), ...(after ?? [])];
  if (!all.every((part) => /^[\da-f]{1,4}$/i.test(part))) return undefined;
  return all.reduce((number, part) => number * 65_536n + BigInt(`0x${part}`), 0n);
}

/** `undefined` for what is no network. */
export function networkOf(text: string): Network | undefined {
  const [, base = '', digits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text.trim()) ?? [];
  const address = addressOf(base);
  const length = Number(digits);
  const bits = address?.family === 6 ? 128 : 32;
  if (!address || length > bits) return undefined;
  const size = 1n << BigInt(bits - length);
  const low = (address.number / size) * size;
  return { text: text.trim(), family: address.family, length, low, high: low + size - 1n };
}

/** Whether the network has the address; never across families. */
export const holds = (network: Network, { family, number }: Address): boolean =>
  network.family === family && network.low <= number && number <= network.high;

/** Whether two networks share an address. */
export const overlap = (a: Network, b: Network): boolean =>
  a.family === b.family && a.low <= b.high && b.low <= a.high;
