import { baseName } from '../../ansible/files/uri.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { findClusterVars } from '../../k3s/clusterVars.ts';
import { msg } from '../../text/message.ts';

export const upstreamNoSuchVersion = defineRule({
  id: 'upstream-no-such-version',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('The requirements.yml asks for a version of k3s-ansible that there is not'),
  why: msg(
    'The collection is installed from its repository, where `version:` must be a tag, a branch or a commit; `ansible-galaxy` stops at any other.\nThe tags are numbers without a `v` in front (`1.2.2`), the branch is called `main` and no longer `master` since September 2025, and ranges such as `>=1.1.0` are no names in a repository ([README](https://github.com/k3s-io/k3s-ansible#usage)).\nA number above the newest release known here is taken to exist.',
  ),
  *check(context) {
    const { requirements } = context.upstream;
    const at = findClusterVars(context);
    if (!requirements?.isNoRef || !at) return;
    yield {
      uri: at.uri,
      span: at.span,
      message: msg(
        '{0} asks for “{1}” of k3s-ansible, but its repository has no such tag or branch: it cannot be installed. Name a release there, such as version: {2}.',
        baseName(requirements.uri),
        requirements.version,
        context.schema.releases.at(-1)?.version ?? '',
      ),
    };
  },
});
