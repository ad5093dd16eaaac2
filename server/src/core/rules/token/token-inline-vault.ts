import { scalarOf } from '../../ansible/model/definitions.ts';
import { defineRule, type Fix, type RuleContext } from '../../diagnostics/rule.ts';
import { canHoldVault, freeVaultName } from '../../edits/tokenFixes.ts';
import { isAtLeast, isOlderThan } from '../../k3s/upstream/ansibleCore.ts';
import { definitionsOn, mayDo, nameAnyUpstream, type PlacedDefinition } from '../../k3s/upstream.ts';
import { type Message, msg } from '../../text/message.ts';
import { lineBreakOf } from '../../text/sourceText.ts';
import { indentAt } from '../../yaml/edits.ts';

/** Native types everywhere: a vault value then keeps its tag when it is written as YAML. */
const NATIVE_CORE = '2.19';

export const tokenInlineVault = defineRule({
  id: 'token-inline-vault',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('An inline `!vault` token may reach the servers still encrypted'),
  why: msg(
    'Since 1.2.0 k3s-ansible writes the token into `config.yaml` with the filter `to_nice_yaml`, which writes `!vault` and the ciphertext where Ansible hands the value on as it is: with ansible-core 2.19 or newer, and with `jinja2_native` in older ones ([k3s-ansible #527](https://github.com/k3s-io/k3s-ansible/issues/527), still open in 1.2.2).\nServers then take the ciphertext for the token, while agents get the real one and cannot join.\nA text made from it is safe, as in `token: "{{ vault_token | trim }}"`, and so is a file that is encrypted as a whole.\nWhere roles or a requirements.yml near the inventory prove such a version, this is a warning; for a branch, a commit or a version that is not known it is an information, because the newest release does it; where a virtual environment or a requirements.txt proves an older ansible-core, the rule is silent.',
  ),
  *check(context) {
    if (!mayDo(context, 'vault-tag-dumped') || context.plays.hasOwnRoles) return;
    const message = describe(context);
    if (!message) return;
    for (const placed of definitionsOn(context, 'token')) {
      const isInline = scalarOf(placed.definition)?.type === 'vault';
      if (isInline && placed.definition.value?.kind !== 'alias')
        yield {
          ...placed.location,
          ...(!context.upstream.version && { severity: 'info' as const }),
          message,
          fixes: fixesFor(context, placed),
        };
    }
  },
});

/** `undefined` where the ansible-core is proved to decrypt it. */
function describe({ upstream }: RuleContext): Message | undefined {
  const { version, core, isNative } = upstream;
  if (core && isOlderThan(core, NATIVE_CORE) && !isNative) return undefined;
  if (!version)
    return msg(
      'From k3s-ansible 1.2.0 on (here: {0}), with ansible-core 2.19 or newer, the servers may get the ciphertext instead of the token, and agents cannot join. Refer to the encrypted variable through a filter.',
      nameAnyUpstream(upstream),
    );
  return isNative || (core && isAtLeast(core, NATIVE_CORE))
    ? msg(
        'With this k3s-ansible ({0}) and this ansible-core the servers may get the ciphertext instead of the token, and agents cannot join. Refer to the encrypted variable through a filter.',
        nameAnyUpstream(upstream),
      )
    : msg(
        'With this k3s-ansible ({0}) and ansible-core 2.19 or newer the servers may get the ciphertext instead of the token, and agents cannot join. Refer to the encrypted variable through a filter.',
        nameAnyUpstream(upstream),
      );
}

/** The ciphertext stays where and as it is; only its variable gets another name. */
function fixesFor({ model, files }: RuleContext, { definition }: PlacedDefinition): readonly Fix[] {
  const file = files.get(definition.uri);
  if (!file || !canHoldVault({ definition, file })) return [];
  const name = freeVaultName(model, definition.name);
  const indent = indentAt(file.source, definition.keySpan.start);
  const reference = `token: "{{ ${name} | trim }}"${lineBreakOf(file.source)}${indent}`;
  return [
    {
      title: msg('Keep the ciphertext in {0}, and refer to it from token', name),
      safety: 'safe',
      preferred: true,
      edits: () => [{ span: definition.keySpan, newText: `${reference}${name}` }],
    },
  ];
}
