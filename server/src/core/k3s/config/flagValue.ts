// Why K3s refuses the value of a flag or key: it does not start with one that it cannot parse.
import { type Message, msg } from '../../text/message.ts';
import { isDuration } from './duration.ts';
import type { Flag } from './flags.ts';

/** The reason; `undefined` for an accepted value. */
export function refusalOf({ name, type, form, values }: Flag, text: string): Message | undefined {
  if (values && !values.includes(text) && !text.includes('='))
    return msg('{0} takes only {1}: K3s does not start with this value.', name, values.join(', '));
  if (type === 'boolean' && !/^(?:1|0|t|T|f|F|true|TRUE|True|false|FALSE|False)$/.test(text))
    return msg('{0} is a switch and takes only true or false: K3s does not start with this value.', name);
  if (type === 'integer' && !/^[-+]?(?:\d+|0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/.test(text))
    return msg('{0} takes a whole number: K3s does not start with this value.', name);
  if (type === 'duration' && !isDuration(text))
    return msg('{0} takes a duration such as 5m0s: K3s does not start with this value.', name);
  if (form === 'networks' && !text.split(',').every(isNetwork))
    return msg('{0} takes networks such as 10.42.0.0/16: K3s does not start with this value.', name);
  if (form === 'port-range' && !isPortRange(text))
    return msg('{0} takes a range of ports such as 30000-32767: K3s does not start with this value.', name);
  if (form === 'labels' && !text.split(',').every((label) => LABEL.test(label)))
    return msg('{0} takes labels such as key=value: K3s does not start with this value.', name);
  if (form === 'taints' && !text.split(',').every((taint) => TAINT.test(taint)))
    return msg('{0} takes taints such as key=value:NoSchedule: K3s does not start with this value.', name);
  if (form === 'addresses' && !text.split(',').every((one) => isAddress(one.trim())))
    return msg('{0} takes addresses such as 10.0.0.1: K3s does not start with this value.', name);
  if (form === 'settings' && /^[^=]*\s/.test(text.trim()))
    return msg(
      '{0} takes settings such as key=value: the component does not start with a blank before “=”.',
      name,
    );
  const reserved = name === 'node-label' ? text.split(',').find(isReservedLabel) : undefined;
  if (reserved !== undefined)
    return msg(
      'The kubelet may not give its node the label {0}, and does not start with it. Set it with “kubectl label node” instead.',
      reserved.split('=')[0] ?? '',
    );
  return undefined;
}

/** Kubernetes keeps labels of its own names to itself, but for these (NodeRestriction). */
const OWN_LABEL = /^(?:[^/]*\.)?(?:kubernetes|k8s)\.io\//;
const ALLOWED_LABEL =
  /^(?:(?:[^/]*\.)?(?:kubelet|node)\.kubernetes\.io\/|(?:topology|failure-domain\.beta)\.kubernetes\.io\/(?:zone|region)=|(?:beta\.)?kubernetes\.io\/(?:hostname|os|arch|instance-type)=)/;
const isReservedLabel = (label: string): boolean => OWN_LABEL.test(label) && !ALLOWED_LABEL.test(label);

function isPortRange(text: string): boolean {
  const [, from, sign, to] = /^(\d+)([-+])(\d+)$/.exec(text) ?? [];
  const last = sign === '+' ? Number(from) + Number(to) : Number(to);
  return Number(from) <= last && last <= 65_535;
}

const isAddress = (text: string): boolean =>
  text.includes(':')
    ? /^[\da-fA-F:.]+$/.test(text)
    : /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && text.split('.').every((octet) => Number(octet) <= 255);

const LABEL = /^[\w./-]+=[\w.-]*$/;
const TAINT = /^[\w./-]+(?:=[\w.-]*)?:(?:NoSchedule|PreferNoSchedule|NoExecute)-?$/;

function isNetwork(text: string): boolean {
  const [, address = '', length = ''] = /^([\d.]+|(?=[^:]*:)[\da-fA-F:.]+)\/(\d{1,3})$/.exec(text) ?? [];
  if (address.includes(':')) return Number(length) <= 128;
  const octets = address.split('.');
  return octets.length === 4 && octets.every((octet) => Number(octet) <= 255) && Number(length) <= 32;
}
