import { literalOf } from '../../ansible/model/definitions.ts';
import { defineRule, type RuleFinding } from '../../diagnostics/rule.ts';
import { generateOther, generateToken, keepPassword } from '../../edits/tokenFixes.ts';
import {
  type TokenWithProblem,
  tokensWith,
  type UnusableForm,
  unusableForm,
} from '../../k3s/secrets/token.ts';
import { msg } from '../../text/message.ts';

export const tokenUnusableFormat = defineRule({
  id: 'token-unusable-format',
  severity: 'error',
  since: '0.1.0',
  summary: msg('The token has a form that k3s gives another meaning'),
  why: msg(
    'Three kinds of text look like tokens and cannot be the token of a new cluster.\n`abcdef.0123456789abcdef`, which `k3s token generate` and `kubeadm` print, is a bootstrap token: agents can join with it for a while, a server refuses to start ("failed to normalize server token", [k3s #10740](https://github.com/k3s-io/k3s/issues/10740)).\n`K10…::abcdef.0123456789abcdef`, which `k3s token create` prints, is the same with the hash of a certificate authority in front.\n`K10…::server:…`, as in the file `node-token`, is a password with that hash in front: the first server of a new cluster has another authority and cannot start with it ([k3s documentation](https://docs.k3s.io/cli/token)), while a cluster that runs goes on accepting it; any other text that starts with `K10` is refused as malformed.\nWith a hash the token has come from a cluster that runs, and one that is generated anew locks its nodes out.',
  ),
  *check(context) {
    for (const token of tokensWith(context, 'unusable')) {
      const form = unusableForm(literalOf(token.definition)?.text.trim() ?? '');
      if (form) yield { ...token.location, ...describe(form, token) };
    }
  },
});

function describe(
  form: UnusableForm,
  token: TokenWithProblem,
): Pick<RuleFinding, 'message' | 'severity' | 'fixes'> {
  const fixes = [generateToken(token)];
  switch (form) {
    case 'short':
      return {
        message: msg(
          'This is a bootstrap token, as “k3s token generate” prints it: no server starts with it. Use a password of your own, such as a long random text.',
        ),
        fixes,
      };
    case 'malformed':
      return {
        message: msg(
          'A token that starts with K10 must be K10, 64 hexadecimal digits, “::”, a user, “:” and a password; k3s refuses this one. Use a password of your own, such as a long random text.',
        ),
        fixes,
      };
    case 'created':
      return {
        message: msg(
          'This is a bootstrap token, as “k3s token create” prints it: agents can join a running cluster with it for a while, but no server starts with it. Use the password that the cluster was made with.',
        ),
        fixes: [generateOther(token)],
      };
    default:
      // A running cluster already accepts it, and the inventory does not say whether there is one.
      return {
        severity: 'warning',
        message: msg(
          'This is the token of an existing cluster, with the hash of its certificate authority: a new cluster cannot start with it. Keep only the password at its end, which the existing one accepts as well.',
        ),
        fixes: [keepPassword(token), generateOther(token)],
      };
  }
}
