import { baseName } from '../../ansible/files/uri.ts';
import type { UnknownSource } from '../../ansible/model/model.ts';
import { defineRule, type RuleContext } from '../../diagnostics/rule.ts';
import { fileOf } from '../../k3s/context.ts';
import { type Message, msg } from '../../text/message.ts';
import { lineSpan } from '../../text/sourceText.ts';
import type { Span } from '../../text/span.ts';

export const sourceOutOfSight = defineRule({
  id: 'source-out-of-sight',
  severity: 'info',
  since: '0.1.0',
  onlyWhereOpened: true,
  summary: msg('What the file defines cannot be seen, so that what it could change is left open'),
  why: msg(
    'A file that is encrypted as a whole, a script, the configuration of an inventory plugin and a template tell what they define only to somebody with the password, or when they are run; nothing is decrypted or run here.\nWhat they may define counts as unknown: what it could change is not reported, or reported with the words “unless … sets it” where the file looks like one of secrets only; an inventory without findings is then no inventory without mistakes.\nThis is said once, on the first line of the file that is open, and on the first line of an inventory whose other sources may add hosts and groups to it; the command line names such files on standard error instead.\nTo have a file of secrets checked, encrypt its values one by one ([Ansible documentation](https://docs.ansible.com/ansible/latest/vault_guide/vault_encrypting_content.html#encrypting-individual-variables-with-ansible-vault)).',
  ),
  *check(context) {
    const unseen = context.model.unknowns.filter(({ reason }) => REASONS[reason] !== undefined);
    for (const { uri, reason } of unseen) {
      const why = REASONS[reason];
      if (why) yield { uri, span: firstLine(context, uri), message: why };
    }
    const [other] = unseen.filter(({ owner }) => !owner);
    if (!other) return;
    const reported = new Set(unseen.map(({ uri }) => uri));
    for (const [uri, { role }] of context.files) {
      if (role !== 'inventory' || reported.has(uri)) continue;
      yield { uri, span: firstLine(context, uri), message: describeOther(other) };
    }
  },
});

/** Another rule reports what Ansible refuses to read. */
const REASONS: { readonly [Reason in UnknownSource['reason']]?: Message } = {
  'vaulted-file': msg(
    'This file is encrypted as a whole: what it defines is not known here. What it could change is left open, or reported with “unless … sets it”.',
  ),
  sops: msg(
    'This file is encrypted with SOPS: what it defines is not known here. What it could change is left open, or reported with “unless … sets it”.',
  ),
  script: msg(
    'This file is a script: only running it would tell what it defines. What it could change is left open.',
  ),
  plugin: msg(
    'An inventory plugin reads this file: what it finds is not known here. What it could change is left open.',
  ),
  toml: msg(
    'This file is TOML, which Ansible reads and K3s Inventory does not: what it defines is not known here. What it could change is left open.',
  ),
  template: msg(
    'This file is a template: what it defines is known only once it is filled in. What it could change is left open.',
  ),
};

const describeOther = ({ uri }: UnknownSource): Message =>
  msg(
    'Hosts and groups may also come from {0}, which cannot be looked into here: what it could change is left open.',
    baseName(uri),
  );

function firstLine(context: RuleContext, uri: string): Span {
  const file = fileOf(context, uri);
  return file ? lineSpan(file.source, 0) : { start: 0, end: 0 };
}
