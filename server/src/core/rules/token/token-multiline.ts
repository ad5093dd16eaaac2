import { defineRule } from '../../diagnostics/rule.ts';
import { generateToken, joinLines } from '../../edits/tokenFixes.ts';
import { tokensWith } from '../../k3s/secrets/token.ts';
import { msg } from '../../text/message.ts';

export const tokenMultiline = defineRule({
  id: 'token-multiline',
  severity: 'error',
  since: '0.1.0',
  summary: msg('The token has line breaks in it'),
  why: msg(
    'A token is one line.\nk3s-ansible writes it into a file of environment variables on the agents, where everything after the first line is lost, and into the YAML configuration of the servers, where it is kept: the two no longer agree, and agents cannot join.\nThis happens with `openssl rand -base64 64`, which the sample inventory recommends and which prints two lines; `openssl rand -hex 32` prints one.',
  ),
  *check(context) {
    for (const token of tokensWith(context, 'multiline')) {
      yield {
        ...token.location,
        message: msg(
          'The token has several lines: agents use only the first one, servers all of them, so no agent can join. Write it on one line.',
        ),
        fixes: [joinLines(token), generateToken(token)],
      };
    }
  },
});
