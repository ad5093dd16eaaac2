// Completes a finding about a text that api_endpoint refers to: names the variable.
import type { RuleFinding } from '../../diagnostics/rule.ts';
import type { Endpoint } from '../../k3s/endpoint.ts';
import { msg } from '../../text/message.ts';

/** To be spread into a finding; without a related place where api_endpoint holds the text itself. */
export const takenAt = ({ takenBy }: Endpoint): Pick<RuleFinding, 'related'> => ({
  related: takenBy
    ? [{ uri: takenBy.uri, span: takenBy.keySpan, message: msg('{0} is taken from it here', takenBy.name) }]
    : [],
});
