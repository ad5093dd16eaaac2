import { describe, expect, it } from 'vitest';
import { loadSiblings, type ProjectEvidence } from '../../../server/src/core/k3s/schema/siblings.ts';

const siblings = loadSiblings();
const evidence = (
  groups: string,
  variables: string,
  groupsWithHosts = '',
  collections = '',
): ProjectEvidence => {
  const set = (words: string): Set<string> => new Set(words.split(' ').filter((word) => word !== ''));
  return {
    groups: set(groups),
    variables: set(variables),
    groupsWithHosts: set(groupsWithHosts),
    collections: set(collections),
  };
};

describe('isOwn', () => {
  it.each([
    ['both groups', evidence('k3s_cluster server agent', '')],
    ['one group and a variable', evidence('k3s_cluster server', 'token')],
    [
      'two variables, whatever the groups are called',
      evidence('k3s_server k3s_agents', 'api_endpoint token'),
    ],
    ['the collection', evidence('', '', '', 'k3s.orchestration')],
  ])('is proven by %s', (_what, given) => {
    expect(siblings.isOwn(given)).toBe(true);
  });

  it.each([
    ['the cluster group alone', evidence('k3s_cluster', 'k3s_version')],
    ['one group alone', evidence('k3s_cluster server', '')],
    ['the groups of a fork', evidence('k3s_cluster server agent', 'ha_k3s_token ha_cluster_vip')],
    ['one variable elsewhere', evidence('web', 'token')],
    [
      'variables left over in an inventory of a fork',
      evidence('k3s_cluster master node', 'apiserver_endpoint k3s_token metal_lb_type token api_endpoint'),
    ],
    ['nothing', evidence('', '')],
  ])('is not proven by %s', (_what, given) => {
    expect(siblings.isOwn(given)).toBe(false);
  });
});

describe('find', () => {
  it.each([
    [
      'OpenStack',
      evidence('all haproxy memcached', 'cilium_ipv6 kube_vip_enabled proxy_env apiserver_endpoint'),
    ],
    ['a web shop', evidence('web db', 'extra_args system_timezone metal_lb_ips')],
  ])('names no fork without a group of its plays: %s', (_what, given) => {
    expect(siblings.find(given)).toBeUndefined();
  });

  it.each([
    ['k3s-ansible-before-2023-11', evidence('k3s_cluster master node', 'master_ip k3s_version')],
    ['techno-tim', evidence('k3s_cluster master node', 'apiserver_endpoint k3s_token')],
    ['techno-tim', evidence('master node', 'k3s_token')],
    ['pyratlabs', evidence('k3s_cluster', 'k3s_control_node', 'k3s_cluster')],
    ['pyratlabs', evidence('k3s_cluster', 'k3s_state', 'k3s_cluster')],
    ['jon-stumpf', evidence('k3s_cluster server agent', 'ha_enabled install_k3s_channel')],
    ['rke2', evidence('rke2_cluster', '')],
    ['kubespray', evidence('kube_control_plane kube_node etcd', '')],
    ['other-role', evidence('k3s_cluster k3s_master k3s_workers', 'k3s_version')],
  ])('recognises %s', (id, given) => {
    expect(siblings.find(given)?.id).toBe(id);
  });

  it.each([
    ['this project', evidence('k3s_cluster server agent', 'token api_endpoint flannel_iface')],
    ['master and node alone', evidence('master node', '')],
    ['something else', evidence('web db', 'ansible_host')],
  ])('sees no sibling in %s', (_what, given) => {
    expect(siblings.find(given)).toBeUndefined();
  });
});
