import { defineRule, type RuleFinding } from '../../diagnostics/rule.ts';
import { clusterDefinitions } from '../../k3s/cluster.ts';
import { type Message, msg } from '../../text/message.ts';
import { lineOf } from '../../yaml/spanInFile.ts';
import { keyText, resolveAlias, type YamlNode } from '../../yaml/tree.ts';

export const k3sEnvironment = defineRule({
  id: 'k3s-environment',
  severity: 'error',
  since: '0.1.0',
  summary: msg('An environment variable that breaks the installation, or that nobody reads where it stands'),
  why: msg(
    '`extra_install_envs` goes to the installer of K3s.\nWith `K3S_URL` it installs an agent on servers, and with `INSTALL_K3S_NAME` a service that k3s-ansible does not find (tried with k3s-ansible 1.2.2).\n`extra_service_envs` goes to the service of K3s, long after the installer has run: variables of the installer do nothing there.',
  ),
  *check({ model, files }) {
    for (const { name, uri, value } of clusterDefinitions(model, (each) => NAMES.has(each))) {
      const file = files.get(uri);
      const node = resolveAlias(value);
      if (!file || !node) continue;
      const found = name === 'extra_install_envs' ? forInstaller(node) : forService(node);
      for (const { span, ...rest } of found) yield { uri, span: lineOf(file.source, span), ...rest };
    }
  },
});

const NAMES = new Set(['extra_install_envs', 'extra_service_envs']);

type Found = Omit<RuleFinding, 'uri'>;

const forInstaller = (node: YamlNode): readonly Found[] =>
  node.kind !== 'mapping'
    ? []
    : node.pairs.flatMap((pair) => {
        const message = INSTALLER.get(keyText(pair) ?? '');
        return message ? [{ span: pair.key.span, message }] : [];
      });

const forService = (node: YamlNode): readonly Found[] =>
  node.kind !== 'sequence'
    ? []
    : node.items.flatMap((each) => {
        const item = resolveAlias(each);
        const name = item?.kind === 'scalar' ? /^INSTALL_K3S_\w+(?==)/.exec(item.text)?.[0] : undefined;
        if (!item || name === undefined) return [];
        const message = msg(
          'Only the installer reads {0}, and it does not see extra_service_envs. Put it into extra_install_envs.',
          name,
        );
        return [{ span: item.span, severity: 'info' as const, message }];
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
