// Texts like those people type: inventories with one or two slips in them.
import type { Random } from './random.ts';

const INSERTIONS = [
  ...' \n\t:-#"\'{}[],&*!|>%@`?=~\\x1',
  ...[
    ': ',
    '- ',
    ' #',
    '{{ x }}',
    '&a ',
    '*a',
    '!vault ',
    '!foo ',
    '<<: *a\n',
    '---\n',
    '...\n',
    '? ',
    '|\n',
    '>-\n',
    '  ',
    '\r\n',
  ],
  ...['[', ']', '{', '}', 'x: y', '\n\n', '\n  ', '::', '""', "''"],
];

/** The text with one edit of the kind a person makes. */
export function mutate(text: string, random: Random): string {
  const lines = text.split('\n');
  const at = random.below(text.length + 1);
  const line = random.below(lines.length);
  switch (random.below(9)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1);
    case 1:
    case 2:
    case 3:
      return text.slice(0, at) + random.pick(INSERTIONS) + text.slice(at);
    case 4:
      return text.slice(0, at) + random.pick(INSERTIONS) + text.slice(at + 1);
    case 5:
      return lines.toSpliced(line, 1).join('\n');
    case 6:
      return lines.toSpliced(line, 0, lines[random.below(lines.length)] ?? '').join('\n');
    case 7:
      return lines.with(line, ' '.repeat(1 + random.below(3)) + (lines[line] ?? '')).join('\n');
    default:
      return lines.with(line, (lines[line] ?? '').replace(/^ {1,2}/, '')).join('\n');
  }
}
