// What `check` says of arguments of K3s, in an inventory with nothing else to say something of.
import type { Diagnosis } from '../../server/src/core/index.ts';
import { createMemoryFileSystem, uriOf } from '../support/memoryFileSystem.ts';
import { createTestService } from '../support/service.ts';

export async function argumentFindings(
  form: string,
  beside: Readonly<Record<string, string>> = {},
): Promise<readonly Diagnosis[]> {
  const text = `k3s_cluster:
  children:
    server:
      hosts:
        node1: { ansible_host: 10.0.0.1 }
  vars:
    api_endpoint: 10.0.0.1
    extra_server_args: ${JSON.stringify(form)}
`;
  const service = createTestService(createMemoryFileSystem({ ...beside, 'inventory.yml': text }));
  return (await service.check(uriOf('inventory.yml'), {})).diagnoses;
}
