// Whole inventories as snippets, in the syntax of the Language Server Protocol (`${1:text}`, `$0`).
import { endpointExpression } from '../../k3s/schema/endpointExpression.ts';
import { type Message, msg } from '../../text/message.ts';

/** A whole inventory; `text` has placeholders. */
export interface InventorySnippet {
  readonly label: string;
  readonly detail: Message;
  readonly documentation: Message;
  readonly text: string;
}

// In a snippet `}` needs no escape outside placeholders, `$` and `\` do; the expression holds neither.
const vars = (first: number, extra = ''): string => `  vars:
    ansible_user: \${${first}:ansible}
    k3s_version: \${${first + 1}:v1.31.12+k3s1}
    token: "{{ \${${first + 2}:vault_token} | trim }}"
    api_endpoint: "${endpointExpression()}"
${extra}$0`;

const hosts = (group: string, addresses: readonly string[]): string =>
  `    ${group}:\n      hosts:\n${addresses.map((address) => `        ${address}:\n`).join('')}`;

const addresses = (group: string, from: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `\${${from + i}:${group}-${i + 1}}`);

const cluster = (servers: number, agents: number, extra?: string): string => {
  const serverHosts = hosts('server', addresses('server', 1, servers));
  const agentHosts = hosts('agent', addresses('agent', servers + 1, agents));
  return `k3s_cluster:\n  children:\n${serverHosts}${agentHosts}${vars(servers + agents + 1, extra)}`;
};

const externalDatabase = `    use_external_database: true
    server_config_yaml: |
      datastore-endpoint: "{{ vault_datastore_endpoint }}"
`;

/** Offered in an empty file. */
export const inventorySnippets: readonly InventorySnippet[] = [
  {
    label: 'k3s-inventory-single',
    detail: msg('Inventory with a single server'),
    documentation: msg(
      'One server and two agents. The server keeps its data in SQLite; it is a single point of failure.',
    ),
    text: cluster(1, 2),
  },
  {
    label: 'k3s-inventory-ha',
    detail: msg('Inventory with three servers (HA)'),
    documentation: msg(
      'Three servers with embedded etcd and two agents. The number of servers must be odd, so that a majority remains when one fails.',
    ),
    text: cluster(3, 2),
  },
  {
    label: 'k3s-inventory-airgap',
    detail: msg('Inventory for an offline (airgap) install'),
    documentation: msg(
      'The folder in `airgap_dir` holds the k3s binary, the image archives and `k3s-install.sh`. A relative path counts from the folder of the playbook; `k3s_version` must be set all the same.',
    ),
    text: cluster(1, 2, '    airgap_dir: ${7:/opt/k3s-airgap}\n'),
  },
  {
    label: 'k3s-inventory-external-database',
    detail: msg('Inventory with an external database'),
    documentation: msg(
      'Two servers that keep the cluster in a database of your own. The endpoint holds a password: keep it in ansible-vault.',
    ),
    text: cluster(2, 2, externalDatabase),
  },
];
