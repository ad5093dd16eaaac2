// Cron lines as robfig/cron 3 takes them (`ParseStandard`); each refusal is one that its source or its own tests name.
import { expect, it } from 'vitest';
import { isCronLine } from '../../../server/src/core/k3s/config/cron.ts';

it.each([
  ...[
    '0 */12 * * *',
    '*/5 * * * *',
    '0 0 1 1 0',
    '0,30 8-18 * * MON-FRI',
    '15/5 * ? * sun',
    '5-59/10 2 * jan *',
  ],
  ...[
    '@daily',
    '@every 1h30m',
    '@every .5h',
    'TZ=Asia/Shanghai 0 3 * * *',
    'CRON_TZ=UTC @hourly',
    ' 0  3 * * * ',
  ],
])('%s is one', (line) => {
  expect(isCronLine(line)).toBe(true);
});

it.each([
  ...[
    '0 3 * *',
    '0 0 3 * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '0 3 * * 7',
    '0 3 * * sonntag',
  ],
  ...[
    '5-1 * * * *',
    '*/0 * * * *',
    '1-2-3 * * * *',
    '*/2/3 * * * *',
    '-1 * * * *',
    '1.5 * * * *',
    '* * * * mon-8',
  ],
  ...['@dayly', '@reboot', '@every day', '@every', 'daily', '12h', '0 *\\/6 * * *'],
])('%s is none', (line) => {
  expect(isCronLine(line)).toBe(false);
});
