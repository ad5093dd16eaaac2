import { describe, expect, it } from 'vitest';
import {
  addressParts,
  hasExcess,
  isBareExpression,
  isLoopback,
  isOddAddress,
} from '../../../server/src/core/k3s/addresses/address.ts';

function hostOf(text: string): string | undefined {
  const parts = addressParts(text);
  return parts && text.slice(parts.host.start, parts.host.end);
}

describe('addressParts', () => {
  it.each<[string, string]>([
    ['https://10.0.0.1:6443', '10.0.0.1'],
    ['http://k3s.example.com/', 'k3s.example.com'],
    ['https:/10.0.0.1', '10.0.0.1'],
    ['10.0.0.1:6443', '10.0.0.1'],
    ['10.0.0.1:', '10.0.0.1'],
    ['k3s.example.com/path?x=1', 'k3s.example.com'],
    ['debian@10.0.0.1', '10.0.0.1'],
    ['https://me@k3s:443/', 'k3s'],
    ['[fd00::1]:6443', 'fd00::1'],
    ['https://[fd00::1]', 'fd00::1'],
    ['https://fd00::1', 'fd00::1'],
    [' k3s.example.com:6443\n', 'k3s.example.com'],
    ['https://', ''],
  ])('finds more than the host in %j', (text, host) => {
    const parts = addressParts(text);
    expect(parts && hasExcess(parts)).toBe(true);
    expect(hostOf(text)).toBe(host);
  });

  it.each([
    '10.0.0.1',
    'k3s',
    'k3s.example.com',
    'fd00::1',
    '::1',
    'fe80::1%eth0',
    '[fd00::1]',
    '::ffff:10.0.0.1',
    '',
  ])('finds nothing but the host in %j', (text) => {
    const parts = addressParts(text);
    expect(parts && hasExcess(parts)).toBe(false);
    expect(hostOf(text)).toBe(text);
  });

  it('has nothing to say of what is no address', () => {
    expect(addressParts('10.0.0.1, 10.0.0.2')).toBeUndefined();
    expect(addressParts('the first server')).toBeUndefined();
  });
});

it.each([
  'localhost',
  'LOCALHOST',
  '127.0.0.1',
  '127.0.1.1',
  '127.1',
  '0.0.0.0',
  '::1',
  '[::1]',
  '::',
  '0:0:0:0:0:0:0:1',
])('%s is loopback', (host) => {
  expect(isLoopback(host)).toBe(true);
});

it.each([
  '10.0.0.1',
  '128.0.0.1',
  'localhost.example.com',
  'my-localhost',
  'fd00::1',
  '::2',
  '1270.0.0.1',
  '',
  '10.127.0.0.1',
])('%s is not loopback', (host) => {
  expect(isLoopback(host)).toBe(false);
});

it('knows an expression without its braces', () => {
  expect(isBareExpression("hostvars[groups['server'][0]].ansible_host")).toBe(true);
  expect(isBareExpression('groups.server')).toBe(true);
  expect(isBareExpression('{ x }')).toBe(true);
  expect(isBareExpression('groups.example')).toBe(true);
  expect(isBareExpression('my-groups')).toBe(false);
  expect(isBareExpression('hostvars')).toBe(false);
});

it('an odd address is neither an IP address nor a host name', () => {
  expect(['', ' ', '{x}', '10.0.0.1:1', 'a, b', '10.0.0.256'].every(isOddAddress)).toBe(true);
  expect(['10.0.0.1', 'fd00::1', 'a.b'].some(isOddAddress)).toBe(false);
});
