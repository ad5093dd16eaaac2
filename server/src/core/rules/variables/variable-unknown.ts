import type { InventoryModel, ModelFile, VariableDefinition } from '../../ansible/model/model.ts';
import { definitionsOf } from '../../ansible/model/queries.ts';
import { defineRule, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import { isNameTaken, renameKeyEdit } from '../../edits/renameKey.ts';
import { clusterDefinitions } from '../../k3s/cluster.ts';
import { findFlag } from '../../k3s/config/flags.ts';
import { mayReadAnything } from '../../k3s/plays/plays.ts';
import { wordsInTemplates } from '../../k3s/references.ts';
import { isOfRoles } from '../../k3s/schema/variableSchema.ts';
import { msg } from '../../text/message.ts';
import { removeEntryEdit } from '../../yaml/edits.ts';
import { resolveAlias } from '../../yaml/tree.ts';

export const variableUnknown = defineRule({
  id: 'variable-unknown',
  severity: 'warning',
  since: '0.1.0',
  needsNoValues: true,
  summary: msg(
    'A variable is named nearly, but not quite, like one of k3s-ansible or Ansible, or is a setting of K3s',
  ),
  why: msg(
    'Ansible takes any variable, and nobody says so when none of the roles reads it: a misspelled `extra_server_args` is simply not there, and the setting is lost.\nVariables of your own are welcome; this rule speaks only about names that are a slip of the keyboard away from a known one, such as `k3s_extra_server_args`, or that of a setting on which a cluster agrees, such as `flannel_backend`, and that no template of the inventory uses.',
  ),
  *check(context) {
    const { model, schema, files } = context;
    yield* settingsAsVariables(context);
    yield* readByNobody(context);
    const definitions = clusterDefinitions(model, (name) => schema.nearMiss(name) !== undefined);
    const used = definitions.length > 0 ? wordsInTemplates(model) : new Set();
    for (const definition of definitions) {
      const meant = schema.nearMiss(definition.name);
      const file = files.get(definition.uri);
      // A key over two lines has lost its colon; that is another mistake.
      if (meant === undefined || !file || used.has(definition.name) || /\s/.test(definition.name)) continue;
      yield isNameTaken(model, definition, meant)
        ? describeSecond(file, definition, meant)
        : describeSlip(model, file, definition, meant);
    }
  },
});

function describeSlip(
  model: InventoryModel,
  file: ModelFile,
  definition: VariableDefinition,
  meant: string,
): RuleFinding {
  const edit = renameKeyEdit(file, definition, meant);
  // Where other files define the right name, this value would now override theirs.
  const hasOthers = definitionsOf(model, meant).length > 0;
  const title = hasOthers
    ? msg('Rename to “{0}”, which is also set elsewhere: one of the values then outranks the other', meant)
    : msg('Rename to “{0}”', meant);
  const safety = hasOthers ? 'unsafe' : 'safe';
  return {
    uri: definition.uri,
    span: definition.keySpan,
    message: msg(
      'Neither k3s-ansible nor Ansible reads “{0}”, so the setting is lost. Did you mean “{1}”?',
      definition.name,
      meant,
    ),
    fixes: edit ? [{ title, safety, preferred: true, edits: () => [edit] }] : [],
  };
}

/** The right name is defined as well, and only the user knows which of the two values is meant. */
function describeSecond(file: ModelFile, definition: VariableDefinition, meant: string): RuleFinding {
  const edit = file.document && removeEntryEdit(file.source, definition);
  return {
    uri: definition.uri,
    span: definition.keySpan,
    message: msg(
      'Neither k3s-ansible nor Ansible reads “{0}”: what counts is “{1}”, which is set as well. Keep the value that is meant.',
      definition.name,
      meant,
    ),
    fixes: edit
      ? [{ title: msg('Remove “{0}”', definition.name), safety: 'unsafe', edits: () => [edit] }]
      : [],
  };
}

/** `flannel-backend: none` beside the variables. No template can name it, so that nothing hands it on. */
function* settingsAsVariables({ model }: RuleContext): Generator<RuleFinding, void, undefined> {
  const settings = clusterDefinitions(model, (name) => name.includes('-') && findFlag(name) !== undefined);
  if (settings.length === 0) return;
  // Below an empty block they are its lines without indentation, which another rule reports.
  const blocks = clusterDefinitions(model, (name) => /_config_yaml$/.test(name)).filter(isEmptyBlock);
  for (const { uri, keySpan, name } of settings) {
    if (blocks.some((block) => block.uri === uri && block.keySpan.start < keySpan.start)) continue;
    yield {
      uri,
      span: keySpan,
      message: msg(
        '“{0}” is a setting of K3s and no variable: K3s never sees it here. Put it into server_config_yaml or agent_config_yaml.',
        name,
      ),
    };
  }
}

/** `flannel_backend` and `k3s_extra_server_args`: a play of one's own may read them, so that this is only a note. */
function* readByNobody({
  model,
  schema,
  files,
  plays,
}: RuleContext): Generator<RuleFinding, void, undefined> {
  if (mayReadAnything(plays)) return;
  const settingNamed = (name: string) =>
    schema.isKnown(name) || !name.includes('_') ? undefined : settingOf(name);
  const variableNamed = (name: string): string | undefined => {
    const meant = name.startsWith('k3s_') && !schema.isKnown(name) ? name.slice('k3s_'.length) : '';
    return isOfRoles(schema, meant) && definitionsOf(model, meant).length === 0 ? meant : undefined;
  };
  const found = clusterDefinitions(
    model,
    (name) => (settingNamed(name) ?? variableNamed(name)) !== undefined,
  );
  const used = found.length > 0 ? wordsInTemplates(model) : new Set();
  for (const definition of found) {
    const { name, uri, keySpan } = definition;
    const [file, setting, meant] = [files.get(uri), settingNamed(name), variableNamed(name)];
    if (!file || used.has(name)) continue;
    if (meant !== undefined) yield { ...describeSlip(model, file, definition, meant), severity: 'info' };
    else if (setting)
      yield {
        uri,
        span: keySpan,
        severity: 'info',
        message: msg(
          'No role of k3s-ansible reads “{0}”: unless a play of yours does, K3s never sees it. The setting “{1}” belongs into server_config_yaml.',
          name,
          setting,
        ),
      };
  }
}

/**
 * The names of addresses and interfaces are what many call variables of their own, as is `cluster_domain`, the domain
 * of their services; these are not.
 */
const settingOf = (name: string): string | undefined => {
  if (name === 'cluster_domain') return undefined;
  const flag = findFlag(name.replaceAll('_', '-'));
  return flag?.critical ? flag.name : undefined;
};

function isEmptyBlock({ value }: VariableDefinition): boolean {
  const node = resolveAlias(value);
  return !node || (node.kind === 'scalar' && node.text.trim() === '');
}
