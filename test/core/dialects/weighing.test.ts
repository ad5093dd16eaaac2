import { describe, expect, it } from 'vitest';
import { loadDialects } from '../../../server/src/core/k3s/dialects/loadDialects.ts';
import { ENOUGH, type Evidence, weigh } from '../../../server/src/core/k3s/dialects/weighing.ts';

const evidence = (groups: string, variables: string, groupsWithHosts = '', collections = ''): Evidence => {
  const set = (words: string): Set<string> => new Set(words.split(' ').filter((word) => word !== ''));
  return {
    groups: set(groups),
    variables: set(variables),
    groupsWithHosts: set(groupsWithHosts),
    emptyGroups: set(''),
    refused: set(''),
    collections: set(collections),
    isBelow: () => false,
  };
};

function winner(given: Evidence): string | undefined {
  const [first] = weigh(loadDialects(), given);
  return first && first.weight >= ENOUGH ? first.dialect.id : undefined;
}

describe('k3s-ansible', () => {
  it.each([
    ['both groups', evidence('k3s_cluster server agent', '')],
    ['one group and a variable', evidence('k3s_cluster server', 'token')],
    ['variables of a fork beside its groups', evidence('k3s_cluster server agent', 'token flannel_iface')],
    [
      'two variables, whatever the groups are called',
      evidence('k3s_server k3s_agents', 'api_endpoint token'),
    ],
    ['the collection', evidence('', '', '', 'k3s.orchestration')],
  ])('is proven by %s', (_what, given) => {
    expect(winner(given)).toBe('k3s-io');
  });

  it.each([
    [
      'its groups with the variables of a fork',
      evidence('k3s_cluster server agent', 'apiserver_endpoint k3s_token'),
    ],
    ['the cluster group alone', evidence('k3s_cluster', 'k3s_version')],
    ['the cluster group and a variable of everybody', evidence('k3s_cluster', 'kubeconfig token')],
    ['one group alone', evidence('k3s_cluster server', '')],
    ['the groups of a fork', evidence('k3s_cluster server agent', 'ha_k3s_token ha_cluster_vip')],
    ['one variable elsewhere', evidence('web', 'token')],
    ['one variable of its own elsewhere', evidence('web db', 'api_endpoint')],
    [
      'variables left over in an inventory of a fork',
      evidence('k3s_cluster master node', 'apiserver_endpoint k3s_token metal_lb_type token api_endpoint'),
    ],
    ['nothing', evidence('', '')],
  ])('is not proven by %s', (_what, given) => {
    expect(winner(given)).not.toBe('k3s-io');
  });
});

describe('another project', () => {
  it.each([
    [
      'OpenStack',
      evidence('all haproxy memcached', 'cilium_ipv6 kube_vip_enabled proxy_env apiserver_endpoint'),
    ],
    ['a web shop', evidence('web db', 'extra_args system_timezone metal_lb_ips')],
    ['master and node alone', evidence('master node', '')],
    ['something else', evidence('web db', 'ansible_host')],
  ])('is not seen in %s', (_what, given) => {
    expect(winner(given)).toBeUndefined();
  });

  it.each([
    ['k3s-io-legacy', evidence('k3s_cluster master node', 'master_ip k3s_version')],
    ['techno-tim', evidence('k3s_cluster master node', 'apiserver_endpoint k3s_token')],
    ['techno-tim', evidence('master node', 'k3s_token')],
    ['pyratlabs', evidence('k3s_cluster', 'k3s_control_node', 'k3s_cluster')],
    ['pyratlabs', evidence('k3s_cluster', 'k3s_state', 'k3s_cluster')],
    ['jon-stumpf', evidence('k3s_cluster server agent', 'ha_enabled install_k3s_channel')],
    ['rke2', evidence('rke2_cluster', '')],
    ['kubespray', evidence('kube_control_plane kube_node etcd', '')],
    ['other-role', evidence('k3s_cluster k3s_master k3s_workers', 'k3s_version')],
  ])('is recognised: %s', (id, given) => {
    expect(winner(given)).toBe(id);
  });
});

it('marks for and against a project are added up, with the names it was found by', () => {
  const given = evidence('k3s_cluster master node', 'api_endpoint token');
  const own = weigh(loadDialects(), given).find(({ dialect }) => dialect.id === 'k3s-io');
  const found = own?.marks.map(({ weight, names }) => `${weight} ${names.join(' ')}`);
  expect(found).toEqual(['1 k3s_cluster', '3 api_endpoint', '2 token', '-2 master node']);
  expect(own?.weight).toBe(4);
});
