import { baseName } from '../../ansible/files/uri.ts';
import { isOlderThan } from '../../ansible/target/coreVersion.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { findClusterVars } from '../../k3s/clusterVars.ts';
import { nameUpstream } from '../../k3s/upstream.ts';
import { msg } from '../../text/message.ts';

export const ansibleCoreTooOld = defineRule({
  id: 'ansible-core-too-old',
  severity: 'error',
  since: '0.1.0',
  summary: msg('The ansible-core of this project is older than k3s-ansible accepts'),
  why: msg(
    'The first tasks of k3s-ansible compare the version of ansible-core: 1.0.0 to 1.1.1 stop below 2.14, 1.2.0 and newer below 2.15.\nThis rule knows the version from a virtual environment beside the inventory (`.venv`, `venv`) or from a `requirements.txt`, and compares it with what the roles nearby ask for; without either, it is silent.\nAnother ansible-core may be the one that is run: then switch the rule off for this line.',
  ),
  *check(context) {
    const { version } = context.upstream;
    const core = context.model.core.named;
    const at = findClusterVars(context);
    if (!core || version?.oldestCore === undefined || !at || !isOlderThan(core, version.oldestCore)) return;
    yield {
      uri: at.uri,
      span: at.span,
      message: msg(
        'The ansible-core that {0} holds is too old: this k3s-ansible ({1}) stops below {2}. Update ansible-core.',
        baseName(core.uri),
        nameUpstream(version),
        version.oldestCore,
      ),
    };
  },
});
