// The value of one setting of K3s on the servers, where everything that may set it can be read.
import type { VariableDefinition } from '../../ansible/model/model.ts';
import { definitionLookup } from '../../ansible/model/queries.ts';
import { mayBeDefinedElsewhere } from '../../ansible/templates/elsewhere.ts';
import type { RuleContext } from '../../diagnostics/rule.ts';
import { argumentTexts, readArguments } from '../../k3s/config/argumentText.ts';
import { CARRIERS } from '../../k3s/config/carriers.ts';
import { configTexts, entriesOf } from '../../k3s/config/configText.ts';
import type { Flag } from '../../k3s/config/flags.ts';
import { isUnknown } from '../../k3s/config/maskJinja.ts';
import { groupBy } from '../../text/groupBy.ts';
import { resolveAlias } from '../../yaml/tree.ts';
import { type SettingValue, settings, settingValues } from './settings.ts';

/** None for a setting that is not written; `undefined` where it cannot be known, or differs between places. */
export type ServerSetting = (host: string, name: string) => readonly SettingValue[] | undefined;

/** The definitions are read once, however many settings are asked for. */
export function serverSettings(context: RuleContext): ServerSetting {
  const { model } = context;
  const readable = readableTexts(context);
  const values = byName(settingValues(context));
  const written = byName(settings(context));
  return (host, name) => {
    if (CARRIERS.server.some((carrier) => mayBeDefinedElsewhere(model, carrier, host))) return undefined;
    const counting = CARRIERS.server.flatMap((carrier) => definitionLookup(model, carrier)(host) ?? []);
    if (!counting.every((definition) => readable.has(definition.value))) return undefined;
    const isHere = ({ location: { uri, span } }: Placed): boolean =>
      counting.some((one) => {
        const around = one.value?.span;
        return one.uri === uri && !!around && around.start <= span.start && span.end <= around.end;
      });
    const found = (values.get(name) ?? []).filter(isHere);
    const places = (written.get(name) ?? []).filter(isHere);
    return found.length === places.length && found.length < 2 ? found : undefined;
  };
}

type Placed = Pick<SettingValue, 'location' | 'scope'> & { readonly flag?: Flag };

/** Known settings of servers, by their main names. */
function byName<T extends Placed>(all: Iterable<T>): ReadonlyMap<string, readonly T[]> {
  const known = [...all].filter(({ scope, flag }) => scope === 'server' && flag);
  return groupBy(known, ({ flag }) => flag?.name ?? '');
}

/** The texts in which every setting is known: no part of them could be any setting. */
function readableTexts(context: RuleContext): ReadonlySet<VariableDefinition['value']> {
  const found = new Set<VariableDefinition['value']>();
  for (const { definition, reader, problems, root } of configTexts(context)) {
    const isRead = !root || resolveAlias(root)?.kind === 'mapping';
    const isPlain = isRead && !entriesOf(root).some(({ name }) => isUnknown(name) || name === '<<');
    if (reader === 'server' && problems.length === 0 && isPlain) found.add(definition.value);
  }
  for (const argument of argumentTexts(context)) {
    const isPlain = argument.words.every(({ text }) => text.startsWith('-') || !isUnknown(text));
    // After a word that stops K3s, the rest is read differently by each release of k3s-ansible.
    if (isPlain && !readArguments(argument).stop) found.add(argument.definition.value);
  }
  return found;
}
