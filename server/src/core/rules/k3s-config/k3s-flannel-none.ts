import { defineRule, type RuleContext } from '../../diagnostics/rule.ts';
import { isFalseText } from '../../k3s/config/flags.ts';
import { firstServer } from '../../k3s/roles/parts.ts';
import { msg } from '../../text/message.ts';
import { type ServerSetting, serverSettings } from './serverSettings.ts';
import { type SettingValue, settingValues } from './settings.ts';

export const k3sFlannelNone = defineRule({
  id: 'k3s-flannel-none',
  severity: 'info',
  since: '0.1.0',
  summary: msg('`flannel-backend: none`, and settings that do not fit it'),
  why: msg(
    'With `flannel-backend: none` K3s brings no network for pods: nodes stay `NotReady` until another one is installed, by `extra_manifests` for example.\nThe controller for network policies goes on running, and gets in the way of those of Calico or Cilium: `disable-network-policy: true` goes with it ([K3s documentation](https://docs.k3s.io/networking/basic-network-options#custom-cni)).\nSettings of flannel no longer do anything.\nThe rule is silent where Jinja, or a file that cannot be read, may set any of them.',
  ),
  *check(context) {
    // Before the hosts are read, which come and go.
    if (!isNoneAnywhere(context)) return;
    const first = firstServer(context.model);
    if (first === undefined) return;
    const settingOf = serverSettings(context);
    const [backend] = settingOf(first, 'flannel-backend') ?? [];
    if (backend?.text !== 'none') return;
    if (isPolicyOn(settingOf, first))
      yield {
        ...backend.location,
        message: msg(
          'K3s goes on running its controller for network policies, which gets in the way of that of another network. Add disable-network-policy: true.',
        ),
      };
    for (const { flag, location } of ofFlannel(settingOf, first))
      yield {
        ...location,
        message: msg('Without flannel (flannel-backend: none), {0} has no effect. Take it out.', flag.name),
      };
  },
});

const isNoneAnywhere = (context: RuleContext): boolean =>
  [...settingValues(context)].some(({ flag, text }) => flag.name === 'flannel-backend' && text === 'none');

function isPolicyOn(settingOf: ServerSetting, host: string): boolean {
  const found = settingOf(host, 'disable-network-policy');
  return found?.every(({ text }) => isFalseText(text)) === true;
}

const SETTINGS = ['flannel-iface', 'flannel-conf', 'flannel-ipv6-masq', 'flannel-external-ip'];

const ofFlannel = (settingOf: ServerSetting, host: string): readonly SettingValue[] =>
  SETTINGS.flatMap((name) => settingOf(host, name) ?? []);
