// The line that a finding is in, with a mark under it: where it stands, and no secret.
import { afterEach, expect, it } from 'vitest';
import { createShownLines } from '../../server/src/core/index.ts';
import { FILES, leakedIn } from '../support/plantedSecrets.ts';
import { SMALL_INVENTORY } from '../support/smallInventory.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

let folder: Folder;
afterEach(() => folder?.remove());

async function framesOf(more: string): Promise<readonly string[]> {
  folder = createFolder({ 'inventory.yml': SMALL_INVENTORY + more });
  const { stdout } = await folder.run(['check', 'inventory.yml']);
  return stdout.split('\n').filter((line) => / \| /.test(line));
}

it.each([
  ['    airgap_dri: /opt\n', ['  12 |     airgap_dri: …', '     |     ^^^^^^^^^^']],
  ['    token: changeme\n', ['  12 |     token: …', '     |            ^']],
  ['    api_port: "abc" # why\n', ['  12 |     api_port: "abc" # …', '     |               ^^^^^']],
  [
    '    kubeconfig: [1]\n',
    // A list may hold anything.
    ['  12 |     kubeconfig: …', '     |                 ^'],
  ],
  ['    airgap: "\u202e"\n', ['  12 |     airgap: "\\u202e"', '     |     ^^^^^^']],
])('%j', async (more, frame) => {
  expect((await framesOf(more)).slice(0, 2)).toEqual(frame);
});

it('has its mark below what takes two columns, too', async () => {
  const shown = await framesOf('    api_port: "端口" # why\n');
  expect(shown).toEqual(['  12 |     api_port: "端口" # …', '     |               ^^^^^^']);
});

it.each([
  ['token: "{{ vault_token | trim }}"', 'token: "{{ vault_token | trim }}"'],
  ['token: !vault |', 'token: !vault |'],
  ['token: 12345', 'token: …'],
  ['my_password: true', 'my_password: …'],
  ['note: hunter2', 'note: …'],
  ['note: 10.0.0.1', 'note: 10.0.0.1'],
  ['# token was hunter2', '…'],
  ['- --token=hunter2', '- …'],
  ['extra_server_args: --disable traefik', 'extra_server_args: --disable traefik'],
  ['extra_server_args: --token hunter2', 'extra_server_args: …'],
  ['api_endpoint: https://me:hunter2@10.0.0.1', 'api_endpoint: …'],
  ['cluster-cidr: 10.42.0.0/16', 'cluster-cidr: 10.42.0.0/16'],
  ['s1 ansible_host=10.0.0.1 ansible_user=me token=hunter2', 's1 ansible_host=10.0.0.1 ansible_user=me …'],
  ['token=hunter2 ansible_host=10.0.0.1', 'token=…'],
  ['hunter2', '…'],
  ['k3s_token: hunter2', 'k3s_token: …'],
  ['system_timezone: Europe/Berlin', 'system_timezone: Europe/Berlin'],
  ['metal_lb_ip_range: "10.0.0.80-10.0.0.90"', 'metal_lb_ip_range: "10.0.0.80-10.0.0.90"'],
  ['10.0.0.1', '10.0.0.1'],
  ['master', 'master'],
  ['  --node-ip={{ k3s_node_ip }}', '  --node-ip={{ k3s_node_ip }}'],
  ['  {{ extra_args }}', '  {{ extra_args }}'],
  ['  --disable servicelb', '  --disable servicelb'],
  ['  --token {{ x }}', '  …'],
  ['  --datastore-endpoint=mysql://me:hunter2@tcp(db)/k3s', '  …'],
  ['  --agent-token=hunter2', '  …'],
  ['[k3s_cluster:vars]', '[k3s_cluster:vars]'],
  ['          hunter2 hunter3', '          …'],
])('of %j, %j is shown', (line, shown) => {
  expect(createShownLines()(line).text).toBe(shown);
});

it('shows nothing of the secrets that people leave in their files', () => {
  const show = createShownLines();
  const lines = Object.values(FILES).flatMap((text) => text.split('\n'));
  expect(lines.length).toBeGreaterThan(200);
  expect(lines.flatMap((line) => leakedIn(show(line).text).map(() => line))).toEqual([]);
});

it('is short, however long the line', () => {
  expect(createShownLines()(`cluster_context: ${'a'.repeat(100_000)}`).text.length).toBeLessThan(400);
});
