// `rules` and `explain-rule`: what is checked, and why.
import { formatMessage, listRules, msg } from '../../core/index.ts';
import { rulePage } from '../../node/links.ts';
import type { Command, ExplainRuleCommand } from '../arguments.ts';
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

/** The rule's page as plain text: what it finds, why that matters, how to turn it off, and where to read on. */
export function explainRule({ rule: id }: ExplainRuleCommand, { stdout, bundle }: CommandContext): void {
  const rule = listRules(bundle).find((one) => one.id === id);
  if (!rule) return;
  const ignore = msg(
    'A comment silences it: {0} at the end of a line, {1} on a line of its own for the file. For a whole run: {2}.',
    `# noqa: ${id}`,
    `# noqa-file: ${id}`,
    `--rule ${id}=off`,
  );
  const paragraphs = [
    `${id}  ${rule.severity}`,
    plain(rule.summary),
    plain(rule.why),
    formatMessage(ignore, bundle),
    rulePage(id),
  ];
  stdout.write(`${paragraphs.join('\n\n')}\n`);
}

/** Markdown as a terminal shows it: links with their address behind them, code without its marks. */
const plain = (markdown: string): string =>
  markdown.replaceAll(/\[([^\][]*)\]\(([^()\s]*)\)/g, '$1 ($2)').replaceAll('`', '');
