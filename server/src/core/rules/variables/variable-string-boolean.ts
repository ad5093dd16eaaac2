import { literalOf, valueLocation } from '../../ansible/model/definitions.ts';
import { needsBooleans } from '../../ansible/target/targetCore.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { clusterDefinitions } from '../../k3s/cluster.ts';
import { booleanMeant } from '../../text/booleanText.ts';
import { msg } from '../../text/message.ts';
import { setValueEdit } from '../../yaml/edits.ts';
import { lineOf } from '../../yaml/spanInFile.ts';

export const variableStringBoolean = defineRule({
  id: 'variable-string-boolean',
  severity: 'error',
  since: '0.1.0',
  summary: msg('A switch is set to text instead of `true` or `false`'),
  why: msg(
    'The roles ask `when: user_kubectl` and `not use_external_database`, and any text that is not empty counts as true: `"false"` switches *on* (tried with ansible-core 2.14).\nFrom ansible-core [2.19](https://docs.ansible.com/ansible/latest/porting_guides/porting_guide_core_2.19.html#broken-conditionals) on, text in a condition stops the deployment.\nIn YAML, write `true` or `false` without quotes (`yes`, `no`, `on`, `off` are the same; `y` and `n` are text); in an INI inventory, `True` or `False` with a capital letter.\nA text that means true does no harm before 2.19, or where the ansible.cfg sets `allow_broken_conditionals`: it is an error where the ansible-core is known to be newer, a warning where it is not known, and else an information.',
  ),
  *check({ model, schema, files }) {
    const { core } = model;
    // A text that means true is right for an older one, which may be the one in use.
    const forTrue = !needsBooleans(core) ? 'info' : core.isSure ? 'error' : 'warning';
    const isSwitch = (name: string): boolean => {
      const variable = schema.variables.get(name);
      return variable?.type === 'boolean' && variable.origin === 'k3s-ansible';
    };
    for (const definition of clusterDefinitions(model, isSwitch)) {
      const literal = literalOf(definition);
      const meant = literal?.type === 'str' ? booleanMeant(literal.text) : undefined;
      const file = files.get(definition.uri);
      if (!literal || meant === undefined || !file) continue;
      const words = literal.style === 'ini' ? ['False', 'True'] : ['false', 'true'];
      const newText = words[Number(meant)] ?? '';
      const { uri, span } = valueLocation(definition);
      yield {
        uri,
        span: lineOf(file.source, span),
        ...(meant && { severity: forTrue }),
        message: meant
          ? msg(
              '{0} is text here, not a switch: ansible-core 2.19 and later stop at it. Write {1}, without quotes.',
              definition.name,
              newText,
            )
          : msg(
              '{0} is text here, and any text counts as true: this switches it on. Write {1}, without quotes.',
              definition.name,
              newText,
            ),
        fixes: [
          {
            title: msg('Write {0}', newText),
            safety: 'safe',
            preferred: true,
            edits: () => [setValueEdit(file.source, definition, newText)],
          },
        ],
      };
    }
  },
});
