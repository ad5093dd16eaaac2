import { literalOf, valueLocation } from '../../ansible/model/definitions.ts';
import { definitionLookup } from '../../ansible/model/queries.ts';
import { mayBeDefinedElsewhere } from '../../ansible/templates/elsewhere.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { hostsAt } from '../../k3s/addresses/hostAddress.ts';
import { clusterHosts, definitionsFor } from '../../k3s/cluster.ts';
import { clusterEndpoints } from '../../k3s/endpoint.ts';
import { endpointValue } from '../../k3s/endpointValue.ts';
import { isBeforeInstaller } from '../../k3s/roles/behaviour.ts';
import { firstServer } from '../../k3s/roles/parts.ts';
import { msg } from '../../text/message.ts';
import { serverSettings } from './serverSettings.ts';

const USUAL = '6443';

export const k3sPortDiffers = defineRule({
  id: 'k3s-port-differs',
  severity: 'error',
  since: '0.1.0',
  summary: msg('K3s listens on another port than the one that nodes dial'),
  why: msg(
    'Nodes dial `https://{{ api_endpoint }}:{{ api_port }}`, and since 1.2.0 k3s-ansible itself waits for that port on the first server; `api_port` tells K3s nothing.\nK3s listens on `https-listen-port`, 6443 without it, so that the two must agree where `api_endpoint` is the first server: else the play stops with "Timeout when waiting for 10.0.0.1:6443" (seen with the real playbook, either way round).\nA load balancer may well have another port, so that the rule is silent about an `api_endpoint` that is no server of the inventory.',
  ),
  *check(context) {
    const { model, plays } = context;
    const first = firstServer(model);
    if (first === undefined || plays.perhaps.has('api_port') || plays.passed.has('api_port')) return;
    if (mayBeDefinedElsewhere(model, 'api_port', first) || isBeforeInstaller(context)) return;
    const dialled = definitionLookup(model, 'api_port')(first);
    // A port that some nodes do not see, and one that is no port, have rules of their own.
    const { all } = clusterHosts(model);
    if (dialled && definitionsFor(model, all, 'api_port').effective[0]?.hosts.length !== all.length) return;
    const dialledText = dialled ? portText(literalOf(dialled)) : USUAL;
    const found = serverSettings(context)(first, 'https-listen-port');
    if (!found || dialledText === undefined || !isPort(dialledText)) return;
    const [listening] = found;
    const listeningText = listening?.text.trim() ?? USUAL;
    if (dialledText === listeningText || !isPort(listeningText)) return;
    const isOfFirst = clusterEndpoints(context).every(({ scalar: { text }, hosts }) => {
      const value = endpointValue(text, model, hosts);
      return value.kind === 'text' && hostsAt(model, value.text.trim()).has(first);
    });
    const location = listening?.location ?? (dialled && valueLocation(dialled));
    if (!location || !isOfFirst || clusterEndpoints(context).length === 0) return;
    yield {
      ...location,
      message: msg(
        'K3s on “{0}” listens on port {1}, and the nodes dial {2}: the deployment stops. Give api_port and https-listen-port (in server_config_yaml) the same value.',
        first,
        listeningText,
        dialledText,
      ),
    };
  },
});

/** `06443` is an octal number for YAML, and `0x192B` a hexadecimal one: Ansible knows only what they come to. */
const portText = (literal: ReturnType<typeof literalOf>): string | undefined =>
  literal?.type === 'int' ? String(literal.value) : literal?.text.trim();

const isPort = (text: string): boolean => /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65_535;
