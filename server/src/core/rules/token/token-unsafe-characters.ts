import { literalOf } from '../../ansible/model/definitions.ts';
import { defineRule, type Severity } from '../../diagnostics/rule.ts';
import { generateToken, trimToken } from '../../edits/tokenFixes.ts';
import { tokensWith } from '../../k3s/secrets/token.ts';
import { type Message, msg } from '../../text/message.ts';

export const tokenUnsafeCharacters = defineRule({
  id: 'token-unsafe-characters',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('The token has characters that servers and agents read differently'),
  why: msg(
    'Since k3s-ansible 1.2.0 the servers get the token in a YAML file, which keeps it as it is, and the agents in a file of environment variables.\nsystemd drops white space around the value there, takes quotes at its beginning away and a backslash for the start of an escape ([systemd.exec](https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#EnvironmentFile=)): servers and agents then have different tokens, and no agent can join.\nA block after `|` ends with a line break, which is white space, too; `|-` has none.\nWith OpenRC (Alpine, Gentoo) a shell reads that file, to which `$`, a backtick, `;`, `&`, quotes and blanks mean something as well; that is told as an info.\nLetters and digits are safe everywhere.',
  ),
  *check(context) {
    for (const token of tokensWith(context, 'plaintext')) {
      const text = literalOf(token.definition)?.text ?? '';
      const found = describe(text);
      if (!found) continue;
      const fixes =
        text.trim() !== text && !describe(text.trim()) ? [trimToken(token)] : [generateToken(token)];
      yield { ...token.location, ...found, fixes };
    }
  },
});

function describe(text: string): { readonly severity?: Severity; readonly message: Message } | undefined {
  if (/[\r\n]$/.test(text))
    return {
      message: msg(
        'The token ends with a line break, which servers keep and agents lose, so that they may not match. Write it on one line, or use |- instead of |.',
      ),
    };
  if (text.trim() !== text)
    return {
      message: msg(
        'There is white space around the token, which servers keep and agents lose, so that no agent can join. Remove it.',
      ),
    };
  if (/^["']|\\/.test(text))
    return {
      message: msg(
        'The token has a backslash in it or a quote at its beginning, which agents read differently from servers, so that they cannot join. Use only letters and digits.',
      ),
    };
  if (!/[$`;&|<>()"'\s#]/.test(text)) return undefined;
  return {
    severity: 'info',
    message: msg(
      'On agents with OpenRC (Alpine, Gentoo) a shell reads the token, and some of its characters mean something to a shell. Use only letters and digits there.',
    ),
  };
}
