// A value of which a part is known only when the play runs is shown with its other parts.
import { expect, it } from 'vitest';
import { createInventoryQueries } from '../../../server/src/core/index.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';

const SECRET = 'Xk7pQ2mV9sLw4RtY8nBc3HdF6gJzA5uE';
const FACT = "{{ ansible_facts['eth1']['address'] }}";
const MARK = '<unknown: facts are gathered when the play runs>';

async function previewOf(vars: string) {
  const text = `k3s_cluster:
  children:
    server: { hosts: { s1: { ansible_host: 10.0.0.1 } } }
    agent: { hosts: { a1: {} } }
  vars:
    k3s_version: v1.31.12+k3s1
    api_endpoint: 10.0.0.1
    token: ${SECRET}
${vars}`;
  const queries = createInventoryQueries(createMemoryFileSystem({ 'inventory.yml': text }));
  const answer = await queries.preview({ sources: [uriOf('inventory.yml')] });
  expect(JSON.stringify(answer)).not.toContain(SECRET);
  return answer?.hosts ?? {};
}

it('keeps the other settings of server_config_yaml, in their order', async () => {
  const { s1 } = await previewOf(`    server_config_yaml: |
      node-ip: ${FACT}
      {% for name in ['traefik', 'servicelb'] %}
      {{ name }}: "on ${FACT}"
      {% endfor %}
`);
  expect(s1?.files['/etc/rancher/k3s/config.yaml']?.content).toBe(
    `node-ip: ${MARK}\nservicelb: on ${MARK}\ntls-san: 10.0.0.1\ntoken: <secret>\ntraefik: on ${MARK}\n`,
  );
  expect(s1?.unknown).toContainEqual({
    where: '/etc/rancher/k3s/config.yaml',
    reason: 'facts are gathered when the play runs',
  });
});

it('keeps the other words of arguments, also through another variable, and masks what is secret', async () => {
  const { s1, a1 } = await previewOf(`    own: "--node-ip ${FACT} --debug"
    extra_agent_args: "{{ own }}"
    extra_server_args: "--node-ip=${FACT} --x={{ token }}"
`);
  expect(s1?.installer?.exec).toBe(`--node-ip=${MARK} --x=<secret>`);
  expect(a1?.installer?.exec).toBe(`agent --server https://10.0.0.1:6443 --node-ip ${MARK} --debug`);
});

it('shows nothing of a text whose form hangs on what is unknown, or that is only used further', async () => {
  const { s1 } = await previewOf(`    extra_server_args: "{% if ${FACT.slice(2, -2)} %}--debug{% endif %} --x"
    server_config_yaml: "{% set ip %}a${FACT}{% endset %}x: {{ ip | length }}"
`);
  expect(s1?.installer?.exec).toBe(MARK);
  expect(s1?.files['/etc/rancher/k3s/config.yaml']?.content).toMatch(new RegExp(`\n${MARK}\n$`));
});
