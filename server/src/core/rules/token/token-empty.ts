import { templateOf } from '../../ansible/model/definitions.ts';
import type { VariableDefinition } from '../../ansible/model/model.ts';
import { hostsOfOwner } from '../../ansible/model/queries.ts';
import { unlessElsewhere } from '../../ansible/templates/elsewhere.ts';
import { defineRule, type Fix, type RuleFinding } from '../../diagnostics/rule.ts';
import { removeToken, replaceToken } from '../../edits/tokenFixes.ts';
import { type EmptyTemplate, emptyTemplate, tokensWith } from '../../k3s/secrets/token.ts';
import { msg } from '../../text/message.ts';

export const tokenEmpty = defineRule({
  id: 'token-empty',
  severity: 'error',
  since: '0.1.0',
  needsNoValues: true,
  summary: msg('The token is defined, but holds nothing'),
  why: msg(
    'An empty `token` is worse than none.\nWithout the variable, the first server generates a token and the other nodes fetch it (k3s-ansible 1.0.0 and newer).\nWith an empty one, k3s-ansible takes the token as given: the servers get `token: \'\'`, the agents `K3S_TOKEN=`, and k3s answers "token must not be empty" or "--token is required" ([k3s-ansible #361](https://github.com/k3s-io/k3s-ansible/issues/361)).\n`default(\'\')` does the same as soon as the variable in front of it is missing.\nGive a token, or remove the line.',
  ),
  *check(context) {
    for (const token of tokensWith(context, 'empty')) {
      const template = templateOf(token.definition);
      const cause = template && emptyTemplate(context.model, template.text);
      const finding = describe(cause);
      const hosts = hostsOfOwner(context.model, token.definition.owner);
      yield {
        ...token.location,
        ...finding,
        message: unlessElsewhere(context.model, finding.message, 'token', hosts),
        ...(cause?.cause === 'reference'
          ? { related: [emptyReference(cause.definition)] }
          : { fixes: withRemoval(replaceToken(token), removeToken(token)) }),
      };
    }
  },
});

/** What needs no password comes first, in the order of a menu. */
const withRemoval = ([generate, ...others]: readonly Fix[], remove: Fix | undefined): readonly Fix[] =>
  [generate, remove, ...others].filter((fix) => fix !== undefined);

function describe(cause: EmptyTemplate | undefined): Pick<RuleFinding, 'message' | 'severity'> {
  if (cause?.cause === 'fallback')
    return {
      severity: 'warning',
      message: msg(
        "The token is empty whenever {0} is not given from outside, and agents then fail with “token must not be empty”. Leave default('') out, or define {0}.",
        cause.name,
      ),
    };
  return {
    message: msg(
      'The token is empty: servers and agents get no secret, and joining fails with “token must not be empty”. Set a token, or remove the line, so that the first server generates one.',
    ),
  };
}

const emptyReference = ({ uri, keySpan, name }: VariableDefinition) => ({
  uri,
  span: keySpan,
  message: msg('{0} is empty here', name),
});
