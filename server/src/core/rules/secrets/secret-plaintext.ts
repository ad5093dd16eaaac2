import { refusedFiles } from '../../ansible/model/refusal.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { encryptValue } from '../../edits/tokenFixes.ts';
import { type PlainSecret, plainSecrets } from '../../k3s/secrets/plainSecrets.ts';
import { type Message, msg } from '../../text/message.ts';
import { lineOf } from '../../yaml/spanInFile.ts';
import { brokenFileSecrets } from './brokenFileSecrets.ts';
import { configSecrets } from './configSecrets.ts';
import { fallbackSecrets, templateSecrets } from './fallbackSecrets.ts';
import { secretsInComments } from './secretComments.ts';

export const secretPlaintext = defineRule({
  id: 'secret-plaintext',
  severity: 'warning',
  needs: 'ansible',
  readsRefused: 'text',
  since: '0.1.0',
  summary: msg('A secret other than the token stands in the file in plain text'),
  why: msg(
    'An inventory usually ends up in a repository, and whoever reads it has every secret in it, from its history, too.\nThis rule knows the passwords of logins (`ansible_password`, `ansible_become_password` and their other names), in `server_config_yaml` and `agent_config_yaml` `token`, `agent-token`, `etcd-s3-secret-key`, `vpn-auth` and a password in `datastore-endpoint`, the `auth` of registries, the same as arguments and in the environment (`K3S_TOKEN=`, proxies with a password), variables that the token or a password is taken from, names such as `vault_token` that say they are encrypted, a text in `default("…")` behind a token or a password, and tokens and passwords left in comments.\nOf other variables it goes by name and value together: a name that ends in a word such as `password`, `token` or `api_key`, in several languages, and a value that is no path, no switch, no mark such as `CHANGE_ME` and, but for passwords, looks random.\nAnd by shape: passwords in addresses, `Authorization` headers, private keys, `sshpass -p`, keys with the mark of their maker such as `ghp_…`.\nA file that Ansible refuses is looked through line by line, and so is the `ansible.cfg` that counts for the inventory: tokens and passwords of servers of Galaxy, addresses with a password, `sshpass`, the password in `fact_caching_connection`.\nArguments are worse than files: every user of a node sees them in the list of processes.\nA value of `!vault`, a reference, a lookup and a value of SOPS are safe.\nThe token itself has its own rule, [token-plaintext](token-plaintext.md).',
  ),
  *check(context) {
    const refused = refusedFiles(context);
    for (const secret of plainSecrets(context)) {
      const { file, definition, neededBy, span } = secret;
      if (refused.has(file.source.uri)) continue;
      yield {
        uri: file.source.uri,
        span: lineOf(file.source, span),
        message: describe(secret),
        ...(neededBy && {
          related: [
            {
              uri: neededBy.uri,
              span: neededBy.keySpan,
              message: msg('{0} is taken from it here', neededBy.name),
            },
          ],
        }),
        fixes: encryptValue({ definition, file }, span),
      };
    }
    for (const { file, span, name } of fallbackSecrets(context))
      if (!refused.has(file.source.uri)) yield { uri: file.source.uri, span, message: inFallback(name) };
    for (const { file, span } of templateSecrets(context))
      if (!refused.has(file.source.uri)) yield { uri: file.source.uri, span, message: IN_TEMPLATE };
    for (const { file, span } of brokenFileSecrets(context))
      yield { uri: file.source.uri, span, message: IN_BROKEN_FILE };
    for (const { file, span } of configSecrets(context))
      yield { uri: file.source.uri, span, message: IN_CONFIG };
    for (const file of context.files.values())
      for (const span of secretsInComments(context, file.source.uri))
        yield { uri: file.source.uri, span, message: IN_COMMENT };
  },
});

const inFallback = (name: string): Message =>
  msg(
    'The default of {0} stands here in plain text, for everybody who reads the file. Leave it out, so that a missing secret is noticed.',
    name,
  );

const IN_TEMPLATE = msg(
  'This text in the template looks like a secret, for everybody who reads the file. Keep it in an encrypted variable, and refer to that.',
);

const IN_BROKEN_FILE = msg(
  'This looks like a secret in plain text: whoever can read this file, or the repository it is kept in, has it. Encrypt it with ansible-vault once the file can be read again.',
);

const IN_CONFIG = msg(
  'This looks like a secret in plain text: whoever can read this file, or the repository it is kept in, has it. Take it out of ansible.cfg and give it to Ansible in the environment, or in a file that no repository holds.',
);

const IN_COMMENT = msg(
  'A secret is left in this comment, for everybody who reads the file. Remove it; where it is still in use, replace it.',
);

function describe({ place, name, neededBy }: PlainSecret): Message {
  switch (place) {
    case 'argument':
      return msg(
        'The secret behind {0} is in plain text, and on the nodes every user can read it in the list of processes. Put it into the configuration file instead, encrypted here.',
        name,
      );
    case 'referred':
      return msg(
        '{0} is in plain text, and {1} is taken from it: referring to a variable protects nothing as long as that one is not encrypted. Encrypt it with ansible-vault.',
        name,
        neededBy?.name ?? '',
      );
    default:
      return msg(
        '{0} is in plain text: whoever can read this file, or the repository it is kept in, has it. Encrypt it with ansible-vault, or refer to a secret that is kept elsewhere.',
        name,
      );
  }
}
