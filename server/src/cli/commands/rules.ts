// `k3s-inventory rules`: every rule in one line.
import { listRules } from '../../core/index.ts';
import type { Command } from '../arguments.ts';
import type { CommandContext } from '../terminal.ts';

export function printRules(
  { format }: Extract<Command, { name: 'rules' }>,
  { stdout, bundle }: CommandContext,
): void {
  const rules = listRules(bundle);
  if (format === 'json') {
    stdout.write(
      `${JSON.stringify(
        rules.map(({ id, severity, summary, since }) => ({ id, severity, summary, since })),
        null,
        2,
      )}\n`,
    );
    return;
  }
  const width = Math.max(...rules.map((rule) => rule.id.length));
  for (const rule of rules)
    stdout.write(`${rule.id.padEnd(width)}  ${rule.severity.padEnd(7)}  ${rule.summary}\n`);
}
