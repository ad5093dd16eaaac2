import { defineRule } from '../../diagnostics/rule.ts';
import { encryptToken } from '../../edits/tokenFixes.ts';
import { tokensInPlainText } from '../../k3s/secrets/token.ts';
import { msg } from '../../text/message.ts';

export const tokenPlaintext = defineRule({
  id: 'token-plaintext',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('The token stands in the file in plain text'),
  why: msg(
    'With the token anybody can join a server to the cluster and read all its secrets ([k3s documentation](https://docs.k3s.io/cli/token)), and an inventory usually ends up in a repository, its history included.\nKeep the token encrypted with ansible-vault or SOPS, or look it up at run time.\nThe form that always works is a second variable: `vault_token: !vault |` with the ciphertext, and `token: "{{ vault_token | trim }}"`.\nA `!vault` text directly under `token` may reach the servers of k3s-ansible 1.2.0 to 1.2.2 as ciphertext under ansible-core 2.19 and 2.20 ([k3s-ansible #527](https://github.com/k3s-io/k3s-ansible/issues/527)).',
  ),
  *check(context) {
    for (const token of tokensInPlainText(context)) {
      yield {
        ...token.location,
        message: msg(
          'The token is in plain text: whoever can read this file, or the repository it is kept in, can take over the cluster. Encrypt it with ansible-vault, or refer to a secret that is kept elsewhere.',
        ),
        fixes: encryptToken(token),
      };
    }
  },
});
