import { defineRule, type RuleFinding } from '../../diagnostics/rule.ts';
import { clusterDefinitions } from '../../k3s/cluster.ts';
import { type Message, msg } from '../../text/message.ts';
import { lineOf } from '../../yaml/spanInFile.ts';
import { keyText, resolveAlias } from '../../yaml/tree.ts';

export const k3sEnvironment = defineRule({
  id: 'k3s-environment',
  severity: 'error',
  since: '0.1.0',
  summary: msg('An environment variable that breaks the installation'),
  why: msg(
    '`extra_install_envs` goes to the installer of K3s.\nWith `K3S_URL` it installs an agent on servers, and with `INSTALL_K3S_NAME` a service that k3s-ansible does not find (tried with k3s-ansible 1.2.2).',
  ),
  *check({ model, files }) {
    for (const definition of clusterDefinitions(model, (name) => name === 'extra_install_envs')) {
      const file = files.get(definition.uri);
      const node = resolveAlias(definition.value);
      if (!file || !node) continue;
      const at = (place: { readonly span: RuleFinding['span'] }): RuleFinding['span'] =>
        lineOf(file.source, place.span);
      const { uri } = definition;
      if (node.kind === 'mapping')
        for (const pair of node.pairs) {
          const message = INSTALLER.get(keyText(pair) ?? '');
          if (message) yield { uri, span: at(pair.key), message };
        }
    }
  },
});

const INSTALLER: ReadonlyMap<string, Message> = new Map([
  [
    'K3S_URL',
    msg(
      'With K3S_URL the installer makes an agent of every node, servers too, and the deployment stops. Take it out: agents get it from k3s-ansible.',
    ),
  ],
  [
    'INSTALL_K3S_NAME',
    msg(
      'With INSTALL_K3S_NAME the service gets a name that k3s-ansible does not know, and the deployment stops. Take it out.',
    ),
  ],
]);
