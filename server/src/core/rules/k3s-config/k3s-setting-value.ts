import { definitionsOf } from '../../ansible/model/queries.ts';
import { defineRule, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import { reachesGroup } from '../../k3s/clusterGroups.ts';
import { argumentTexts, readArguments } from '../../k3s/config/argumentText.ts';
import { configTexts, entriesOf } from '../../k3s/config/configText.ts';
import { environmentVariables } from '../../k3s/config/environmentText.ts';
import { flagOfVariable } from '../../k3s/config/flags.ts';
import { refusalOf } from '../../k3s/config/flagValue.ts';
import { isUnknown } from '../../k3s/config/maskJinja.ts';
import { mayStillTake } from '../../k3s/config/releases.ts';
import { msg } from '../../text/message.ts';
import { lineOf } from '../../yaml/spanInFile.ts';
import { type SettingValue, settingValues, textFor } from './settings.ts';
import { uselessValue } from './uselessValue.ts';

export const k3sSettingValue = defineRule({
  id: 'k3s-setting-value',
  severity: 'error',
  since: '0.1.0',
  summary: msg('A setting of K3s has a value that K3s cannot read, or reads otherwise'),
  why: msg(
    'K3s turns each key of its configuration into a flag, and stops where a flag has a value it cannot read: `"yes"` in quotes for a switch, a word for a number, a network without its length.\nA number is read before it gets there: `write-kubeconfig-mode: 0644` reaches K3s as 420, which is another mode; in quotes it stays what it is.\n`cluster-cidr` and `service-cidr` are also read by the firewall tasks of k3s-ansible, which need one text with commas and stop at a list (tried with ansible-core 2.19).\nThe kubelet refuses labels of Kubernetes’ own names, such as `node-role.kubernetes.io/worker`, and K3s stops with it ([k3s#10916](https://github.com/k3s-io/k3s/issues/10916)).\n`disable` takes any name: one that K3s does not have is passed over without a word.\nA schedule of snapshots that is no cron line is passed over in the same way, and no snapshots are made; Sunday is 0, and 7 is refused.\nVariables of the environment that set the same, such as `K3S_SELINUX`, are read the same way.\nValues that Jinja works out are not judged.',
  ),
  *check(context) {
    for (const value of settingValues(context, { choices: true })) {
      const isOfOld = mayStillTake(context.model, value.flag, value.text);
      const found =
        mappingInstead(value) ??
        (isOfOld ? undefined : refused(value)) ??
        readOtherwise(value) ??
        useless(value);
      if (found) yield found;
    }
    yield* inEnvironment(context);
    yield* networkLists(context);
    yield* missingValues(context);
  },
});

function mappingInstead({ flag, node, location }: SettingValue): RuleFinding | undefined {
  if (node?.kind !== 'mapping' && node?.kind !== 'sequence') return undefined;
  const isFatal = flag.type !== 'text' && (flag.type !== 'list' || flag.form !== undefined);
  return {
    ...location,
    severity: isFatal ? 'error' : 'warning',
    message:
      flag.form === 'settings' || flag.form === 'labels'
        ? msg('{0} takes texts such as "key=value": K3s cannot use a mapping or a list here.', flag.name)
        : msg('{0} takes a text: K3s cannot use a mapping or a list here.', flag.name),
  };
}

function refused({ flag, text, location, node }: SettingValue): RuleFinding | undefined {
  // An empty text or list item is no value; only switches and numbers cannot be empty.
  if (text === '' && !['boolean', 'integer', 'duration'].includes(flag.type)) return undefined;
  const message = refusalOf(flag, text);
  if (!message) return undefined;
  return node?.kind === 'scalar' || !node ? { ...location, message } : undefined;
}

/** An empty one is not judged. */
function* inEnvironment(context: RuleContext): Generator<RuleFinding, void, undefined> {
  for (const { definition, file, name, text, scalar, valueSpan } of environmentVariables(context)) {
    const flag = flagOfVariable(name);
    const isText = scalar.type !== 'vault' && scalar.type !== 'null';
    if (!flag || !isText || text === '' || isUnknown(text)) continue;
    if (flag.scope !== 'both' && !reachesGroup(context.model, flag.scope, definition.owner)) continue;
    const message = refusalOf({ ...flag, name }, scalar.type === 'str' ? text : textFor(scalar));
    if (message) yield { uri: definition.uri, span: lineOf(file.source, valueSpan), message };
  }
}

/** A number that is written otherwise than K3s gets it. */
function readOtherwise({ flag, node, location, edit }: SettingValue): RuleFinding | undefined {
  if (node?.kind !== 'scalar' || (flag.type !== 'text' && flag.type !== 'list')) return undefined;
  if (node.style !== 'plain' || (node.type !== 'int' && node.type !== 'float')) return undefined;
  const got = textFor(node);
  if (got === node.text) return undefined;
  const newText = `"${node.text}"`;
  return {
    ...location,
    severity: 'warning',
    message: msg('{0} is the number {1} for YAML, and K3s gets that. Put it in quotes.', node.text, got),
    ...(edit && {
      fixes: [
        { title: msg('Write {0}', newText), safety: 'unsafe', preferred: true, edits: () => edit(newText) },
      ],
    }),
  };
}

function useless({ flag, text, location, node, edit }: SettingValue): RuleFinding | undefined {
  const { message, meant } = uselessValue(flag, text) ?? {};
  if (!message) return undefined;
  const newText = node?.kind === 'scalar' && node.style === 'plain' ? meant : undefined;
  return {
    ...location,
    severity: 'warning',
    message,
    ...(newText !== undefined &&
      edit && {
        fixes: [
          { title: msg('Write {0}', newText), safety: 'unsafe', preferred: true, edits: () => edit(newText) },
        ],
      }),
  };
}

function* networkLists(context: RuleContext): Generator<RuleFinding, void, undefined> {
  if (definitionsOf(context.model, 'manage_firewall').length > 0) return;
  for (const config of configTexts(context)) {
    if (config.reader !== 'server' || config.problems.length > 0) continue;
    for (const { name, pair, value } of entriesOf(config.root)) {
      if ((name !== 'cluster-cidr' && name !== 'service-cidr') || value?.kind !== 'sequence') continue;
      yield {
        uri: config.definition.uri,
        span: config.place(pair.key.span),
        message: msg(
          '{0} is a list, and the firewall tasks of k3s-ansible stop at that (“can only concatenate list”). Write one text, with commas.',
          name,
        ),
      };
    }
  }
}

/** Behind any other flag K3s takes the next word for its value. */
function* missingValues(context: RuleContext): Generator<RuleFinding, void, undefined> {
  for (const text of argumentTexts(context)) {
    const last = readArguments(text).flags.at(-1);
    const isLast = last?.isBare === true && text.words.at(-1)?.span.start === last.span.start;
    if (!isLast || !last.flag || last.flag.type === 'boolean') continue;
    yield {
      uri: text.definition.uri,
      span: text.place(last.span),
      message: msg('--{0} needs a value, and K3s does not start without it.', last.name),
    };
  }
}
