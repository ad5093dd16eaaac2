import { defineRule } from '../../diagnostics/rule.ts';
import { clusterDefinitions } from '../../k3s/cluster.ts';
import { wordsInTemplates } from '../../k3s/references.ts';
import type { Variable } from '../../k3s/schema/variableSchema.ts';
import { type Message, msg } from '../../text/message.ts';
import { removeEntryEdit } from '../../yaml/edits.ts';

export const variableWithoutEffect = defineRule({
  id: 'variable-without-effect',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('A variable has a name that the roles of k3s-ansible keep for themselves'),
  why: msg(
    'The roles of k3s-ansible compute some variables while they run: `cluster_cidr` from `server_config_yaml`, `k3s_server_config` from several others.\nWhat an inventory says under such a name is overwritten and lost; under `random_token` and `skip_download` it is taken for the own result of the role, which then does the wrong thing.\nThe rule is silent where a template of the inventory uses the name: then it is a variable of your own.',
  ),
  *check({ model, schema, files }) {
    const isKept = (name: string): boolean => {
      const status = schema.variables.get(name)?.status;
      return status === 'ineffective' || status === 'internal';
    };
    const definitions = clusterDefinitions(model, isKept);
    const used = definitions.length > 0 ? wordsInTemplates(model) : new Set();
    for (const definition of definitions) {
      const variable = schema.variables.get(definition.name);
      const file = files.get(definition.uri);
      if (!variable || !file || used.has(definition.name)) continue;
      const edit = file.document && removeEntryEdit(file.source, definition);
      yield {
        uri: definition.uri,
        span: definition.keySpan,
        message: describe(variable),
        fixes: edit
          ? [{ title: msg('Remove “{0}”', definition.name), safety: 'unsafe', edits: () => [edit] }]
          : [],
      };
    }
  },
});

const describe = ({ name, status, readBy }: Variable): Message =>
  status === 'ineffective'
    ? msg(
        '“{0}” has no effect in an inventory: the role “{1}” has a value of its own, which outranks it. Remove it.',
        name,
        readBy.join(', '),
      )
    : msg(
        '“{0}” is a working name of the role “{1}”, which overwrites it or takes it for its own result. Remove it, or give it another name.',
        name,
        readBy.join(', '),
      );
