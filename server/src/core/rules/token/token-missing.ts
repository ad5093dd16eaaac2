import { hostsOfGroup } from '../../ansible/model/queries.ts';
import { unlessElsewhere } from '../../ansible/templates/elsewhere.ts';
import { defineRule, type Fix, type RuleContext } from '../../diagnostics/rule.ts';
import { TOKEN_LENGTH } from '../../edits/tokenFixes.ts';
import { clusterGroups } from '../../k3s/clusterGroups.ts';
import { insertVariable } from '../../k3s/clusterVars.ts';
import { findMissing, type MissingVariable } from '../../k3s/missing.ts';
import { tokenHandling } from '../../k3s/roles/behaviour.ts';
import { nameUpstream } from '../../k3s/upstream.ts';
import { type Message, msg } from '../../text/message.ts';

export const tokenMissing = defineRule({
  id: 'token-missing',
  severity: 'error',
  since: '0.1.0',
  summary: msg('There is no token, and this version of k3s-ansible needs one'),
  why: msg(
    "Mostly the token may be left out: since [November 2024](https://github.com/k3s-io/k3s-ansible/pull/375) the first server generates one, and the other nodes fetch it.\nBefore that, Ansible stops with `'token' is undefined`.\nIn 1.2.0 the servers that join look at a variable that is not there and stop the same way, so that a cluster with several servers needs a token; 1.2.1 mended it ([k3s-ansible #534](https://github.com/k3s-io/k3s-ansible/pull/534)).\nThis rule speaks only where the version is proved, by the tasks of roles that lie near the inventory or by a tag in a `requirements.yml`; the version in a `galaxy.yml` proves nothing, because it lags behind.",
  ),
  *check(context) {
    const needed = neededBy(context);
    const missing = needed && findMissing(context, 'token');
    if (!missing || missing.partly || missing.passed || !missing.hosts.some((host) => needed.hosts.has(host)))
      return;
    const { uri, span } = missing.at;
    const message = unlessElsewhere(context.model, needed.message, 'token', missing.hosts);
    yield { uri, span, message, fixes: fixesFor(missing) };
  },
});

interface Need {
  readonly hosts: ReadonlySet<string>;
  readonly message: Message;
}

function neededBy({ model, upstream }: RuleContext): Need | undefined {
  const groups = clusterGroups(model);
  const { version } = upstream;
  if (!version || !groups) return undefined;
  const handling = tokenHandling(upstream);
  const [servers, agents] = [groups.server, groups.agent].map((group) => hostsOfGroup(model, group));
  const [, ...joining] = servers ?? [];
  const release = nameUpstream(version);
  if (handling === 'required')
    return {
      hosts: new Set([...(servers ?? []), ...(agents ?? [])]),
      message: msg(
        'token is not defined, and this version of k3s-ansible ({0}) generates none: the deployment stops. Define a token, or update k3s-ansible to 1.2.1 or newer.',
        release,
      ),
    };
  if (handling !== 'not-for-joining-servers') return undefined;
  return {
    hosts: new Set(joining),
    message: msg(
      'token is not defined, and with several servers this version of k3s-ansible ({0}) stops at the second one. Define a token, or update k3s-ansible to 1.2.1 or newer.',
      release,
    ),
  };
}

/** Unsafe: a running cluster knows its token, and refuses another one. */
function fixesFor({ at }: MissingVariable): readonly Fix[] {
  if (!insertVariable(at, 'token', '""')) return [];
  return [
    {
      title: msg('Add a strong token ({0} characters)', TOKEN_LENGTH),
      safety: 'unsafe',
      preferred: true,
      edits: ({ randomToken }) => {
        const edit = insertVariable(at, 'token', `"${randomToken(TOKEN_LENGTH)}"`);
        return edit ? [edit] : [];
      },
    },
  ];
}
