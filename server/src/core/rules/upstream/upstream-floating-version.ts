import { baseName } from '../../ansible/files/uri.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { findClusterVars } from '../../k3s/clusterVars.ts';
import { msg } from '../../text/message.ts';

export const upstreamFloatingVersion = defineRule({
  id: 'upstream-floating-version',
  severity: 'info',
  since: '0.1.0',
  summary: msg('The requirements.yml names no fixed version of k3s-ansible'),
  why: msg(
    'Without `version:`, or with the name of a branch, `ansible-galaxy` installs whatever the main branch is that day.\nThe main branch of k3s-ansible had weeks in which airgap agents got no token ([#361](https://github.com/k3s-io/k3s-ansible/issues/361)) or no server to join ([#517](https://github.com/k3s-io/k3s-ansible/issues/517)), under the version number of the release before.\nName a tag, such as `version: 1.2.2`, and change it when you mean to.',
  ),
  *check(context) {
    const { requirements } = context.upstream;
    const at = findClusterVars(context);
    if (!requirements?.isFloating || requirements.isNoRef || !at) return;
    yield {
      uri: at.uri,
      span: at.span,
      message: msg(
        '{0} asks for “{1}” of k3s-ansible, which may change tomorrow, and be broken that day. Name a release there, such as version: {2}.',
        baseName(requirements.uri),
        requirements.version,
        context.schema.releases.at(-1)?.version ?? '',
      ),
    };
  },
});
