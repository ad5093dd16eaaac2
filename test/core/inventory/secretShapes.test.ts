// Secrets by their shape are found in the shortest texts that can hold them, and no text is passed over too early.
import { expect, it } from 'vitest';
import { shapedSecrets } from '../../../server/src/core/ansible/secrets/secretShapes.ts';

it.each([
  ['xoxb-0123456789', 'xoxb-0123456789'],
  ['tskey-a-12345678', 'tskey-a-12345678'],
  ['a://b:c@', 'c'],
  ['pw=x', 'x'],
  ['pw: x', 'x'],
  ['--token x', 'x'],
  ['token a1234567', 'a1234567'],
  ['joinKey=k', 'k'],
  ['sshpass -p k', 'k'],
])('%s holds %s', (text, secret) => {
  expect(shapedSecrets(text).map(({ span }) => text.slice(span.start, span.end))).toContain(secret);
});

it.each(['', 'node-1', '10.0.0.1', 'disk=ssd', 'traefik'])('%j holds none', (text) => {
  expect(shapedSecrets(text)).toEqual([]);
});
