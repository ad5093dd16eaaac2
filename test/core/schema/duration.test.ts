// Texts that Go's time.ParseDuration takes and refuses, from its documentation and its tests.
import { expect, test } from 'vitest';
import { isDuration } from '../../../server/src/core/k3s/config/duration.ts';

test.each(['0', '5m0s', '1h15m30.918s', '-.5s', '+5.s', '1.5h', '100ns', '11us', '11µs', '11μs'])(
  '%s is a duration',
  (text) => expect(isDuration(text)).toBe(true),
);

test.each(['', '3', '-', 's', '.', '-.', '.s', '1.2.3h', '1d', '5 m', '1h '])('%j is none', (text) =>
  expect(isDuration(text)).toBe(false),
);
