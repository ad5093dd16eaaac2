import { literalOf, valueLocation } from '../../ansible/model/definitions.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { clusterDefinitions } from '../../k3s/cluster.ts';
import { EXTERNAL_DATABASE } from '../../k3s/roles/database.ts';
import { booleanMeant } from '../../text/booleanText.ts';
import { type Message, msg } from '../../text/message.ts';
import { setValueEdit } from '../../yaml/edits.ts';
import { lineOf } from '../../yaml/spanInFile.ts';
import { harmOfSwitch, isNotAsked, isSwitch } from './switches.ts';

export const variableStringBoolean = defineRule({
  id: 'variable-string-boolean',
  severity: 'error',
  since: '0.1.0',
  summary: msg('A switch is set to text instead of `true` or `false`'),
  why: msg(
    'The roles ask `when: user_kubectl` and `not use_external_database`, and any text that is not empty counts as true: `"false"` switches *on* (tried with ansible-core 2.14).\nFrom ansible-core [2.19](https://docs.ansible.com/ansible/latest/porting_guides/porting_guide_core_2.19.html#broken-conditionals) on, text in a condition stops the deployment.\nIn YAML, write `true` or `false` without quotes (`yes`, `no`, `on`, `off` are the same; `y` and `n` are text); in an INI inventory, `True` or `False` with a capital letter.\nA text that means true does no harm before 2.19, or where the ansible.cfg sets `allow_broken_conditionals`: it is an error where the ansible-core is known to be newer, a warning where it is not known, and else an information.\nk3s-ansible 1.2.0 and newer ask only for `not use_external_database`, which takes any value, and no release asks for it where there is one server: both are no more than an information (seen with the real playbook).',
  ),
  *check(context) {
    const { model, schema, files } = context;
    for (const definition of clusterDefinitions(model, (name) => isSwitch(schema.variables.get(name)))) {
      const { name } = definition;
      const literal = literalOf(definition);
      const meant = literal?.type === 'str' ? booleanMeant(literal.text) : undefined;
      const file = files.get(definition.uri);
      if (!literal || meant === undefined || !file) continue;
      const words = literal.style === 'ini' ? ['False', 'True'] : ['false', 'true'];
      const newText = words[Number(meant)] ?? '';
      const { uri, span } = valueLocation(definition);
      // A text that means true is right for an older one, which may be the one in use.
      const severity = meant || isNotAsked(context, name) ? harmOfSwitch(context, name) : 'error';
      yield {
        uri,
        span: lineOf(file.source, span),
        severity,
        message: describe(name, meant, severity === 'info', newText),
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

function describe(name: string, meant: boolean, isTaken: boolean, newText: string): Message {
  if (!meant)
    return msg(
      '{0} is text here, and any text counts as true: this switches it on. Write {1}, without quotes.',
      name,
      newText,
    );
  return name === EXTERNAL_DATABASE && isTaken
    ? msg(
        '{0} is text here, not a switch, though it counts as true. Write {1}, without quotes.',
        name,
        newText,
      )
    : msg(
        '{0} is text here, not a switch: ansible-core 2.19 and later stop at it. Write {1}, without quotes.',
        name,
        newText,
      );
}
