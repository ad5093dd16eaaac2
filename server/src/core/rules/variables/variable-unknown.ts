import type { InventoryModel, ModelFile, VariableDefinition } from '../../ansible/model/model.ts';
import { definitionsOf } from '../../ansible/model/queries.ts';
import { defineRule, type RuleFinding } from '../../diagnostics/rule.ts';
import { isNameTaken, renameKeyEdit } from '../../edits/renameKey.ts';
import { clusterDefinitions } from '../../k3s/cluster.ts';
import { wordsInTemplates } from '../../k3s/references.ts';
import { msg } from '../../text/message.ts';
import { removeEntryEdit } from '../../yaml/edits.ts';

export const variableUnknown = defineRule({
  id: 'variable-unknown',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('A variable is named nearly, but not quite, like one of k3s-ansible or Ansible'),
  why: msg(
    'Ansible takes any variable, and nobody says so when none of the roles reads it: a misspelled `extra_server_args` is simply not there, and the setting is lost.\nVariables of your own are welcome; this rule speaks only about names that are a slip of the keyboard away from a known one and that no template of the inventory uses.',
  ),
  *check({ model, schema, files }) {
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
  // Where others define the right name, this value would begin to outrank theirs.
  const safety = definitionsOf(model, meant).length > 0 ? 'unsafe' : 'safe';
  return {
    uri: definition.uri,
    span: definition.keySpan,
    message: msg(
      'Neither k3s-ansible nor Ansible reads “{0}”, so the setting is lost. Did you mean “{1}”?',
      definition.name,
      meant,
    ),
    fixes: edit
      ? [{ title: msg('Rename to “{0}”', meant), safety, preferred: true, edits: () => [edit] }]
      : [],
  };
}

/** The right name is there as well, and which of the two values is meant only the writer knows. */
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
