import { eachDefinition } from '../../ansible/model/eachDefinition.ts';
import type { ModelFile } from '../../ansible/model/model.ts';
import { vaultBlock } from '../../ansible/vault/vaultBlock.ts';
import { parseVaultEnvelope } from '../../ansible/vault/vaultEnvelope.ts';
import { defineRule, type Fix, type RuleFinding } from '../../diagnostics/rule.ts';
import { type Message, msg } from '../../text/message.ts';
import { lineBreakOf } from '../../text/sourceText.ts';
import { indentAt } from '../../yaml/edits.ts';
import { lineOf } from '../../yaml/spanInFile.ts';
import { type VaultScalar, vaultScalars } from './vaultTexts.ts';

export const vaultTagMissing = defineRule({
  id: 'vault-tag-missing',
  severity: 'error',
  needs: 'ansible',
  since: '0.1.0',
  summary: msg('An encrypted text that Ansible takes for plain text'),
  why: msg(
    'Only the tag `!vault` in front of the value tells Ansible to decrypt it, and a tag counts only outside of quotes, in YAML.\nWithout it the ciphertext itself is the value: K3s starts with it as its token, and a login is tried with it as its password.\nThat even seems to work as long as all nodes get the same text, but the secret is then the text that stands in the repository.\nInside a text such as `server_config_yaml: |` nothing is decrypted either; refer to a variable there: `token: "{{ vault_token }}"`.',
  ),
  *check(context) {
    for (const { file, ...written } of vaultScalars(context)) {
      const form = formOf(written);
      if (!form) continue;
      const fix = form === 'in-text' ? undefined : tagFix(file, written);
      yield {
        uri: file.source.uri,
        span: lineOf(file.source, written.scalar.span),
        message: MESSAGES[form],
        fixes: fix ? [fix] : [],
      };
    }
    if ([...context.files.values()].every(({ document }) => document)) return;
    for (const name of context.model.definitionsByName.keys())
      for (const found of vaultTextsOfIni(context.model, name)) yield found;
  },
});

/** No tag counts there. */
const vaultTextsOfIni = eachDefinition(({ uri, value }): RuleFinding | undefined =>
  value?.kind === 'scalar' && value.style === 'ini' && /^["']?(?:!vault\b|\$ANSIBLE_VAULT)/.test(value.text)
    ? { uri, span: value.span, message: MESSAGES.ini }
    : undefined,
);

type Form = 'untagged' | 'quoted-tag' | 'in-text' | 'ini';

const MESSAGES: Readonly<Record<Form, Message>> = {
  untagged: msg(
    'This ciphertext is used as it stands, because the tag is missing: write !vault | in front of it.',
  ),
  'quoted-tag': msg(
    'In quotes or in a text, !vault is no tag, and the ciphertext is used as it stands. Take it out of the quotes: !vault | and the ciphertext on lines of their own below.',
  ),
  'in-text': msg(
    'Ansible decrypts nothing inside a text, so that the nodes get the ciphertext. Put the encrypted value into a variable of its own, and refer to it here with Jinja.',
  ),
  ini: msg(
    'An INI inventory knows no encrypted values: this text itself is the value. Move the variable into a YAML file in group_vars or host_vars.',
  ),
};

function formOf({ scalar: { type, text, tag } }: VaultScalar): Form | undefined {
  if (type !== 'str' || tag === '!unsafe') return undefined;
  if (/^\s*\$ANSIBLE_VAULT(?:;|\s|$)/.test(text)) return 'untagged';
  if (/^\s*!vault(?:-encrypted)?(?:\s*[|>][-+]?|\s*[-+])?\s+\$ANSIBLE_VAULT/.test(text)) return 'quoted-tag';
  return /(?<![^\s:=])\$ANSIBLE_VAULT;1\.\d;/.test(text) ? 'in-text' : undefined;
}

/** Only where the ciphertext is whole, and stands behind a key. */
function tagFix({ source }: ModelFile, { scalar, pair, isInFlow }: VaultScalar): Fix | undefined {
  const start = scalar.text.indexOf('$ANSIBLE_VAULT');
  const lines = linesOf(scalar.text.slice(start));
  const { sealed } = parseVaultEnvelope(lines);
  if (!sealed || !pair || isInFlow || scalar.tag !== undefined || scalar.anchor !== undefined)
    return undefined;
  const indent = indentAt(source, pair.key.span.start).length + 2;
  return {
    title: msg('Write it as an encrypted value: !vault |'),
    safety: 'safe',
    preferred: true,
    edits: () => [{ span: scalar.span, newText: vaultBlock(lines, indent, lineBreakOf(source)) }],
  };
}

/** Folding has made one line of them; the digits show where the header ends. */
const linesOf = (text: string): string => {
  const [header = '', ...rest] = text
    .trim()
    .split(/(?<![ \t])[ \t]*[\r\n]+[ \t]*|(?<![ \t])[ \t]+(?=[0-9a-f]{2,80}(?:[ \t]|$))/);
  return [header, ...rest].join('\n');
};
