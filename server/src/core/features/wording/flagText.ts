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

/** What values a flag takes, in words. */
export const flagTypeName = ({ type }: Pick<Flag, 'type'>): Message => TYPES[type];

const SCOPES: Readonly<Record<Flag['scope'], Message>> = {
  server: msg('Read by servers only'),
  agent: msg('Read by agents only'),
  both: msg('Read by servers and agents'),
};

/** Markdown paragraphs: facts first, then what it does, then what else sets it. */
export function describeFlag(flag: Flag): readonly Message[] {
  const { values, formerValues, deprecatedFor, setByRole, critical, criticalValues } = flag;
  return [
    facts(flag).reduce((line, part) => msg('{0} · {1}', line, part)),
    { pattern: flag.about, values: [] },
    ...(values ? [msg('Values: {0}', joined(values.map(code)))] : []),
    ...Object.entries(formerValues ?? {}).map(([value, minor]) =>
      msg('Until K3s {0}: {1}', `1.${minor - 1}`, code(value)),
    ),
    ...(setByRole ? [msg('k3s-ansible sets it itself.')] : []),
    ...(critical ? [msg('All servers of a cluster must have the same value.')] : []),
    ...(criticalValues
      ? [msg('All servers of a cluster must name these, or none: {0}', joined(criticalValues.map(code)))]
      : []),
    ...(deprecatedFor ? [msg('Deprecated. Now: {0}', code(deprecatedFor))] : []),
  ];
}

function facts(flag: Flag): readonly Message[] {
  const { scope, default: standard, env, since, until } = flag;
  return [
    msg('Type: {0}', flagTypeName(flag)),
    SCOPES[scope],
    ...(standard === undefined ? [] : [msg('Default: {0}', code(standard))]),
    ...(since === undefined ? [] : [msg('Since K3s {0}', `1.${since}`)]),
    ...(until === undefined ? [] : [msg('Until K3s {0}', `1.${until}`)]),
    ...(env ? [msg('Environment: {0}', code(env))] : []),
  ];
}

const KINDS: Readonly<Record<RegistryKey['kind'], Message>> = {
  mapping: msg('mapping'),
  sequence: msg('list'),
  text: msg('text'),
  boolean: msg('boolean: true or false, without quotes'),
};

/** What values a key of registries.yaml takes, in words. */
export const registryTypeName = ({ kind }: Pick<RegistryKey, 'kind'>): Message => KINDS[kind];

/** The paragraphs of a hover. */
export const describeRegistryKey = (key: RegistryKey): readonly Message[] => [
  msg('Type: {0}', registryTypeName(key)),
  { pattern: key.about, values: [] },
];

/** The file that the text becomes. */
export const FILES: Readonly<Record<ConfigReader, Message>> = {
  server: msg('Setting of K3s servers (/etc/rancher/k3s/config.yaml)'),
  agent: msg('Setting of K3s agents (/etc/rancher/k3s/config.yaml)'),
  registries: msg('Setting of containerd’s registries (/etc/rancher/k3s/registries.yaml)'),
};
