import { defineRule } from '../../diagnostics/rule.ts';
import { quoteToken } from '../../edits/tokenFixes.ts';
import { tokensWith } from '../../k3s/secrets/token.ts';
import { type Message, msg } from '../../text/message.ts';
import { resolveAlias, type YamlNode, type YamlScalar } from '../../yaml/tree.ts';

export const tokenNotString = defineRule({
  id: 'token-not-string',
  severity: 'error',
  since: '0.1.0',
  summary: msg('The token is not a text, because it is not in quotes'),
  why: msg(
    'Ansible reads YAML 1.1, where many words and numbers without quotes are something else than they look: `yes` and `on` are truth values, `0123456` is an octal number, `12:30:45` counts in sixties, `2024-01-01` is a date, `1_000` loses its underscore.\nk3s-ansible then gives the nodes another token than the one in the file, and servers and agents may even get different ones (a truth value is `true` on servers and `True` on agents).\nPut the token in quotes.\nMind that a cluster that was installed without them runs with the other token: there, write that one.\nWhere all nodes get the same other value, as with most numbers and dates, the cluster runs, and this is a warning (seen with the real playbook).',
  ),
  *check(context) {
    for (const token of tokensWith(context, 'not-string')) {
      const value = resolveAlias(token.definition.value);
      if (!value) continue;
      const fix = quoteToken(token, keepsText(value));
      yield {
        ...token.location,
        ...((isPlainDate(value) || isSameEverywhere(value)) && { severity: 'warning' as const }),
        message: describe(value),
        fixes: fix ? [fix] : [],
      };
    }
  },
});

/** Whether Ansible prints the value as it is written; quotes then change nothing. */
const keepsText = (value: YamlNode): boolean =>
  value.kind === 'scalar' && value.type === 'int' && value.text === String(value.value);

/** Printed as it is written, on servers and agents alike. */
const isPlainDate = (value: YamlNode): boolean =>
  value.kind === 'scalar' && value.type === 'timestamp' && /^\d{4}-\d\d-\d\d$/.test(value.text);

/**
 * A number that Ansible writes for agents as K3s reads it on servers, even if not as it was written: Go omits the `.0`
 * that Python writes, and uses exponents elsewhere.
 */
function isSameEverywhere(value: YamlNode): boolean {
  if (value.kind !== 'scalar') return false;
  if (value.type === 'int') return Math.abs(Number(value.value)) < 2 ** 63;
  const number = value.type === 'float' ? Number(value.value) : Number.NaN;
  return !Number.isInteger(number) && Math.abs(number) >= 1e-4 && Math.abs(number) < 1e16;
}

function describe(value: YamlNode): Message {
  if (value.kind === 'mapping')
    return msg('The token must be a text, but this is a mapping. Write one text in quotes.');
  if (value.kind !== 'scalar')
    return msg('The token must be a text, but this is a list. Write one text in quotes.');
  if (keepsText(value))
    return msg(
      'The token is a number, because it is not in quotes; it works as long as nothing needs it to be a text. Put it in quotes.',
    );
  return msg(
    'Without quotes this is {0}, so the nodes get another token than the one written here. Put it in quotes.',
    kindOf(value),
  );
}

function kindOf({ type, text }: YamlScalar): Message {
  if (type === 'bool') return msg('a truth value (true or false)');
  if (type === 'timestamp') return msg('a date');
  if (text.includes(':')) return msg('a number in base 60, like a time');
  if (/^[-+]?0x/i.test(text)) return msg('a hexadecimal number');
  if (/^[-+]?0b/i.test(text)) return msg('a binary number');
  if (type === 'int' && /^[-+]?0/.test(text)) return msg('an octal number');
  return type === 'float' ? msg('a number with a fraction') : msg('a number');
}
