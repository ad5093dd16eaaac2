import { defineRule, type Fix, type RuleFinding } from '../../diagnostics/rule.ts';
import { findFlag, nearestFlag, replacementOf } from '../../k3s/config/flags.ts';
import { mayRun } from '../../k3s/config/releases.ts';
import { type Message, msg } from '../../text/message.ts';
import { type Setting, settings } from './settings.ts';

export const k3sSettingUnknown = defineRule({
  id: 'k3s-setting-unknown',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('A setting that K3s does not have, or not on these nodes'),
  why: msg(
    'Servers skip a key of their configuration that they do not know, with no more than a line in the log ([k3s#8266](https://github.com/k3s-io/k3s/issues/8266)): the setting is lost.\nAgents refuse such a key and do not start, also one that only servers have, such as `disable`.\nA flag that K3s does not know stops servers and agents alike ([k3s#9978](https://github.com/k3s-io/k3s/issues/9978)).\nNames that Jinja works out are not judged.',
  ),
  *check(context) {
    for (const setting of settings(context, { choices: true })) {
      const { deprecatedFor, since, until } = setting.flag ?? {};
      if (!setting.flag || (until !== undefined && !mayRun(context.model, (minor) => minor <= until)))
        yield unknown(setting);
      else if (deprecatedFor) yield deprecated(setting, deprecatedFor);
      else if (since !== undefined && !mayRun(context.model, (minor) => minor >= since))
        yield tooYoung(setting, since);
    }
  },
});

const tooYoung = ({ name, scope, isArgument, location }: Setting, since: number): RuleFinding => ({
  ...location,
  severity: severityOf(scope, isArgument),
  message:
    isArgument || scope === 'agent'
      ? msg(
          'K3s has {0} since 1.{1}: older releases, as all nodes here get, do not start with it. Take it out, or install a newer K3s.',
          name,
          since,
        )
      : msg(
          'K3s has {0} since 1.{1}: older releases, as all nodes here get, skip it. Take it out, or install a newer K3s.',
          name,
          since,
        ),
});

/** Only servers ignore unknown keys, and only in their configuration. */
const severityOf = (scope: Setting['scope'], isArgument: boolean): 'error' | 'warning' =>
  isArgument || scope === 'agent' ? 'error' : 'warning';

const deprecated = ({ name, location, rename }: Setting, successor: string): RuleFinding => ({
  ...location,
  severity: 'info',
  deprecated: true,
  fixes: [renamed(rename, successor)],
  message: msg('{0} is an old name that K3s may drop: use {1}.', name, successor),
});

const renamed = (rename: Setting['rename'], name: string): Fix => ({
  title: msg('Write {0}', name),
  safety: 'unsafe',
  preferred: true,
  edits: () => rename(name),
});

function unknown(setting: Setting): RuleFinding {
  const { name, scope, isArgument, location, rename } = setting;
  const meant = setting.flag ? setting.flag.deprecatedFor : (replacementOf(name) ?? nearestFlag(name, scope));
  const fixes: readonly Fix[] = meant === undefined ? [] : [renamed(rename, meant)];
  return {
    ...location,
    severity: severityOf(scope, isArgument),
    message: messageFor(setting, meant),
    fixes,
  };
}

function messageFor({ name, scope, isArgument, flag }: Setting, meant: string | undefined): Message {
  if (scope === 'agent' && !flag && findFlag(name))
    return isArgument
      ? msg('--{0} is a flag of servers: agents do not start with it. Move it to extra_server_args.', name)
      : msg('{0} is a setting of servers: agents do not start with it. Move it to server_config_yaml.', name);
  if (isArgument)
    return meant === undefined
      ? msg('K3s has no flag --{0}, and does not start with it.', name)
      : msg('K3s has no flag --{0}, and does not start with it. Did you mean --{1}?', name, meant);
  if (scope === 'agent')
    return meant === undefined
      ? msg('K3s has no setting {0}: agents do not start with it.', name)
      : msg('K3s has no setting {0}: agents do not start with it. Did you mean {1}?', name, meant);
  return meant === undefined
    ? msg('K3s has no setting {0}: servers skip it, with no more than a line in their log.', name)
    : msg(
        'K3s has no setting {0}: servers skip it, with no more than a line in their log. Did you mean {1}?',
        name,
        meant,
      );
}
