import { literalOf } from '../../ansible/model/definitions.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { replaceToken } from '../../edits/tokenFixes.ts';
import { isHeldPlace } from '../../k3s/secrets/placeholder.ts';
import { tokensWith } from '../../k3s/secrets/token.ts';
import { msg } from '../../text/message.ts';

export const tokenPlaceholder = defineRule({
  id: 'token-placeholder',
  severity: 'warning',
  needs: 'token',
  readsRefused: 'structure',
  since: '0.1.0',
  summary: msg('The token is a sample text that anybody can guess'),
  why: msg(
    'Whoever knows the token can join a node as a server and so becomes administrator of the cluster; k3s also encrypts its bootstrap data with it ([k3s documentation](https://docs.k3s.io/cli/token)).\nTexts such as `changeme!`, which the sample inventory of k3s-ansible ships with, or words like "secret" and "token" with a number behind them are the first that are tried.\nA text such as `SET_AT_RUNTIME` or `REDACTED` is reported as an info, because the real token may come from the command line.\nReplace it before the first run: changing the token of a running cluster needs `k3s token rotate`.',
  ),
  *check(context) {
    for (const token of tokensWith(context, 'placeholder')) {
      const isHeld = isHeldPlace(literalOf(token.definition)?.text ?? '');
      yield {
        ...token.location,
        ...(isHeld && { severity: 'info' as const }),
        message: isHeld
          ? msg(
              'This text only holds the place of the token. Unless the real one is given when the play runs (-e {0}=…), the text itself is the token, and anybody can guess it: refer to an encrypted variable instead.',
              token.definition.name,
            )
          : msg(
              'The token is a sample text: anybody can guess it, and with it becomes administrator of the cluster. Replace it with a long random one before the first run.',
            ),
        fixes: replaceToken(token),
      };
    }
  },
});
