// Which settings of K3s and of Ansible contain a secret, and which part of their value it is. Knows no files.

import { isBesideSecret } from '../../ansible/secrets/secretNames.ts';
import { hasJinja } from '../../jinja/parse.ts';
import { ownValue } from '../../text/ownValue.ts';
import { type Span, spanOf } from '../../text/span.ts';
import type { VariableSchema } from '../schema/variableSchema.ts';
import { isMark } from './placeholder.ts';
import { isOpaque } from './token.ts';

/** `whole`: the value is the secret. Otherwise: a password inside an address, a key in a list of `name=value`. */
export type SecretForm = 'whole' | 'address' | 'joinKey';

/** Options of the K3s configuration, which are its arguments, too. */
const OPTIONS: Readonly<Record<string, SecretForm>> = {
  token: 'whole',
  t: 'whole',
  'agent-token': 'whole',
  'etcd-s3-secret-key': 'whole',
  'datastore-endpoint': 'address',
  'vpn-auth': 'joinKey',
};

const ENVIRONMENT: Readonly<Record<string, SecretForm>> = {
  K3S_TOKEN: 'whole',
  K3S_AGENT_TOKEN: 'whole',
  K3S_CLUSTER_SECRET: 'whole',
  AWS_SECRET_ACCESS_KEY: 'whole',
  K3S_DATASTORE_ENDPOINT: 'address',
  K3S_VPN_AUTH: 'joinKey',
};

/** Which part of an option's value is secret; `undefined` for options without a secret. */
export const formOfOption = (name: string): SecretForm | undefined => ownValue(OPTIONS, name);

/** The addresses of proxies may contain name and password. */
export const formOfEnvironment = (name: string): SecretForm | undefined => {
  if (/^(?:CONTAINERD_)?HTTPS?_PROXY$/i.test(name)) return 'address';
  return ownValue(ENVIRONMENT, name);
};

/** The credentials of registries.yaml: `configs.<registry>.auth.password` and its siblings. */
export const formOfRegistryKey = (keys: readonly string[]): SecretForm | undefined => {
  const [top, , section, name] = keys.slice(-4);
  const isSecret =
    top === 'configs' && section === 'auth' && /^(?:password|auth|token|identitytoken)$/.test(name ?? '');
  return isSecret ? 'whole' : undefined;
};

/** Variables other than `token`, which has rules of its own. */
export const isSecretVariable = (schema: VariableSchema, name: string): boolean =>
  name !== 'token' && schema.variables.get(name)?.secret === 'value';

/** Whether the name says that the variable is meant to be encrypted. */
export const isMeantToBeVaulted = (name: string): boolean =>
  /^vault_\w*(?:token|passw|passphrase|secret|credential|_key$)/i.test(name) && !isBesideSecret(name);

/** Where the secret stands in a value; `undefined` when there is none, or it is kept elsewhere. */
export function secretIn(form: SecretForm, value: string): Span | undefined {
  const found = FORMS[form].exec(value);
  const secret = found?.groups?.['secret'];
  if (found === null || secret === undefined || !isPlain(secret)) return undefined;
  const start = found.index + found[0].lastIndexOf(secret);
  return spanOf(start, start + secret.length);
}

const FORMS: Readonly<Record<SecretForm, RegExp>> = {
  whole: /(?<secret>\S(?:[\s\S]*\S)?)/,
  address: /:\/\/[^\s/@:]*:(?<secret>\S{0,300})(?=@)/,
  joinKey: /(?:^|,)\s*joinKey=(?<secret>[^,\s]+)/i,
};

/** A text that is a secret by itself: neither empty, nor a template, a reference or a sample. */
export const isPlain = (text: string): boolean =>
  text.trim() !== '' && !hasJinja(text) && !isOpaque(text.trim()) && !isMark(text);
