// Everything that reads a text of the user's by itself: parsers, and what looks for something in it.
import { parseAnsibleConfig } from '../../server/src/core/ansible/config/ansibleConfig.ts';
import { joinUri } from '../../server/src/core/ansible/files/uri.ts';
import { readPlays } from '../../server/src/core/ansible/plays/readPlays.ts';
import { withoutSecrets } from '../../server/src/core/ansible/print/secrets.ts';
import { holdsSecret } from '../../server/src/core/ansible/secrets/hiddenTexts.ts';
import { shapedSecrets } from '../../server/src/core/ansible/secrets/secretShapes.ts';
import { expandHostPattern } from '../../server/src/core/ansible/sources/hostPattern.ts';
import { coreIn } from '../../server/src/core/ansible/target/coreVersion.ts';
import { createScopes } from '../../server/src/core/ansible/templates/scope.ts';
import { parseVaultEnvelope } from '../../server/src/core/index.ts';
import { evaluateTemplate, printJson } from '../../server/src/core/jinja/evaluate.ts';
import { parseExpression, parseTemplate } from '../../server/src/core/jinja/parse.ts';
import { addressParts } from '../../server/src/core/k3s/addresses/address.ts';
import { addressFault } from '../../server/src/core/k3s/addresses/addressForm.ts';
import { parseChecksums } from '../../server/src/core/k3s/airgap/checksums.ts';
import { maskJinja } from '../../server/src/core/k3s/config/maskJinja.ts';
import { namesPassedIn } from '../../server/src/core/k3s/plays/passed.ts';
import { isPlaceholder } from '../../server/src/core/k3s/secrets/placeholder.ts';
import { secretIn } from '../../server/src/core/k3s/secrets/secretForms.ts';
import { matchesStart } from '../../server/src/core/rules/token/followPattern.ts';
import { readPythonPattern } from '../../server/src/core/rules/token/pythonPattern.ts';
import { code, escapeMarkdown } from '../../server/src/core/text/markdown.ts';
import { visible, visibleLines } from '../../server/src/core/text/visible.ts';
import { parseYaml } from '../../server/src/core/yaml/parseYaml.ts';
import { plainText } from '../../server/src/lsp/plainText.ts';
import { modelOfIni, modelOfYaml } from './inventoryModel.ts';

const scope = createScopes(
  modelOfYaml('all:\n  hosts:\n    h:\n  vars:\n    text: some text\n    items: [b, a]\n    dict_: {x: 1}\n'),
  { others: 'undefined' },
)('h');

export function evaluated(template: string): void {
  if (!scope) throw new Error('no host');
  const result = evaluateTemplate(template, scope);
  if (result.known) printJson(result.value);
}

export const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  yaml: (text) => parseYaml(text),
  'yaml inventory': (text) => modelOfYaml(text),
  'ini inventory': (text) => modelOfIni(text),
  template: (text) => parseTemplate(text),
  expression: (text) => parseExpression(text),
  'value of a template': (text) => evaluated(text),
  'value of an expression': (text) => evaluated(`{{ ${text} }}`),
  'ansible.cfg': (text) => parseAnsibleConfig('file:///w/ansible.cfg', text),
  vault: (text) => parseVaultEnvelope(text),
  'vault with a header': (text) => parseVaultEnvelope(`$ANSIBLE_VAULT;1.1;AES256\n${text}`),
  requirements: (text) => coreIn('file:///w/requirements.txt', 'requirements.txt', text),
  plays: (text) => readPlays(parseYaml(text)),
  'names on a command line': (text) => namesPassedIn(text),
  uri: (text) => joinUri('file:///w', text),
  'pattern of a token': (text) => {
    const pattern = readPythonPattern(text);
    return pattern && !pattern.isError && matchesStart(pattern.steps, text);
  },
  'host pattern': (text) => expandHostPattern(text, 1000),
  'parts of an address': (text) => addressParts(text),
  'fault of an address': (text) => addressFault(text),
  checksums: (text) => parseChecksums(text),
  'text with templates': (text) => maskJinja(text),
  placeholder: (text) => isPlaceholder(text),
  'secret in an address': (text) => secretIn('address', text),
  'secret as a whole': (text) => secretIn('whole', text),
  'secret key': (text) => secretIn('joinKey', text),
  'secrets by their shape': (text) => shapedSecrets(text),
  'text that may be secret': (text) => holdsSecret(text),
  'text without secrets': (text) => withoutSecrets({ variables: new Map() }, 'x', text),
  'text for a terminal': (text) => [visible(text), visibleLines(text)],
  'text for Markdown': (text) => [code(text), escapeMarkdown(text)],
  'Markdown as plain text': (text) => plainText(text),
};
