import { expect, it } from 'vitest';
import { plainText } from '../../server/src/lsp/plainText.ts';

it.each([
  ['**token** is `secret`', 'token is secret'],
  ['see [the page](https://k3s.io/a_b) now', 'see the page (https://k3s.io/a_b) now'],
  ['`` a`b `` and \\*not emphasis\\*', 'a`b and *not emphasis*'],
  ['```jinja\nvalue | join\n```\n\nJoins.', 'value | join\n\nJoins.'],
  ['| a | b |\n| --- | :-: |\n| 1 | 2 |', '| a | b |\n| 1 | 2 |'],
  ['snake_case and 2 * 3 stay', 'snake_case and 2 * 3 stay'],
  ['[`group_vars/all.yml`](file:///x)', 'group_vars/all.yml (file:///x)'],
])('%j without signs', (markdown, text) => {
  expect(plainText(markdown)).toBe(text);
});
