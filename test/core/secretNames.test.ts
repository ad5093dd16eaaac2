// One list says what a name implies about a secret: whether its value surely is one, and whether it is rather hidden.
import { expect, it } from 'vitest';
import {
  mayHoldSecretName,
  mayNameSecret,
  secretKind,
} from '../../server/src/core/ansible/secrets/secretNames.ts';

it.each([
  'admin_password',
  'DB-PASSWD',
  'joinToken',
  'passwort',
  '密码',
  'keyring',
  'tailscale_authkey',
  'client_secret_2',
])('%s names a secret, and is hidden', (name) => {
  expect(secretKind(name)).toMatch(/^(?:password|key)$/);
  expect(mayNameSecret(name)).toBe(true);
});

it.each(['token_file', 'vault_addr', 'htpasswd_users', 'credentialsRef', 'redis_key', 'pass_through'])(
  '%s proves nothing, and is hidden all the same',
  (name) => {
    expect(['password', 'key']).not.toContain(secretKind(name));
    expect(mayNameSecret(name)).toBe(true);
  },
);

it.each(['ansible_host', 'ssh_public_key', 'primary_key', 'topologyKey', 'key', 'passHostHeader'])(
  '%s is shown',
  (name) => {
    expect(mayNameSecret(name)).toBe(false);
  },
);

it('a text without any word of a secret has no name that means one', () => {
  const words =
    'password Passwd PW PSK Contraseña HASŁO 密钥 口令 joinToken API_KEY authKey kubeconfig cert jwt pat DSN conn';
  const names = words
    .split(' ')
    .flatMap((word) => [word, `admin_${word}`, `K3S-${word}`, `${word}_b64`, `${word}_2`, `vault_${word}`])
    .filter((name) => secretKind(name) !== undefined);
  expect(names.length).toBeGreaterThan(60);
  expect(names.filter((name) => !mayHoldSecretName(`a b=${name}: c`))).toEqual([]);
  expect(['disk=ssd', 'zone: a', '--flannel-backend=host-gw'].filter(mayHoldSecretName)).toEqual([]);
});
