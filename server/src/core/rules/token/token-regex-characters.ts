import { literalOf } from '../../ansible/model/definitions.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { generateToken } from '../../edits/tokenFixes.ts';
import { does, firstGood } from '../../k3s/roles/behaviour.ts';
import { hasNodesToJoin } from '../../k3s/roles/parts.ts';
import { tokensWith } from '../../k3s/secrets/token.ts';
import { nameUpstream } from '../../k3s/upstream.ts';
import { msg } from '../../text/message.ts';
import { matchesStart } from './followPattern.ts';
import { readPythonPattern } from './pythonPattern.ts';

export const tokenRegexCharacters = defineRule({
  id: 'token-regex-characters',
  severity: 'error',
  since: '0.1.0',
  summary: msg('The token has characters that this k3s-ansible takes for a regular expression'),
  why: msg(
    'From October 2024 to 1.1.1, k3s-ansible looks for an old token in the environment files with a regular expression into which it puts the token as it is.\nCharacters such as `+ * ? ( [ \\` then mean something else: Ansible stops ("nothing to repeat", [#389](https://github.com/k3s-io/k3s-ansible/issues/389)), or takes the right token for a wrong one and replaces it at every run, which restarts the node ([#481](https://github.com/k3s-io/k3s-ansible/pull/481)).\nTokens made with `openssl rand -base64` often have a `+`.\nLetters and digits are safe with every version; but a cluster that runs keeps the token it was made with.',
  ),
  *check(context) {
    const { version } = context.upstream;
    // 1.0.0 and newer escape it on the first server, the others do not.
    if (!version || !does(context, 'token-in-regex') || !hasNodesToJoin(context.model)) return;
    const values = [nameUpstream(version), firstGood('token-in-regex')] as const;
    for (const token of tokensWith(context, 'plaintext')) {
      const effect = effectOf(literalOf(token.definition)?.text.trim() ?? '');
      if (effect === 'none') continue;
      yield {
        ...token.location,
        ...(effect === 'replaced' && { severity: 'warning' as const }),
        message:
          effect === 'stops'
            ? msg(
                'This k3s-ansible ({0}) puts the token into a regular expression, where its characters are an error: the deployment stops. Update k3s-ansible to {1} or newer, or use letters and digits only.',
                ...values,
              )
            : msg(
                'This k3s-ansible ({0}) puts the token into a regular expression that does not match it: every run replaces the token on the nodes and restarts them. Update k3s-ansible to {1} or newer, or use letters and digits only.',
                ...values,
              ),
        fixes: [generateToken(token)],
      };
    }
  },
});

/**
 * As in the task: `^K3S_TOKEN=\s*(?!{{ token }}\s*$)`, which must not match the line of this very token. Reported only
 * where that is certain.
 */
function effectOf(token: string): 'none' | 'replaced' | 'stops' {
  const pattern = readPythonPattern(`${token}\\s*$`);
  if (!pattern) return 'none';
  if (pattern.isError) return 'stops';
  return matchesStart(pattern.steps, token) === false ? 'replaced' : 'none';
}
