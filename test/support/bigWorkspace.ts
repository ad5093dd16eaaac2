// A workspace of many clusters, each in a folder of its own with its variables.
import { mkdirSync, writeFileSync } from 'node:fs';

export function writeClusters(folder: string, count: number): void {
  for (let index = 0; index < count; index++) {
    const place = `${folder}/clusters/c${String(index).padStart(4, '0')}`;
    mkdirSync(`${place}/group_vars/k3s_cluster`, { recursive: true });
    mkdirSync(`${place}/host_vars`);
    writeFileSync(`${place}/inventory.yml`, inventory(index));
    writeFileSync(`${place}/group_vars/all.yml`, variables);
    writeFileSync(`${place}/group_vars/k3s_cluster/secrets.yml`, `token: t0k3n-of-cluster-number-${index}\n`);
    writeFileSync(`${place}/host_vars/s1.c${index}.example.org.yml`, 'node_labels:\n  - disk=ssd\n');
  }
}

const inventory = (index: number): string => `k3s_cluster:
  children:
    server:
      hosts:
        s[1:3].c${index}.example.org:
    agent:
      hosts:
        n[01:20].c${index}.example.org:
          ansible_port: 2222
  vars:
    ansible_user: debian
    k3s_version: v1.31.12+k3s1
    api_endpoint: "{{ hostvars[groups['server'][0]]['ansible_host'] | default(groups['server'][0]) }}"
    server_config_yaml: |
      write-kubeconfig-mode: "0644"
`;

const variables = Array.from(
  { length: 15 },
  (_, k) => `setting_${k}: "value ${k} of {{ inventory_hostname }}"\n`,
).join('');
