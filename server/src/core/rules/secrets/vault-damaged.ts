import { defineRule } from '../../diagnostics/rule.ts';
import { msg } from '../../text/message.ts';
import { straightenVault } from './straightenVault.ts';
import { vaultProblems } from './vaultTexts.ts';

export const vaultDamaged = defineRule({
  id: 'vault-damaged',
  severity: 'error',
  needs: 'ansible',
  since: '0.1.0',
  summary: msg('An encrypted text is damaged: no password can decrypt it'),
  why: msg(
    'A text of ansible-vault is a line such as `$ANSIBLE_VAULT;1.1;AES256`, and below it hexadecimal digits, 80 in a line, which hold a salt, a checksum (HMAC) and the ciphertext.\nAll of that can be checked without the password.\nA line that got lost in a copy, a merge conflict that was resolved by hand, a search and replace over all files, `>` instead of `|`: Ansible notices only when it needs the value, in the middle of a deployment, with "Non-hexadecimal digit found", "input is not vault encrypted data" or "Vault format unhexlify error".\nPut the text back as it was, or encrypt the value again; what is cut off cannot be repaired.\nA different width of the lines does no harm and is reported as an info, because a person or a tool has been at work there.',
  ),
  *check(context) {
    for (const { file, span, detail, fatal, scalar } of vaultProblems(context)) {
      const edits = fatal && scalar ? straightenVault(file.source, scalar) : undefined;
      yield {
        uri: file.source.uri,
        span,
        ...(!fatal && { severity: 'info' as const }),
        message: fatal
          ? msg(
              'No password can decrypt this vault text: {0}. Put it back as it was, or encrypt the value again.',
              detail,
            )
          : msg('This is not how ansible-vault writes a vault text, although Ansible reads it: {0}.', detail),
        ...(edits && {
          fixes: [
            {
              title: msg('Put the lines as ansible-vault writes them'),
              safety: 'safe' as const,
              preferred: true,
              edits: () => edits,
            },
          ],
        }),
      };
    }
  },
});
