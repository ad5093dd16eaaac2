// The page of a rule as an editor shows it, without a network: what the rule finds, why it matters, and how to allow it.
// The pages on the web have the same texts, and examples.
import { type Bundle, formatMessage, type Message, msg } from '../text/message.ts';
import { rules } from './index.ts';

const SEVERITIES = { error: msg('error'), warning: msg('warning'), info: msg('info') };

/** Markdown in the bundle's language; `undefined` for what is no rule. `examples` is the address of the page with these. */
export function rulePage(ruleId: string, examples: string, bundle: Bundle): string | undefined {
  const rule = rules.find(({ id }) => id === ruleId);
  if (!rule) return undefined;
  const say = (message: Message): string => formatMessage(message, bundle);
  return `${[
    `# ${rule.id}`,
    `**${say(rule.summary)}**`,
    say(msg('Severity: {0} · Since {1}', say(SEVERITIES[rule.severity]), rule.since)),
    `## ${say(msg('Why'))}`,
    say(rule.why).replaceAll('\n', '\n\n'),
    `## ${say(msg('Allow it'))}`,
    say(msg('On one line: `# noqa: {0}` at its end.', rule.id)),
    say(msg('In one file: `# noqa-file: {0}` on a line of its own.', rule.id)),
    say(
      msg('Everywhere: `"k3sInventory.rules": { "{0}": "off" }` in the settings of the workspace.', rule.id),
    ),
    `[${say(msg('Examples, on the web'))}](${examples})`,
  ].join('\n\n')}\n`;
}
