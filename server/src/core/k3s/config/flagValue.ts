// Why K3s refuses the value of a flag or key: it does not start with one that it cannot parse.
import { type Message, msg } from '../../text/message.ts';
import type { Flag } from './flags.ts';

/** The reason; `undefined` for an accepted value. */
export function refusalOf({ name, type, form, values }: Flag, text: string): Message | undefined {
  if (values && !values.includes(text) && !text.includes('='))
    return msg('{0} takes only {1}: K3s does not start with this value.', name, values.join(', '));
  if (type === 'boolean' && !/^(?:1|0|t|T|f|F|true|TRUE|True|false|FALSE|False)$/.test(text))
    return msg('{0} is a switch and takes only true or false: K3s does not start with this value.', name);
  if (type === 'integer' && !/^[-+]?(?:\d+|0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/.test(text))
    return msg('{0} takes a whole number: K3s does not start with this value.', name);
  if (type === 'duration' && !/^[-+]?(?:0|(?:[\d.]+(?:ns|us|µs|ms|s|m|h))+)$/.test(text))
    return msg('{0} takes a duration such as 5m0s: K3s does not start with this value.', name);
  if (form === 'networks' && !text.split(',').every(isNetwork))
    return msg('{0} takes networks such as 10.42.0.0/16: K3s does not start with this value.', name);
  if (form === 'port-range' && !/^\d+[-+]\d+$/.test(text))
    return msg('{0} takes a range of ports such as 30000-32767: K3s does not start with this value.', name);
  if (form === 'labels' && !text.split(',').every((label) => LABEL.test(label)))
    return msg('{0} takes labels such as key=value: K3s does not start with this value.', name);
  if (form === 'taints' && !text.split(',').every((taint) => TAINT.test(taint)))
    return msg('{0} takes taints such as key=value:NoSchedule: K3s does not start with this value.', name);
  return undefined;
}

const LABEL = /^[\w./-]+=[\w.-]*$/;
const TAINT = /^[\w./-]+(?:=[\w.-]*)?:(?:NoSchedule|PreferNoSchedule|NoExecute)-?$/;

function isNetwork(text: string): boolean {
  const [, address = '', length = ''] = /^([\d.]+|(?=[^:]*:)[\da-fA-F:.]+)\/(\d{1,3})$/.exec(text) ?? [];
  if (address.includes(':')) return Number(length) <= 128;
  const octets = address.split('.');
  return octets.length === 4 && octets.every((octet) => Number(octet) <= 255) && Number(length) <= 32;
}
