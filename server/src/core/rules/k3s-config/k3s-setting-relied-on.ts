import { defineRule, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import { clusterEndpoints } from '../../k3s/endpoint.ts';
import { endpointValue } from '../../k3s/endpointValue.ts';
import { KUBECONFIG_OF_K3S } from '../../k3s/roles/kubeconfig.ts';
import { firstServer, hasNodesToJoin } from '../../k3s/roles/parts.ts';
import { msg } from '../../text/message.ts';
import { ownValue } from '../../text/ownValue.ts';
import { hostsGetting, type SettingValue, settingValues } from './settings.ts';

const LOOPBACK = /^(?:localhost|127\.[\d.]+|::1)$/i;

export const k3sSettingReliedOn = defineRule({
  id: 'k3s-setting-relied-on',
  severity: 'error',
  since: '0.1.0',
  summary: msg('A setting of K3s that k3s-ansible relies on is changed'),
  why: msg(
    'The roles copy `/etc/rancher/k3s/k3s.yaml` of the first server, and stop where `write-kubeconfig` puts it elsewhere ("Source /etc/rancher/k3s/k3s.yaml not found").\nWith a `bind-address` of the loopback interface no other node reaches the server, and the play waits for `api_endpoint` in vain (both seen with the real playbook, 1.2.2).',
  ),
  *check(context) {
    for (const value of settingValues(context)) {
      if (value.scope !== 'server') continue;
      const found = ownValue(JUDGES, value.flag.name)?.(context, value);
      if (found) yield { ...value.location, ...found };
    }
  },
});

type Judge = (
  context: RuleContext,
  value: SettingValue,
) => Pick<RuleFinding, 'message' | 'severity'> | undefined;

const JUDGES: Readonly<Record<string, Judge>> = {
  'write-kubeconfig': (context, value) =>
    value.text === '' || value.text === KUBECONFIG_OF_K3S || !isForFirst(context, value)
      ? undefined
      : {
          message: msg(
            'k3s-ansible copies {0} of the first server, and K3s writes it elsewhere with this: the deployment stops. Take it out; the variable kubeconfig says where your own copy goes.',
            KUBECONFIG_OF_K3S,
          ),
        },
  'bind-address': (context, value) =>
    !LOOPBACK.test(value.text) || !isDialled(context) || !isForFirst(context, value)
      ? undefined
      : {
          message: msg(
            'K3s then listens on “{0}” only, where no other machine reaches it: nodes cannot join, and the deployment stops. Take it out, or use an address of the server.',
            value.text,
          ),
        },
};

/** A range of hosts gets it as one. */
const isForFirst = (context: RuleContext, value: SettingValue): boolean =>
  hostsGetting(context, value).includes(firstServer(context.model) ?? '');

/** Whether anybody dials the first server by another address: other nodes, or the play. */
function isDialled(context: RuleContext): boolean {
  const { model } = context;
  if (hasNodesToJoin(model)) return true;
  const endpoints = clusterEndpoints(context).map(({ scalar: { text }, hosts }) =>
    endpointValue(text, model, hosts),
  );
  return endpoints.some((value) => value.kind === 'text' && !LOOPBACK.test(value.text.trim()));
}
