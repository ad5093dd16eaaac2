import type { InventoryModel, VariableDefinition } from '../../ansible/model/model.ts';
import { textOrder } from '../../ansible/model/textOrder.ts';
import { defineRule, type RuleContext } from '../../diagnostics/rule.ts';
import { clusterDefinitions } from '../../k3s/cluster.ts';
import type { Dialect } from '../../k3s/dialects/dialect.ts';
import { loadDialects } from '../../k3s/dialects/loadDialects.ts';
import { ENOUGH } from '../../k3s/dialects/weighing.ts';
import { mayReadAnything } from '../../k3s/plays/plays.ts';
import { wordsInTemplates } from '../../k3s/references.ts';
import { msg } from '../../text/message.ts';

export const variableOfOtherProject = defineRule({
  id: 'variable-of-other-project',
  severity: 'info',
  needs: 'dialect',
  since: '0.1.0',
  needsNoValues: true,
  summary: msg('Variables of another project that installs K3s are left over'),
  why: msg(
    'Several projects install K3s with Ansible, with variables of their own: `apiserver_endpoint` of techno-tim/k3s-ansible is `api_endpoint` in k3s-ansible.\nWhat is left of another one after a change, or was copied from its sample, is read by no role: the virtual address is not set up, the token is not taken.\nThe rule speaks where such names together are enough to recognise the other project by, and is silent where roles of your own, or a template of the inventory, may read them.',
  ),
  *check(context) {
    const { dialect, plays, upstream } = context;
    if (!dialect?.variables || mayReadAnything(plays) || upstream.version?.hasOwnTasks) return;
    for (const other of loadDialects()) {
      if (other.id === dialect.id) continue;
      const left = leftOver(context, other);
      const [first] = left;
      if (!first) continue;
      const names = [...new Set(left.map(({ name }) => name))];
      const place = { uri: first.uri, span: first.keySpan };
      yield {
        ...place,
        message:
          names.length === 1
            ? msg(
                '“{0}” is a variable of {1}; the roles of {2}, for which this inventory is taken, do not read it, and nothing comes of it. Remove it.',
                first.name,
                other.name,
                dialect.name,
              )
            : msg(
                '{0} are variables of {1}; the roles of {2}, for which this inventory is taken, do not read them, and nothing comes of them. Remove them.',
                names.join(', '),
                other.name,
                dialect.name,
              ),
      };
    }
  },
});

/** The definitions by which another project would be recognised; none where they are not enough for that. */
function leftOver({ model, schema, files }: RuleContext, { marks }: Dialect): readonly VariableDefinition[] {
  const weights = new Map<string, number>();
  for (const { weight, variables = [], prefix } of marks) {
    if (weight <= 0) continue;
    const begun = prefix === undefined ? [] : namesWith(model, prefix);
    // A prefix counts once, however many variables begin so.
    for (const [index, name] of [...variables, ...begun].entries())
      if (!schema.variables.has(name)) weights.set(name, prefix !== undefined && index > 0 ? 0 : weight);
  }
  const definitions = clusterDefinitions(model, (name) => weights.has(name));
  const used = definitions.length > 0 ? wordsInTemplates(model) : new Set();
  const left = definitions.filter(({ name, uri }) => files.has(uri) && !used.has(name));
  const names = new Set(left.map(({ name }) => name));
  const weight = [...names].reduce((sum, name) => sum + (weights.get(name) ?? 0), 0);
  return weight < ENOUGH ? [] : left.toSorted(textOrder(files));
}

const namesWith = ({ definitionsByName }: InventoryModel, prefix: string): readonly string[] =>
  [...definitionsByName.keys()].filter((name) => name.startsWith(prefix));
