// The settings of K3s in an inventory: keys of a configuration, flags among the arguments.
import type { Location, VariableDefinition } from '../../ansible/model/model.ts';
import type { RuleContext } from '../../diagnostics/rule.ts';
import { clusterHosts, definitionsFor, type EffectiveDefinition } from '../../k3s/cluster.ts';
import { argumentTexts, readArguments } from '../../k3s/config/argumentText.ts';
import { CARRIERS } from '../../k3s/config/carriers.ts';
import { type ConfigText, configTexts, entriesOf, isSure } from '../../k3s/config/configText.ts';
import { type Flag, findFlag, type Scope, takes } from '../../k3s/config/flags.ts';
import { isUnknown } from '../../k3s/config/maskJinja.ts';
import type { SourceText } from '../../text/sourceText.ts';
import type { Span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { editsInFile } from '../../yaml/spanInFile.ts';
import { resolveAlias, type YamlNode, type YamlScalar } from '../../yaml/tree.ts';

/** A setting of K3s, whichever way the inventory gives it. */
export interface Setting {
  /** The definition of the variable it stands in. */
  readonly definition: VariableDefinition;
  /** As written: without dashes, without the `+` of a key. */
  readonly name: string;
  readonly scope: Scope;
  readonly isArgument: boolean;
  /** The flag; absent where it is unknown to the sub-command that reads it. */
  readonly flag?: Flag;
  /** Where the name stands. */
  readonly location: Location;
  /** Edits of the name. */
  readonly rename: (name: string) => readonly TextEdit[];
}

/** Passes over keys that are not sure to be there: in branches of Jinja, or made by an expression. */
export function* settings(
  context: RuleContext,
  options: { readonly choices?: boolean } = {},
): Generator<Setting, void, undefined> {
  for (const config of configTexts(context, options)) {
    if (config.reader === 'registries' || config.problems.length > 0) continue;
    const scope = config.reader;
    for (const { name, pair } of entriesOf(config.root)) {
      if (name === '<<' || isUnknown(name) || !isSure(config, pair.key.span)) continue;
      const { span } = pair.key;
      const rename = (newText: string): readonly TextEdit[] => editsOf(config, [{ span, newText }]);
      const location = { uri: config.definition.uri, span: config.place(span) };
      const { definition } = config;
      yield { definition, name, scope, isArgument: false, ...known(name, scope), location, rename };
    }
  }
  for (const text of argumentTexts(context))
    for (const { name, span, flag } of readArguments(text).flags) {
      const location = { uri: text.definition.uri, span: text.place(span) };
      const rename = (newText: string): readonly TextEdit[] =>
        editsInFile(text.file.source, text.scalar, [{ span, newText: `--${newText}` }]);
      const { definition, scope } = text;
      yield { definition, name, scope, isArgument: true, ...(flag && { flag }), location, rename };
    }
}

function known(name: string, scope: Scope): { flag?: Flag } {
  const flag = findFlag(name);
  return flag && takes(scope, flag) ? { flag } : {};
}

const editsOf = ({ file, outer }: ConfigText, edits: readonly TextEdit[]): readonly TextEdit[] =>
  outer ? editsInFile(file.source, outer, edits) : edits;

/** One value of a setting; a list gives several. */
export interface SettingValue {
  /** The definition of the variable it stands in. */
  readonly definition: VariableDefinition;
  readonly flag: Flag;
  readonly scope: Scope;
  /** The text that K3s gets. */
  readonly text: string;
  readonly location: Location;
  /** Absent for arguments, and for what is not in a list by itself. */
  readonly node?: YamlNode;
  readonly source?: SourceText;
  readonly edit?: (newText: string) => readonly TextEdit[];
}

/** The values that are known. */
export function* settingValues(
  context: RuleContext,
  options: { readonly choices?: boolean } = {},
): Generator<SettingValue, void, undefined> {
  for (const config of configTexts(context, options)) {
    if (config.reader === 'registries' || config.problems.length > 0) continue;
    const scope = config.reader;
    for (const { name, pair, value } of entriesOf(config.root)) {
      const { flag } = known(name, scope);
      if (!flag) continue;
      for (const item of value?.kind === 'sequence' ? value.items : [value]) {
        const node = resolveAlias(item);
        const text = node?.kind === 'scalar' ? textFor(node) : '';
        if (isUnknown(text) || (node?.kind === 'scalar' && node.type === 'vault')) continue;
        if (!isSure(config, node?.span ?? pair.key.span)) continue;
        const span: Span = node && node.span.end > node.span.start ? node.span : pair.key.span;
        const location = { uri: config.definition.uri, span: config.place(span) };
        const edit = (newText: string): readonly TextEdit[] => editsOf(config, [{ span, newText }]);
        yield {
          definition: config.definition,
          flag,
          scope,
          text,
          location,
          ...(node && { node }),
          source: config.file.source,
          edit,
        };
      }
    }
  }
  for (const text of argumentTexts(context))
    for (const { flag, value } of readArguments(text).flags)
      if (flag && value)
        yield {
          definition: text.definition,
          flag,
          scope: text.scope,
          text: value.text,
          location: { uri: text.definition.uri, span: text.place(value.span) },
        };
}

/** The nodes that get the value. */
export function hostsGetting(
  { model }: RuleContext,
  { scope, location }: Pick<SettingValue, 'scope' | 'location'>,
): readonly string[] {
  const { servers, agents } = clusterHosts(model);
  const nodes = scope === 'server' ? servers : agents;
  const holds = ({ definition: { uri, value } }: EffectiveDefinition): boolean =>
    uri === location.uri &&
    !!value &&
    value.span.start <= location.span.start &&
    location.span.end <= value.span.end;
  return CARRIERS[scope].flatMap(
    (name) => definitionsFor(model, nodes, name).effective.find(holds)?.hosts ?? [],
  );
}

/** The text that K3s reads as the value of a flag. */
export function textFor({ type, value, text }: YamlScalar): string {
  if (type === 'null') return '';
  return type === 'bool' || type === 'int' || type === 'float' ? String(value) : text;
}
