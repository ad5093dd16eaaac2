import { defineRule } from '../../diagnostics/rule.ts';
import { argumentTexts, readArguments } from '../../k3s/config/argumentText.ts';
import { isTrueText } from '../../k3s/config/flags.ts';
import { msg } from '../../text/message.ts';
import { environmentSettings } from './environmentSettings.ts';
import { settingValues } from './settings.ts';

export const k3sClusterResetLeft = defineRule({
  id: 'k3s-cluster-reset-left',
  severity: 'error',
  since: '0.1.0',
  summary: msg('`cluster-reset` is left in the inventory'),
  why: msg(
    '`cluster-reset` is for one start by hand: K3s forgets all other servers, and then stops and asks to be started without it.\nIn an inventory every start does that again: the service never comes up, and servers that had joined are thrown out ([K3s documentation](https://docs.k3s.io/cli/etcd-snapshot)).',
  ),
  *check(context) {
    const message = msg(
      'With cluster-reset K3s forgets all other servers and stops, at every start. Take it out of the inventory; reset a cluster by hand.',
    );
    for (const { flag, text, location } of [...settingValues(context), ...environmentSettings(context)])
      if (flag.name === 'cluster-reset' && isTrueText(text)) yield { ...location, message };
    for (const text of argumentTexts(context))
      for (const { name, span, value, isBare } of readArguments(text).flags)
        if (name === 'cluster-reset' && !value && isBare)
          yield { uri: text.definition.uri, span: text.place(span), message };
  },
});
