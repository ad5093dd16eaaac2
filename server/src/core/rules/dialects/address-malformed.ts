import { literalOf } from '../../ansible/model/definitions.ts';
import { defineRule, type RuleContext } from '../../diagnostics/rule.ts';
import { addressParts, hasExcess } from '../../k3s/addresses/address.ts';
import { type AddressFault, addressFault, isFilledInBefore } from '../../k3s/addresses/addressForm.ts';
import { countingFor } from '../../k3s/dialects/checks.ts';
import { hasItsGroups } from '../../k3s/dialects/nodes.ts';
import { type Message, msg } from '../../text/message.ts';
import { oneLine } from './oneLine.ts';

export const addressMalformed = defineRule({
  id: 'address-malformed',
  severity: 'error',
  needs: 'dialect',
  since: '0.1.0',
  summary: msg('A variable that must be one address is a placeholder, a URL, or no address at all'),
  why: msg(
    'The roles put the value behind `https://` and in front of a port, and into certificates: it is one IP address or one name, and nothing else.\n`<ip of the load balancer>`, `10.0.0.256` or `https://10.0.0.5:6443` end in addresses that no node can reach, and the play waits for the first server until it gives up.\nFor k3s-ansible itself, the rules about `api_endpoint` say the same.',
  ),
  *check(context) {
    for (const variable of addressesOf(context))
      for (const { definition } of countingFor(context, variable)) {
        const literal = literalOf(definition);
        const fault = literal?.type === 'str' ? faultOf(literal.text) : undefined;
        if (literal && fault)
          yield { ...oneLine(context, definition), message: describe(fault, variable, literal.text.trim()) };
      }
  },
});

/** The variables of the project that hold one address. */
function addressesOf(context: RuleContext): readonly string[] {
  const { dialect } = context;
  const { variables = '' } = dialect ?? {};
  if (typeof variables === 'string' || dialect?.relation === 'itself' || !hasItsGroups(context)) return [];
  return variables.flatMap(({ name, type }) => (type === 'host' ? [name] : []));
}

type Fault = Exclude<AddressFault, 'underscore' | 'dot-at-end'> | 'excess';

/** What a script fills in before Ansible reads the file is not judged, nor what most programs take. */
function faultOf(text: string): Fault | undefined {
  if (isFilledInBefore(text) || /^\s*%[\w-]+%\s*$/.test(text)) return undefined;
  const parts = addressParts(text);
  if (parts && hasExcess(parts)) return 'excess';
  const fault = addressFault(text);
  return fault === 'underscore' || fault === 'dot-at-end' ? undefined : fault;
}

function describe(fault: Fault, variable: string, text: string): Message {
  if (fault === 'placeholder')
    return msg('“{0}” stands here to be replaced: {1} needs an IP address or a host name.', text, variable);
  if (fault === 'excess')
    return msg(
      '“{0}” is more than an address: {1} takes an IP address or a host name alone, without scheme, port or path.',
      text,
      variable,
    );
  return msg(
    '“{0}” is no IP address and no host name, and {1} needs one: no node reaches the servers there.',
    text,
    variable,
  );
}
