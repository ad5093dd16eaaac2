// What the servers are told for one setting of K3s, where all that could tell it can be read.
import type { VariableDefinition } from '../../ansible/model/model.ts';
import { definitionLookup } from '../../ansible/model/queries.ts';
import { mayBeDefinedElsewhere } from '../../ansible/templates/elsewhere.ts';
import type { RuleContext } from '../../diagnostics/rule.ts';
import { argumentTexts, readArguments } from '../../k3s/config/argumentText.ts';
import { configTexts, entriesOf } from '../../k3s/config/configText.ts';
import { isUnknown } from '../../k3s/config/maskJinja.ts';
import { resolveAlias } from '../../yaml/tree.ts';
import { type SettingValue, settings, settingValues } from './settings.ts';

export const CARRIERS = ['server_config_yaml', 'extra_server_args'] as const;

/** None for a setting that is not written; `undefined` where it cannot be known, or differs between places. */
export function serverSetting(
  context: RuleContext,
  host: string,
  name: string,
): readonly SettingValue[] | undefined {
  const { model } = context;
  if (CARRIERS.some((carrier) => mayBeDefinedElsewhere(model, carrier, host))) return undefined;
  const counting = CARRIERS.flatMap((carrier) => definitionLookup(model, carrier)(host) ?? []);
  const readable = readableTexts(context);
  if (!counting.every((definition) => readable.has(definition.value))) return undefined;
  const isHere = ({ location: { uri, span } }: Pick<SettingValue, 'location'>): boolean =>
    counting.some((one) => {
      const around = one.value?.span;
      return one.uri === uri && !!around && around.start <= span.start && span.end <= around.end;
    });
  const isMeant = (one: Pick<SettingValue, 'flag' | 'scope'>): boolean =>
    one.scope === 'server' && one.flag.name === name;
  const values = [...settingValues(context)].filter((one) => isMeant(one) && isHere(one));
  const written = [...settings(context)].filter(
    ({ flag, scope, location }) => flag && isMeant({ flag, scope }) && isHere({ location }),
  );
  return values.length === written.length && values.length < 2 ? values : undefined;
}

/** Those without a part that could be any setting. */
function readableTexts(context: RuleContext): ReadonlySet<VariableDefinition['value']> {
  const found = new Set<VariableDefinition['value']>();
  for (const { definition, reader, problems, root } of configTexts(context)) {
    const isRead = !root || resolveAlias(root)?.kind === 'mapping';
    const isPlain = isRead && !entriesOf(root).some(({ name }) => isUnknown(name) || name === '<<');
    if (reader === 'server' && problems.length === 0 && isPlain) found.add(definition.value);
  }
  for (const argument of argumentTexts(context)) {
    const isPlain = argument.words.every(({ text }) => text.startsWith('-') || !isUnknown(text));
    // Behind a word that stops K3s, each release of k3s-ansible has it read something else.
    if (isPlain && !readArguments(argument).stop) found.add(argument.definition.value);
  }
  return found;
}
