// A setting of K3s in words, for hover and completion.
import type { ConfigReader } from '../../k3s/config/configText.ts';
import type { Flag } from '../../k3s/config/flags.ts';
import type { RegistryKey } from '../../k3s/config/registries.ts';
import { code, joined } from '../../text/markdown.ts';
import { type Message, msg } from '../../text/message.ts';

const TYPES: Readonly<Record<Flag['type'], Message>> = {
  text: msg('text'),
  integer: msg('whole number'),
  boolean: msg('boolean: true or false, without quotes'),
  duration: msg('duration such as 5m0s'),
  list: msg('list, or one text'),
};

export const flagTypeName = ({ type }: Pick<Flag, 'type'>): Message => TYPES[type];

const SCOPES: Readonly<Record<Flag['scope'], Message>> = {
  server: msg('Read by servers only'),
  agent: msg('Read by agents only'),
  both: msg('Read by servers and agents'),
};

/** Markdown paragraphs. */
export function describeFlag(flag: Flag): readonly Message[] {
  const { scope, values, formerValues, deprecatedFor } = flag;
  return [
    msg('{0} · {1}', msg('Type: {0}', flagTypeName(flag)), SCOPES[scope]),
    ...(values ? [msg('Values: {0}', joined(values.map(code)))] : []),
    ...Object.entries(formerValues ?? {}).map(([value, minor]) =>
      msg('Until K3s {0}: {1}', `1.${minor - 1}`, code(value)),
    ),
    ...(deprecatedFor ? [msg('Deprecated. Now: {0}', code(deprecatedFor))] : []),
  ];
}

const KINDS: Readonly<Record<RegistryKey['kind'], Message>> = {
  mapping: msg('mapping'),
  sequence: msg('list'),
  text: msg('text'),
  boolean: msg('boolean: true or false, without quotes'),
};

export const registryTypeName = ({ kind }: Pick<RegistryKey, 'kind'>): Message => KINDS[kind];

export const describeRegistryKey = (key: RegistryKey): readonly Message[] => [
  msg('Type: {0}', registryTypeName(key)),
  key.about,
];

/** Whose file it is that the text becomes. */
export const FILES: Readonly<Record<ConfigReader, Message>> = {
  server: msg('Setting of K3s servers (/etc/rancher/k3s/config.yaml)'),
  agent: msg('Setting of K3s agents (/etc/rancher/k3s/config.yaml)'),
  registries: msg('Setting of containerd’s registries (/etc/rancher/k3s/registries.yaml)'),
};
