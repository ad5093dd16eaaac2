import { definitionsOf } from '../../ansible/model/queries.ts';
import { unlessElsewhere } from '../../ansible/templates/elsewhere.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { findEmpty, findMissing, nameHosts } from '../../k3s/missing.ts';
import { does, isVersionOptionalInAirgap } from '../../k3s/roles/behaviour.ts';
import { msg } from '../../text/message.ts';

const NAME = 'k3s_version';

export const k3sVersionMissing = defineRule({
  id: 'k3s-version-missing',
  severity: 'error',
  since: '0.1.0',
  summary: msg('`k3s_version` is not defined, or holds nothing'),
  why: msg(
    'Every node runs the installer with `INSTALL_K3S_VERSION: "{{ k3s_version }}"`, and the variable has no default, so Ansible stops with `\'k3s_version\' is undefined` ([k3s-ansible #178](https://github.com/k3s-io/k3s-ansible/issues/178)).\nAirgap installations download nothing, but need it all the same since k3s-ansible 1.2.0; from [September 2024](https://github.com/k3s-io/k3s-ansible/pull/363) to 1.1.1 they could do without, so for them this is a warning where the version of k3s-ansible is not proved.\nAn empty value makes a fresh node install whatever the stable channel offers that day, and a second run fails.\nPlays near the inventory are read: what they give with `vars`, `vars_files` or `import_playbook` counts. Where a README or a script nearby passes it with `-e`, this is an information.',
  ),
  *check(context) {
    for (const { location } of findEmpty(context, NAME))
      yield {
        ...location,
        message: msg(
          'k3s_version holds nothing, so it is open which release the nodes get. Name one, such as v1.31.12+k3s1.',
        ),
      };
    const missing = findMissing(context, NAME);
    if (!missing) return;
    const { uri, span } = missing.at;
    if (missing.passed) {
      yield { uri, span, severity: 'info', message: missing.passed };
      return;
    }
    const isAirgap = definitionsOf(context.model, 'airgap_dir').length > 0;
    if (isAirgap && isVersionOptionalInAirgap(context)) return;
    const isSure = !isAirgap || does(context, 'version-in-airgap');
    const message = missing.partly
      ? msg(
          'k3s_version is defined for some nodes, but not for {0}: the deployment stops there. Define it for the whole cluster.',
          nameHosts(missing.hosts),
        )
      : isAirgap
        ? msg(
            'k3s_version is not defined: since k3s-ansible 1.2.0 the deployment stops without it, although airgap nodes download nothing. Name the release of the binary in airgap_dir.',
          )
        : msg(
            'k3s_version is not defined, so the deployment stops. Name the release to install, such as v1.31.12+k3s1.',
          );
    yield {
      uri,
      span,
      ...(!isSure && { severity: 'warning' as const }),
      message: unlessElsewhere(context.model, message, NAME, missing.hosts),
      related: missing.elsewhere,
    };
  },
});
