// Ciphertext that a template of the inventory writes itself: in ansible-core 2.19 and 2.20 the filters that make YAML
// write an encrypted text as they got it; those that make JSON write the text.

import { scalarOf, templateOf } from '../../ansible/model/definitions.ts';
import type { VariableDefinition } from '../../ansible/model/model.ts';
import { definitionsOf } from '../../ansible/model/queries.ts';
import { isCiphertext } from '../../ansible/vault/ciphertext.ts';
import type { RuleContext, RuleFinding } from '../../diagnostics/rule.ts';
import type { Filter } from '../../jinja/expressionNodes.ts';
import { hasJinja, parseTemplate } from '../../jinja/parse.ts';
import { walk } from '../../jinja/walk.ts';
import { CONFIG_READERS } from '../../k3s/config/configText.ts';
import { definitionsOn } from '../../k3s/upstream.ts';
import { msg } from '../../text/message.ts';
import { editsInFile, lineOf, spanInFile } from '../../yaml/spanInFile.ts';
import { writtenScalars } from '../../yaml/writtenScalars.ts';

const MAKES_YAML = /^(?:ansible\.builtin\.)?to_(?:nice_)?yaml$/;
/** An option of newer ones. */
const OPTION = 'dump_vault_tags';

/** One finding per filter that writes ciphertext, in each variable that holds a configuration. */
export function* dumpedVaults(
  context: RuleContext,
  severity: 'error' | 'warning',
): Generator<RuleFinding, void, undefined> {
  for (const name of Object.keys(CONFIG_READERS))
    for (const { definition } of definitionsOn(context, name)) {
      const file = context.files.get(definition.uri);
      const scalar = templateOf(definition);
      if (!file || !scalar || !hasJinja(scalar.text)) continue;
      for (const { nameSpan, args, keywords } of dumping(context, scalar.text)) {
        yield {
          uri: definition.uri,
          span: lineOf(file.source, spanInFile(file.source, scalar, nameSpan)),
          severity,
          message: msg(
            'In ansible-core 2.19 and 2.20 this filter writes what is encrypted with !vault as ciphertext: K3s gets that in {0}, or the deployment stops. Use {1}, which K3s reads just as well.',
            name,
            'to_nice_json',
          ),
          fixes:
            args.length + keywords.length > 0
              ? []
              : [
                  {
                    title: msg('Write {0}', 'to_nice_json'),
                    safety: 'unsafe',
                    preferred: true,
                    edits: () =>
                      editsInFile(file.source, scalar, [{ span: nameSpan, newText: 'to_nice_json' }]),
                  },
                ],
        };
      }
    }
}

/** The filters in a template that get a variable with an encrypted text in it. */
const dumping = (context: RuleContext, text: string): readonly Filter[] =>
  [...walk(parseTemplate(text).template)].flatMap((node) => {
    if (node.kind !== 'filter' || !MAKES_YAML.test(node.name) || node.input?.kind !== 'name') return [];
    if (node.keywords.some(({ name }) => name === OPTION)) return [];
    const definitions = definitionsOf(context.model, node.input.name);
    return definitions.some(holdsVault) ? [node] : [];
  });

const holdsVault = (definition: VariableDefinition): boolean =>
  !scalarOf(definition) && [...writtenScalars(definition.value)].some(({ scalar }) => isCiphertext(scalar));
