import { eachDefinition } from '../../ansible/model/eachDefinition.ts';
import type { ModelFile, VariableDefinition } from '../../ansible/model/model.ts';
import { defineRule, type Fix, type RuleContext, type Severity } from '../../diagnostics/rule.ts';
import { replaceValueEdit } from '../../edits/replaceValue.ts';
import { isOddAddress } from '../../k3s/addresses/address.ts';
import { clusterDefinitions } from '../../k3s/cluster.ts';
import { hasItsGroups } from '../../k3s/dialects/nodes.ts';
import { ENDPOINT } from '../../k3s/endpoint.ts';
import { isBeforeInstaller } from '../../k3s/roles/behaviour.ts';
import type { SchemaViolation, Variable, VariableSchema } from '../../k3s/schema/variableSchema.ts';
import { perItem } from '../../query/query.ts';
import { booleanMeant } from '../../text/booleanText.ts';
import { type Message, msg } from '../../text/message.ts';
import { lineColumnAt, type SourceText } from '../../text/sourceText.ts';
import { doubleQuoted } from '../../yaml/edits.ts';
import { resolveAlias, type YamlNode } from '../../yaml/tree.ts';
import { environmentLines } from './environmentLines.ts';
import { describeKind, nodeAt, plainValue } from './plainValue.ts';
import { harmOfSwitch, isNotAsked, isSwitch } from './switches.ts';

export const variableType = defineRule({
  id: 'variable-type',
  severity: 'error',
  needs: 'dialect',
  since: '0.1.0',
  summary: msg('A variable has a value of the wrong kind'),
  why: msg(
    "Ansible passes on whatever it is given, and the task that needs something else fails late, or worse, does not fail: `extra_server_args` as a list reaches K3s as the text `['--secrets-encryption', …]`; `extra_service_envs` as text stops with `Invalid data passed to 'loop'`; `extra_install_envs` as a list fails in `combine` (tried with ansible-core 2.14).\nWhat each variable takes is in the [list of variables](https://github.com/k3s-io/k3s-ansible#readme).\nValues with Jinja or Vault are not judged.",
  ),
  *check(context) {
    const { model, schema, files, dialect } = context;
    if (dialect?.relation !== 'itself' && !hasItsGroups(context)) return;
    const needed = new Set(
      (dialect?.checks ?? []).map(({ check, variable }) => check === 'required' && variable),
    );
    const isOurs = (name: string): boolean => schema.variables.has(name) && !HAVE_OWN_RULES.has(name);
    // Whether a definition is wrong depends on itself only; whether it counts, on all hosts.
    const isSuspect = (name: string): boolean => isOurs(name) && violationsBy(schema)(model, name).length > 0;
    for (const definition of clusterDefinitions(model, isSuspect)) {
      const violation = violationOf(schema, definition);
      const variable = schema.variables.get(definition.name);
      const file = files.get(definition.uri);
      if (!violation || !variable || !file || isToldElsewhere(variable, definition)) continue;
      // A required variable with an empty value is reported as missing.
      if (needed.has(definition.name) && isNull(definition)) continue;
      yield {
        ...placeOf(file.source, definition, violation),
        ...(isTaken(context, variable, definition, violation) && { severity: 'warning' as const }),
        ...(isSwitch(variable) && { severity: harmOf(context, definition) }),
        message: isSwitch(variable)
          ? describeSwitch(definition)
          : describe(variable.name, definition, violation),
        fixes: fixesFor(variable, definition, file),
      };
    }
  },
});

function isNull({ value }: { readonly value?: YamlNode | undefined }): boolean {
  const node = resolveAlias(value);
  return !node || (node.kind === 'scalar' && node.type === 'null');
}

/** The play accepts it, and the cluster runs, though not as intended (docs/rehearsal.md). */
function isTaken(
  context: RuleContext,
  { losesItems, type }: Variable,
  { name, value }: VariableDefinition,
  { path, keyword }: SchemaViolation,
): boolean {
  // A mapping is an environment: whatever stands there becomes a text.
  if (path.length > 0) return losesItems || type === 'mapping';
  const node = resolveAlias(value);
  const isEmpty = isNull({ value });
  // Only a shell on the control node stops at it, and only where there is a kubectl.
  if (name === 'kubeconfig') return keyword === 'pattern';
  // It is put into a text; K3s skips words that are no flags.
  // K3s runs as root, which reads the file whatever its mode.
  if (name === 'k3s_server_config_mode') return node?.kind === 'scalar' && node.type === 'int';
  if (name === 'extra_agent_args') return !isEmpty;
  // White space around it does no harm where no node joins.
  if (name === 'api_port')
    return node?.kind === 'scalar' && /^(?:\s+[1-9]\d{0,4}\s*|[1-9]\d{0,4}\s+)$/.test(node.text);
  if (name === 'extra_service_envs') return node?.kind === 'scalar' && !isEmpty && isBeforeInstaller(context);
  return name === 'cluster_context';
}

