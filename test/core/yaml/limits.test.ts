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
  // The least of several times: what is compiled and collected meanwhile costs as much as the reading.
  let [many, few] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const isLinear = (): boolean => many < 40 * Math.max(few, 2000);
  for (let tries = 0; tries < 8 && !isLinear(); tries++) {
    many = Math.min(many, time(2400));
    few = Math.min(few, time(300));
  }
  expect({ many, few, isLinear: isLinear() }).toMatchObject({ isLinear: true });
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
