import { expect, test } from 'vitest';
import { parseYaml } from '../../../server/src/core/yaml/parseYaml.ts';

test.each([
  '"',
  "'",
  '"\n',
  '"\\"\n',
  'k: "a\n',
  '\n',
  '\t\n',
  'k: [a\n',
  'k: {{ a\n',
  '{{ , ',
  ']',
  '&a ',
  ': ',
  '@\n',
  '\\',
])('%j, many times over, takes linear time', (part) => {
  const time = (count: number): number => {
    const file = part.repeat(count);
    const start = process.cpuUsage().user;
    parseYaml(file);
    return process.cpuUsage().user - start;
  };
  // What is compiled meanwhile costs as much as the reading, and is not what is measured.
  time(2400);
  expect(time(2400)).toBeLessThan(40 * Math.max(time(300), 2000));
});

test.each(['a: ', ': ', '? ', 'a: [', '{a: ', '- ', '&a ', '!a ', '["a": ', ', a: '])(
  'no number of %j ends the stack',
  (part) => {
    for (const before of ['', 'k: [', 'k: {', '- [', '? [', 'k: "']) {
      const { problems } = parseYaml(before + part.repeat(5000));
      expect(problems.some(({ fatal }) => fatal)).toBe(true);
    }
  },
);
