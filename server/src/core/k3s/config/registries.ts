// The keys of K3s' registries.yaml as a tree, where `each` stands for the names of registries.
import { type Message, msg } from '../../text/message.ts';
import { ownValue } from '../../text/ownValue.ts';

export interface RegistryKey {
  readonly kind: 'mapping' | 'sequence' | 'text' | 'boolean';
  readonly about: Message;
  readonly keys?: Readonly<Record<string, RegistryKey>>;
  /** The keys below names that the user chooses. */
  readonly each?: RegistryKey;
}

const text = (about: Message): RegistryKey => ({ kind: 'text', about });

const REGISTRIES: RegistryKey = {
  kind: 'mapping',
  about: msg('The registries that containerd gets images from.'),
  keys: {
    mirrors: {
      kind: 'mapping',
      about: msg(
        'Where images of a registry are fetched from instead: one entry for each registry that images name.',
      ),
      each: {
        kind: 'mapping',
        about: msg(
          'A registry as images name it: a host, with a port or without; `"*"` stands for all of them.',
        ),
        keys: {
          endpoint: {
            kind: 'sequence',
            about: msg(
              'Addresses that are tried one after the other, with `https://` or `http://`; the registry itself comes last.',
            ),
          },
          rewrite: {
            kind: 'mapping',
            about: msg(
              'Other names for images at the endpoints: a regular expression, and what takes its place.',
            ),
          },
        },
      },
    },
    configs: {
      kind: 'mapping',
      about: msg('How a registry or an endpoint is spoken to: who one is there, and by which certificates.'),
      each: {
        kind: 'mapping',
        about: msg('The host of a registry or of an endpoint, with its port where there is one.'),
        keys: {
          auth: {
            kind: 'mapping',
            about: msg(
              'Who one is. The file is readable for everybody on the node: use a login that may read only.',
            ),
            keys: {
              username: text(msg('The name of the login.')),
              password: text(msg('The password of the login; take it from an encrypted variable.')),
              auth: text(msg('Name and password in one, in base64.')),
              token: text(msg('A token in place of name and password.')),
            },
          },
          tls: {
            kind: 'mapping',
            about: msg('By which certificates both know each other. The files must be on the node already.'),
            keys: {
              ca_file: text(msg('Path on the node: the certificate authority of the registry.')),
              cert_file: text(msg('Path on the node: the certificate of the node.')),
              key_file: text(msg('Path on the node: the key to the certificate of the node.')),
              insecure_skip_verify: {
                kind: 'boolean',
                about: msg('Believe any certificate: whoever is in between can exchange images.'),
              },
            },
          },
        },
      },
    },
  },
};

/** The entry of the tree for a path of keys. */
export const registryKeyAt = (path: readonly string[]): RegistryKey | undefined =>
  path.reduce<RegistryKey | undefined>(
    (key, name) => key && (ownValue(key.keys ?? {}, name) ?? key.each),
    REGISTRIES,
  );
