import { literalOf } from '../../ansible/model/definitions.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { replaceToken } from '../../edits/tokenFixes.ts';
import { tokensWith } from '../../k3s/secrets/token.ts';
import { isWeak } from '../../k3s/secrets/tokenStrength.ts';
import { msg } from '../../text/message.ts';

export const tokenWeak = defineRule({
  id: 'token-weak',
  severity: 'info',
  since: '0.1.0',
  summary: msg('The token is short or made of words, so that it can be guessed'),
  why: msg(
    'The token is asked for on a port that every node, and often everybody in the network, can reach, and nothing slows down who tries many.\nIt is also the passphrase with which k3s encrypts its bootstrap data in the datastore ([k3s documentation](https://docs.k3s.io/cli/token)): whoever has a backup of that can try as fast as their machines allow.\nThis rule speaks below 64 bits, which 11 random letters and digits have, and of words with digits in place of letters.\nGenerate one of 32 to 64 random letters and digits; nobody has to type it.',
  ),
  *check(context) {
    for (const token of tokensWith(context, 'plaintext')) {
      if (!isWeak(literalOf(token.definition)?.text.trim() ?? '')) continue;
      yield {
        ...token.location,
        message: msg(
          'The token is short or easy to guess, and whoever has it is administrator of the cluster. Use 32 or more random letters and digits; on a running cluster, change it with “k3s token rotate”.',
        ),
        fixes: replaceToken(token),
      };
    }
  },
});