/** Lists and mappings count as true, which a switch that is not asked for bears. */
function harmOf(context: RuleContext, { name, value }: VariableDefinition): Severity {
  const isPlain = (resolveAlias(value) ?? { kind: 'scalar' }).kind === 'scalar';
  return isPlain || isNotAsked(context, name) ? harmOfSwitch(context, name) : 'error';
}

/** There is one schema for all inventories, and it never changes. */
const violationsBy = perItem((schema: VariableSchema) =>
  eachDefinition((definition) => violationOf(schema, definition)),
);

function violationOf(
  schema: VariableSchema,
  { name, value }: VariableDefinition,
): SchemaViolation | undefined {
  const plain = plainValue(value);
  return plain === undefined ? undefined : schema.validateValue(name, plain)[0];
}

const HAVE_OWN_RULES: ReadonlySet<string> = new Set(['token', 'airgap_dir', 'k3s_version']);

/** Texts for switches, and values that the rules about api_endpoint report. */
function isToldElsewhere(variable: Variable, { value }: VariableDefinition): boolean {
  const node = resolveAlias(value);
  if (variable.name === ENDPOINT) {
    if (!node) return true;
    return (
      node.kind === 'scalar' && (node.type === 'null' || (node.type === 'str' && isOddAddress(node.text)))
    );
  }
  if (!isSwitch(variable) || node?.kind !== 'scalar') return false;
  return node.type === 'str' && booleanMeant(node.text) !== undefined;
}

/** The part at fault; the variable's name where that takes several lines, or stands on lines below it. */
function placeOf(source: SourceText, { uri, keySpan, value }: VariableDefinition, { path }: SchemaViolation) {
  const span = value && nodeAt(value, path).span;
  const lineAt = (offset: number | undefined): number => lineColumnAt(source, offset ?? 0).line;
  const isBelow = path.length === 0 && lineAt(span?.start) !== lineAt(keySpan.start);
  const isOneLine = span && span.end > span.start && lineAt(span.start) === lineAt(span.end);
  return { uri, span: isOneLine && !isBelow ? span : keySpan };
}

function describe(
  name: string,
  { value }: VariableDefinition,
  { keyword, path, expected }: SchemaViolation,
): Message {
  const part = value && nodeAt(value, path);
  if (path.length > 0)
    return keyword === 'type'
      ? msg('An item of {0} is {1}. Expected: {2}.', name, describeKind(part), expected)
      : msg('An item of {0} is not what k3s-ansible can use. Expected: {1}.', name, expected);
  return keyword === 'type' || keyword === 'minLength'
    ? msg(
        '{0} is {1}, so the deployment fails or the setting is lost. Expected: {2}.',
        name,
        describeKind(part),
        expected,
      )
    : msg('{0} does not have a value that can work. Expected: {1}.', name, expected);
}

const describeSwitch = ({ name, value }: VariableDefinition): Message =>
  msg(
    '{0} is {1} here, not a switch: conditions of ansible-core 2.19 and later take only true or false. Write one of them, without quotes.',
    name,
    describeKind(value),
  );

/** A list of flags becomes one line of flags, and one text a list of one. */
function fixesFor({ type }: Variable, definition: VariableDefinition, file: ModelFile): readonly Fix[] {
  const node = definition.value;
  if (!node || !file.document) return [];
  if (definition.name === 'extra_service_envs') {
    const edits = environmentLines(definition, node, file);
    if (edits)
      return [{ title: msg('Write NAME=value'), safety: 'unsafe', preferred: true, edits: () => edits }];
  }
  const text =
    type === 'arguments' ? joinFlags(node) : type === 'list' ? wrapText(file.source, node) : undefined;
  if (text === undefined) return [];
  const title = type === 'list' ? msg('Make it a list') : msg('Join the flags to one text');
  return [
    {
      title,
      safety: 'safe',
      preferred: true,
      edits: () => [replaceValueEdit(file.source, definition, text)],
    },
  ];
}

function joinFlags(node: YamlNode): string | undefined {
  if (node.kind !== 'sequence') return undefined;
  const flags = node.items.map((item) => (item.kind === 'scalar' && item.type === 'str' ? item.text : ''));
  return flags.length > 0 && flags.every((flag) => /^--?\w[^\s"'\\]*$/.test(flag))
    ? doubleQuoted(flags.join(' '))
    : undefined;
}

function wrapText(source: SourceText, node: YamlNode): string | undefined {
  if (node.kind !== 'scalar' || node.type !== 'str' || !/^(?:plain|single|double)$/.test(node.style))
    return undefined;
  const text = source.slice(node.span.start, node.span.end);
  return /[\r\n]/.test(text) || node.text === ''
    ? undefined
    : `[${node.style === 'plain' ? doubleQuoted(node.text) : text}]`;
}
