import { scalarOf, templateOf } from '../../ansible/model/definitions.ts';
import type { VariableDefinition } from '../../ansible/model/model.ts';
import { isAtLeast } from '../../ansible/target/coreVersion.ts';
import { defineRule, type Fix, type RuleContext } from '../../diagnostics/rule.ts';
import { canHoldVault, freeVaultName } from '../../edits/tokenFixes.ts';
import { evaluateTemplate } from '../../jinja/evaluate.ts';
import { parseTemplate } from '../../jinja/parse.ts';
import { clusterHosts } from '../../k3s/cluster.ts';
import { taggedScopesFor } from '../../k3s/evaluation.ts';
import { definitionsOn, mayDo, nameAnyUpstream, type PlacedDefinition } from '../../k3s/upstream.ts';
import { type Message, msg } from '../../text/message.ts';
import { lineBreakOf } from '../../text/sourceText.ts';
import { spanOf } from '../../text/span.ts';
import { indentAt } from '../../yaml/edits.ts';
import { editsInFile } from '../../yaml/spanInFile.ts';

/** What the roles write through `to_nice_yaml` as they get it. */
const WRITTEN = ['token', 'api_endpoint'];

export const tokenInlineVault = defineRule({
  id: 'token-inline-vault',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('A text of the vault may reach the servers still encrypted'),
  why: msg(
    'Since 1.2.0 k3s-ansible writes `token` and `api_endpoint` into `config.yaml` with the filter `to_nice_yaml`, and since ansible-core 2.19 a text that was encrypted with `!vault` keeps its ciphertext at hand: that is what the filter writes ([k3s-ansible #527](https://github.com/k3s-io/k3s-ansible/issues/527), still open in 1.2.2; older ones do so with `jinja2_native`, where `!vault` stands directly at the variable).\nServers then take the ciphertext for the token, while agents get the real one and cannot join.\nThe ciphertext goes along with a reference, through `string`, `default`, conditions, lists, mappings and `hostvars`, and ends where a new text is made: with `trim`, `~`, or text around it.\nA file that is encrypted as a whole is safe, too.\nWhere roles or a requirements.yml near the inventory prove such a k3s-ansible, this is a warning, and an error where the ansible-core is known as well and agents would fail; for a branch, a commit or a version that is not known it is an information, because the newest release does it; where the project or the setting `k3sInventory.ansibleCore` names an older ansible-core, the rule is silent.',
  ),
  *check(context) {
    const { model, plays } = context;
    const isOld = model.core.isSure && !model.core.isTagging;
    if (!mayDo(context, 'vault-tag-dumped') || plays.hasOwnRoles || (isOld && model.dialect === 'text'))
      return;
    const servers = new Set(clusterHosts(model).servers);
    for (const name of WRITTEN)
      for (const placed of definitionsOn(context, name)) {
        const server = placed.hosts.find((host) => servers.has(host));
        const isInline = scalarOf(placed.definition)?.type === 'vault';
        if (server === undefined || placed.definition.value?.kind === 'alias') continue;
        if (!isInline && (isOld || !handsOn(context, placed.definition, server))) continue;
        yield {
          ...placed.location,
          severity: severityIn(context),
          message: describe(context, name),
          fixes: isInline ? moveToVariable(context, placed) : makeText(context, placed),
        };
      }
  },
});

/** Whether the template gives a text of the vault as it is. */
function handsOn({ model }: RuleContext, definition: VariableDefinition, host: string): boolean {
  const template = templateOf(definition);
  const scope = template && taggedScopesFor(model)(host);
  const value = scope && evaluateTemplate(template.text, scope);
  return value !== undefined && !value.known && 'isVaulted' in value && value.isVaulted === true;
}

function severityIn(context: RuleContext): 'error' | 'warning' | 'info' {
  if (!context.upstream.version) return 'info';
  return isSure(context) && clusterHosts(context.model).agents.length > 0 ? 'error' : 'warning';
}

const isSure = ({ model: { core, dialect } }: RuleContext): boolean =>
  dialect === 'native' || (core.isSure && (!core.named || isAtLeast(core.named, '2.19')));

function describe(context: RuleContext, name: string): Message {
  const { upstream } = context;
  const version = nameAnyUpstream(upstream);
  if (!upstream.version)
    return msg(
      'From k3s-ansible 1.2.0 on (here: {0}), with ansible-core 2.19 or newer, the servers get the ciphertext of {1} instead of its value, and agents cannot join. Make a new text of it with the filter trim.',
      version,
      name,
    );
  return isSure(context)
    ? msg(
        'With this k3s-ansible ({0}) and this ansible-core the servers get the ciphertext of {1} instead of its value, and agents cannot join. Make a new text of it with the filter trim.',
        version,
        name,
      )
    : msg(
        'With this k3s-ansible ({0}) and ansible-core 2.19 or newer the servers get the ciphertext of {1} instead of its value, and agents cannot join. Make a new text of it with the filter trim.',
        version,
        name,
      );
}

/** The ciphertext stays where and as it is; only its variable gets another name. */
function moveToVariable({ model, files }: RuleContext, { definition }: PlacedDefinition): readonly Fix[] {
  const file = files.get(definition.uri);
  if (!file || !canHoldVault({ definition, file })) return [];
  const name = freeVaultName(model, definition.name);
  const indent = indentAt(file.source, definition.keySpan.start);
  const reference = `${definition.name}: "{{ ${name} | trim }}"${lineBreakOf(file.source)}${indent}`;
  return [
    {
      title: msg('Keep the ciphertext in {0}, and refer to it from {1}', name, definition.name),
      safety: 'safe',
      preferred: true,
      edits: () => [{ span: definition.keySpan, newText: `${reference}${name}` }],
    },
  ];
}

/** Without them a filter takes only the last part for its input. */
const NEEDS_PARENTHESES: ReadonlySet<string> = new Set(['conditional', 'binary', 'unary', 'compare', 'test']);

function makeText({ files }: RuleContext, { definition }: PlacedDefinition): readonly Fix[] {
  const [file, scalar] = [files.get(definition.uri), templateOf(definition)];
  const [output, ...others] = scalar ? parseTemplate(scalar.text).template.body : [];
  if (!file || !scalar || output?.kind !== 'output' || others.length > 0) return [];
  const { kind, span } = output.expression;
  const [open, close] = NEEDS_PARENTHESES.has(kind) ? ['(', ')'] : ['', ''];
  const edits = [
    { span: spanOf(span.start, span.start), newText: open },
    { span: spanOf(span.end, span.end), newText: `${close} | trim` },
  ];
  return [
    {
      title: msg('Make a new text of it: “| trim”'),
      safety: 'safe',
      preferred: true,
      edits: () =>
        editsInFile(
          file.source,
          scalar,
          edits.filter(({ newText }) => newText !== ''),
        ),
    },
  ];
}
