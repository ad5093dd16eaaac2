// Secrets that look like any word, so that only the place says what they are: in arguments, units and nested quotes.
import { expect, it } from 'vitest';
import { createInventoryQueries } from '../../../server/src/core/index.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { SMALL_INVENTORY } from '../../support/smallInventory.ts';

const WORD = 'hunterpass';

const inventory = (vars: string): string => `${SMALL_INVENTORY}    ${vars}\n`;

it.each([
  `extra_agent_args: -t ${WORD} --node-label=a=b`,
  `extra_agent_args: --node-label=a=b -t=${WORD}`,
  `extra_server_args: --node-label=a=b -t "${WORD}"`,
  `extra_server_args: --node-label=a=b --etcd-s3-secret-key='${WORD}'`,
  `extra_service_envs: ['FLAGS="K3S_TOKEN=${WORD}"']`,
  `extra_install_envs: { WRAPPED: 'a="b" c="K3S_TOKEN=${WORD}"' }`,
  `extra_agent_args: "{{ ['--node-label=a=b', '-t', '${WORD}'] | join(' ') }}"`,
  `extra_agent_args: "{{ lookup('env', 'X') }} {{ '--tok' ~ 'en ' ~ '${WORD}' }}"`,
  `extra_service_envs: ["{{ 'GH_TOKEN=' ~ gh }}"]\n    gh: ${WORD}`,
  `extra_service_envs: ["{{ 'GH_TOKEN=' ~ '${WORD}' }}"]`,
  `extra_service_envs: ["A={{ x }} GH_TOKEN={{ gh | b64encode }}"]\n    x: 1\n    gh: ${WORD}`,
  `server_config_yaml: "{{ 'agent-to' ~ 'ken: ${WORD}' }}"`,
  `registries_config_yaml: "{{ {'configs': {'r': {'auth': {'pass' ~ 'word': '${WORD}'}}}} | to_nice_yaml }}"`,
])('is not shown: %s', async (vars) => {
  const files = createMemoryFileSystem({ 'inventory.yml': inventory(vars) });
  const answer = JSON.stringify(
    await createInventoryQueries(files).preview({ sources: [uriOf('inventory.yml')] }),
  );
  expect(answer).toContain('<secret>');
  expect(answer).not.toContain(WORD);
  expect(answer).not.toContain('Ansible fails');
});
