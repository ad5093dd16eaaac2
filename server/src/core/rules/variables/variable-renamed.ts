import type { InventoryModel, ModelFile, VariableDefinition } from '../../ansible/model/model.ts';
import { definitionsOf } from '../../ansible/model/queries.ts';
import { defineRule, type Fix, type RuleContext } from '../../diagnostics/rule.ts';
import { isNameTaken, renameKeyEdit } from '../../edits/renameKey.ts';
import { clusterDefinitions } from '../../k3s/cluster.ts';
import { wordsInTemplates } from '../../k3s/references.ts';
import type { Variable } from '../../k3s/schema/variableSchema.ts';
import { type Message, msg } from '../../text/message.ts';
import { removeEntryEdit } from '../../yaml/edits.ts';

export const variableRenamed = defineRule({
  id: 'variable-renamed',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('A variable has an old name that is no longer read'),
  why: msg(
    "k3s-ansible has changed names without reading the old ones any longer: `master_ip` became `api_endpoint` in [November 2023](https://github.com/k3s-io/k3s-ansible/commit/df67c61), `config_yaml` became `server_config_yaml` in [December 2023](https://github.com/k3s-io/k3s-ansible/pull/272).\nAnsible accepts the old variable without a word, and the setting is lost.\nOld names of Ansible itself, such as `ansible_ssh_host`, still work; for them this is only a note, though `hostvars[…]['ansible_host']` does not see them.",
  ),
  *check(context) {
    const { model, schema, files } = context;
    const isOld = (name: string): boolean =>
      schema.renamed.has(name) || schema.variables.get(name)?.status === 'removed';
    const definitions = clusterDefinitions(model, isOld);
    const used = definitions.length > 0 ? wordsInTemplates(model) : new Set();
    for (const definition of definitions) {
      const variable = schema.variables.get(definition.name);
      const file = files.get(definition.uri);
      // A template that uses the name makes it a variable of the user's own.
      if (!variable || !file || (variable.status !== 'legacy' && used.has(definition.name))) continue;
      if (isOthersBusiness(model, variable)) continue;
      yield {
        uri: definition.uri,
        span: definition.keySpan,
        deprecated: true,
        ...(variable.status === 'legacy' && { severity: 'info' as const }),
        message: describe(variable),
        fixes: fixesFor(context, definition, file, variable),
      };
    }
  },
});

/** A name as common as `endpoint` is the user's own where the right one is defined, too. */
const isOthersBusiness = (model: InventoryModel, { status, origin, renamedTo }: Variable): boolean =>
  status === 'mistaken' &&
  origin === 'k3s-ansible' &&
  renamedTo !== undefined &&
  definitionsOf(model, renamedTo).length > 0;

function describe({ name, status, renamedTo }: Variable): Message {
  if (renamedTo === undefined)
    return msg(
      'No release of k3s-ansible reads “{0}” any longer, and nothing took its place. Remove it.',
      name,
    );
  if (status === 'mistaken')
    return msg('Nothing reads “{0}”, so the setting is lost: what is read is “{1}”.', name, renamedTo);
  return status === 'legacy'
    ? msg(
        '“{0}” is an old name of “{1}”. Ansible still reads it, but hostvars does not have it under the new name.',
        name,
        renamedTo,
      )
    : msg('Nothing reads “{0}”, so the setting is lost: the name is “{1}” now.', name, renamedTo);
}

function fixesFor(
  { model }: RuleContext,
  definition: VariableDefinition,
  file: ModelFile,
  { name, renamedTo }: Variable,
): readonly Fix[] {
  // `airgap: true` has no value that the right name could take.
  const isSwitch = definition.value?.kind === 'scalar' && definition.value.type === 'bool';
  const isFree = renamedTo !== undefined && !isSwitch && !isNameTaken(model, definition, renamedTo);
  const rename = isFree ? renameKeyEdit(file, definition, renamedTo) : undefined;
  if (rename)
    return [
      {
        title: msg('Rename to “{0}”', renamedTo ?? ''),
        safety: 'safe',
        preferred: true,
        edits: () => [rename],
      },
    ];
  const remove = file.document && removeEntryEdit(file.source, definition);
  return remove ? [{ title: msg('Remove “{0}”', name), safety: 'unsafe', edits: () => [remove] }] : [];
}
