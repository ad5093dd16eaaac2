import { scalarOf, templateOf } from '../../ansible/model/definitions.ts';
import type { VariableDefinition } from '../../ansible/model/model.ts';
import { isCiphertext } from '../../ansible/vault/ciphertext.ts';
import { defineRule, type Fix, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import { canHoldVault, freeVaultName } from '../../edits/tokenFixes.ts';
import { evaluateTemplate } from '../../jinja/evaluate.ts';
import { hasJinja, parseTemplate } from '../../jinja/parse.ts';
import { clusterHosts } from '../../k3s/cluster.ts';
import { taggedScopesFor } from '../../k3s/evaluation.ts';
import { mayDo, WRITTEN_UNCHANGED } from '../../k3s/roles/behaviour.ts';
import { definitionsOn, nameAnyUpstream, type PlacedDefinition } from '../../k3s/upstream.ts';
import { type Message, msg } from '../../text/message.ts';
import { lineBreakOf, type SourceText } from '../../text/sourceText.ts';
import { spanOf } from '../../text/span.ts';
import { indentAt } from '../../yaml/edits.ts';
import { editsInFile, lineOf } from '../../yaml/spanInFile.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import { writtenScalars } from '../../yaml/writtenScalars.ts';
import { dumpedVaults } from './dumpedVault.ts';

/** It is merged into the same file; as a text it is parsed again, and what is in it is text. */
const CONFIG = 'server_config_yaml';

export const tokenInlineVault = defineRule({
  id: 'token-inline-vault',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('A text of the vault may reach the servers still encrypted'),
  why: msg(
    'Since 1.2.0 k3s-ansible writes `token`, `api_endpoint` and the parts of a `server_config_yaml` that is a mapping into `config.yaml` with the filter `to_nice_yaml`, and in ansible-core 2.19 and 2.20 a text that was encrypted with `!vault` keeps its ciphertext at hand: that is what the filter writes ([k3s-ansible #527](https://github.com/k3s-io/k3s-ansible/issues/527), still open in 1.2.2; older ones do so with `jinja2_native`, where `!vault` stands directly at the variable; since 2.21 the filter decrypts what it writes).\nServers then take the ciphertext for the token, while agents get the real one and cannot join.\nThe ciphertext goes along with a reference, through `string`, `default`, conditions, lists, mappings and `hostvars`, and ends where a new text is made: with `trim`, `~`, or text around it.\nA file that is encrypted as a whole is safe, too.\nThe same filter in the inventory does the same to the configuration that it makes, with every k3s-ansible; `to_nice_json` writes the text, and JSON is YAML, too.\nWhere roles or a requirements.yml near the inventory prove such a k3s-ansible, this is a warning, and an error where the ansible-core is known as well and agents would fail; for a branch, a commit or a version that is not known it is an information, because the newest release does it; where the project or the setting `k3sInventory.ansibleCore` names an ansible-core older than 2.19 or newer than 2.20, the rule is silent.',
  ),
  *check(context) {
    const { model, plays } = context;
    const isDecrypted = model.core.ciphertext === 'decrypted';
    if (!isDecrypted && !plays.hasOwnRoles)
      yield* dumpedVaults(context, isSure(context) ? 'error' : 'warning');
    if (
      !mayDo(context, 'vault-tag-dumped') ||
      plays.hasOwnRoles ||
      (isDecrypted && model.dialect !== 'native')
    )
      return;
    const servers = new Set(clusterHosts(model).servers);
    for (const name of WRITTEN_UNCHANGED)
      for (const placed of definitionsOn(context, name)) {
        const server = placed.hosts.find((host) => servers.has(host));
        const scalar = scalarOf(placed.definition);
        const isInline = scalar !== undefined && isCiphertext(scalar);
        if (server === undefined || placed.definition.value?.kind === 'alias') continue;
        if (!isInline && (isDecrypted || !handsOn(context, placed.definition, server))) continue;
        yield {
          ...placed.location,
          severity: severityIn(context),
          message: describe(context, name),
          fixes: isInline ? moveToVariable(context, placed) : makeText(context, placed.definition),
        };
      }
    if (!isDecrypted) yield* configFindings(context, servers);
  },
});

/** Whether the template returns an encrypted text unchanged. */
function handsOn(context: RuleContext, definition: VariableDefinition, host: string): boolean {
  const template = templateOf(definition);
  return template !== undefined && givesCiphertext(context, template.text, host);
}

function givesCiphertext({ model }: RuleContext, text: string, host: string): boolean {
  const scope = taggedScopesFor(model)(host);
  const value = scope && evaluateTemplate(text, scope);
  return value !== undefined && !value.known && 'isVaulted' in value && value.isVaulted === true;
}

/** The parts of the servers' own configuration that stand for themselves, and are not in a text. */
function* configFindings(context: RuleContext, servers: ReadonlySet<string>): Generator<RuleFinding> {
  for (const { definition, hosts } of definitionsOn(context, CONFIG)) {
    const server = hosts.find((host) => servers.has(host));
    const file = context.files.get(definition.uri);
    if (server === undefined || !file || !definition.value) continue;
    const isWhole = definition.value.kind === 'scalar';
    for (const { scalar, keys } of writtenScalars(definition.value)) {
      const isInline = !isWhole && isCiphertext(scalar);
      const text = isWhole ? `{{ ${CONFIG} | from_yaml }}` : scalar.text;
      if (!isInline && (!isTemplate(scalar) || !givesCiphertext(context, text, server))) continue;
      yield {
        uri: definition.uri,
        span: lineOf(file.source, scalar.span),
        severity: context.upstream.version ? (isSure(context) ? 'error' : 'warning') : 'info',
        message: msg(
          'From k3s-ansible 1.2.0 on (here: {0}), with ansible-core 2.19 or 2.20, the servers get the ciphertext of {1} instead of its value. Refer to it through the filter trim.',
          nameAnyUpstream(context.upstream),
          [CONFIG, ...keys].join('.'),
        ),
        fixes: isInline || isWhole ? [] : makeTextOf(file.source, scalar),
      };
    }
  }
}

const isTemplate = (scalar: YamlScalar): boolean =>
  scalar.type === 'str' && scalar.tag !== '!unsafe' && hasJinja(scalar.text);

function severityIn(context: RuleContext): 'error' | 'warning' | 'info' {
  if (!context.upstream.version) return 'info';
  return isSure(context) && clusterHosts(context.model).agents.length > 0 ? 'error' : 'warning';
}

const isSure = ({ model: { core, dialect } }: RuleContext): boolean =>
  dialect === 'native' || core.ciphertext === 'written';

function describe(context: RuleContext, name: string): Message {
  const { upstream } = context;
  const version = nameAnyUpstream(upstream);
  if (!upstream.version)
    return msg(
      'From k3s-ansible 1.2.0 on (here: {0}), with ansible-core 2.19 or 2.20, the servers get the ciphertext of {1} instead of its value, and agents cannot join. Refer to it through the filter trim.',
      version,
      name,
    );
  return isSure(context)
    ? msg(
        'With this k3s-ansible ({0}) and this ansible-core the servers get the ciphertext of {1} instead of its value, and agents cannot join. Refer to it through the filter trim.',
        version,
        name,
      )
    : msg(
        'With this k3s-ansible ({0}) and ansible-core 2.19 or 2.20 the servers get the ciphertext of {1} instead of its value, and agents cannot join. Refer to it through the filter trim.',
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

function makeText({ files }: RuleContext, definition: VariableDefinition): readonly Fix[] {
  const [file, scalar] = [files.get(definition.uri), templateOf(definition)];
  return file && scalar ? makeTextOf(file.source, scalar) : [];
}

function makeTextOf(source: SourceText, scalar: YamlScalar): readonly Fix[] {
  const [output, ...others] = parseTemplate(scalar.text).template.body;
  if (output?.kind !== 'output' || others.length > 0) return [];
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
          source,
          scalar,
          edits.filter(({ newText }) => newText !== ''),
        ),
    },
  ];
}
