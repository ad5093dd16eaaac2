import { defineRule } from '../../diagnostics/rule.ts';
import { argumentTexts } from '../../k3s/config/argumentText.ts';
import type { Word } from '../../k3s/config/unitWords.ts';
import { isBeforeInstaller } from '../../k3s/roles/behaviour.ts';
import { msg } from '../../text/message.ts';
import { refusedPercent } from './percentSign.ts';

export const k3sArgumentEscaped = defineRule({
  id: 'k3s-argument-escaped',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('Quotes among the arguments let backslashes through to K3s'),
  why: msg(
    'Since k3s-ansible 1.2.0 the arguments go through the installer of K3s, which puts a backslash before signs such as `*`, `=` and `_`.\nOutside of quotes the shell takes it away again; between quotes it stays: `--node-label "team=blue"` arrives as `team\\=blue`, and K3s does not start (tried with 1.2.2); `--etcd-snapshot-schedule-cron="0 */6 * * *"` arrives as a schedule that is none, and no snapshots are made.\nLeave the quotes out where there is no space, and put values with spaces into `server_config_yaml` or `agent_config_yaml`, which nothing escapes.',
  ),
  *check(context) {
    if (isBeforeInstaller(context)) return;
    for (const { definition, words, masked, place } of argumentTexts(context))
      for (const word of words) {
        const sign = firstEscaped(word);
        if (sign === undefined || word.isOpen) continue;
        // That one is worse, and says where to put the setting.
        if (refusedPercent(masked.slice(word.span.start, word.span.end)) !== undefined) continue;
        yield {
          uri: definition.uri,
          span: place(word.span),
          message: /\s/.test(word.text)
            ? msg(
                'Between quotes, “{0}” reaches K3s with a backslash before it, since k3s-ansible 1.2.0. Put this setting into the configuration (server_config_yaml, agent_config_yaml).',
                sign,
              )
            : msg(
                'Between quotes, “{0}” reaches K3s with a backslash before it, since k3s-ansible 1.2.0. Leave the quotes out.',
                sign,
              ),
        };
      }
  },
});

/** Between double quotes the shell itself removes the backslash before some characters. */
const firstEscaped = ({ inDouble, inSingle }: Word): string | undefined =>
  (/[\][!#%&()*;<=>?_{|}]/.exec(inDouble) ?? /[\][!#$%&()*;<=>?\\_`{|}]/.exec(inSingle))?.[0];
