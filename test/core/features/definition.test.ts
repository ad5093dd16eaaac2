import { describe, expect, it } from 'vitest';
import { sceneOf } from '../../support/namedPlaces.ts';

const HOSTS = `k3s_cluster:
  children:
    server:
      hosts:
        h1:
          ansible_host: 10.0.0.1
          size: 1
        h2:
          ansible_host: 10.0.0.2
    agent:
      hosts:
        n[1:3]:
      vars:
        size: 2
  vars:
    size: 3
    k3s_version: v1.31.12+k3s1
`;

async function definitions(files: Record<string, string>): Promise<readonly string[]> {
  const scene = sceneOf(files);
  return scene.show(await scene.service.definitionsAt(scene.uri, scene.position));
}

async function references(files: Record<string, string>, includeDefinitions = true) {
  const scene = sceneOf(files);
  const found = await scene.service.referencesAt(scene.uri, scene.position, { includeDefinitions });
  return scene.show(found);
}

describe('definitions', () => {
  it('of a group in a template', async () => {
    const all = `api_endpoint: "{{ groups['ser$0ver'][0] }}"\n`;
    expect(await definitions({ 'hosts.yml': HOSTS, 'group_vars/all.yml': all })).toEqual([
      'hosts.yml:3 server',
    ]);
  });

  it('of a variable on its key: all, what counts most first', async () => {
    const files = {
      'hosts.yml': HOSTS,
      'group_vars/all.yml': 'si$0ze: 4\n',
      'group_vars/agent.yml': 'size: 5\n',
      'host_vars/h2.yml': 'size: 6\n',
    };
    expect(await definitions(files)).toEqual([
      'host_vars/h2.yml:1 size',
      'hosts.yml:7 size',
      'group_vars/agent.yml:1 size',
      'group_vars/all.yml:1 size',
      'hosts.yml:14 size',
      'hosts.yml:16 size',
    ]);
  });

  it('of a variable in a template: those of its hosts', async () => {
    const files = {
      'hosts.yml': HOSTS,
      'group_vars/all.yml': 'size: 4\n',
      'group_vars/agent.yml': 'shown: "{{ si$0ze }}"\n',
    };
    expect(await definitions(files)).toEqual([
      'group_vars/all.yml:1 size',
      'hosts.yml:14 size',
      'hosts.yml:16 size',
    ]);
  });

  it('of a variable of another host: that host’s', async () => {
    const of = (template: string) =>
      definitions({ 'hosts.yml': HOSTS, 'group_vars/all.yml': `x: "{{ ${template} }}"\n` });
    expect(await of(`hostvars['h2'].ansible_h$0ost`)).toEqual(['hosts.yml:9 ansible_host']);
    expect(await of(`hostvars[groups['server'][0]]['ansible_h$0ost']`)).toEqual(['hosts.yml:6 ansible_host']);
    expect(await of(`hostvars[other].ansible_h$0ost`)).toHaveLength(2);
  });

  it('of a host, listed by itself or by a range', async () => {
    const of = (host: string) =>
      definitions({ 'hosts.yml': HOSTS, 'group_vars/all.yml': `x: "{{ hostvars['${host}'] }}"\n` });
    expect(await of('h$02')).toEqual(['hosts.yml:8 h2']);
    expect(await of('n$02')).toEqual(['hosts.yml:12 n[1:3]']);
    expect(await of('n$04')).toEqual([]);
  });

  it('in INI: the section, not the line that lists the group', async () => {
    const text = `[server]\nh1\n[k3s_cluster:children]\nser$0ver\n[server:vars]\ntoken=x\n`;
    expect(await definitions({ 'hosts.ini': text })).toEqual(['hosts.ini:1 server']);
  });

  it('nowhere in foreign files', async () => {
    expect(await definitions({ 'compose.yml': 'services:\n  vars:\n    a$0: 1\n' })).toEqual([]);
  });
});

describe('references', () => {
  it('of a group, in all files and their names', async () => {
    const files = {
      'hosts.yml': HOSTS.replace('agent:', 'agent$0:'),
      'group_vars/agent.yml': `x: "{{ 'agent' in group_names }}"\n`,
      'group_vars/all/main.yml': 'y: |\n  {{ groups.agent | first }}\n',
      'host_vars/agent.yml': 'z: 1\n',
    };
    expect(await references(files)).toEqual([
      'hosts.yml:10 agent',
      'group_vars/agent.yml:1 agent',
      'group_vars/all/main.yml:2 agent',
      'group_vars/agent.yml:1',
    ]);
    expect(await references(files, false)).not.toContain('hosts.yml:10 agent');
  });

  it('of a host, with the range it comes from', async () => {
    const files = {
      'hosts.yml': HOSTS,
      'group_vars/all.yml': `x: "{{ hostvars['n2'].size ~ hostvars['n$02']['size'] ~ hostvars['n3'] }}"\n`,
      'host_vars/n2.yml': 'size: 1\n',
    };
    expect(await references(files)).toEqual([
      'hosts.yml:12 n[1:3]',
      'group_vars/all.yml:1 n2',
      'group_vars/all.yml:1 n2',
      'host_vars/n2.yml:1',
    ]);
  });

  it('of a variable, in the other inventory that shares its file, too', async () => {
    const cluster = (vars: string) =>
      `k3s_cluster:\n  children:\n    server:\n      hosts:\n        ${vars}\n`;
    const files = {
      'prod/hosts.yml': cluster('h1: {shown: "{{ my_$0size }}"}'),
      'group_vars/all.yml': 'my_size: 1\n',
      'stage/hosts.yml': cluster('h2: {shown: "{{ my_size + 1 }}"}'),
      'site.yml': '- hosts: server\n  roles: [k3s_server]\n',
    };
    expect(await references(files)).toEqual([
      'prod/hosts.yml:5 my_size',
      'group_vars/all.yml:1 my_size',
      'stage/hosts.yml:5 my_size',
    ]);
  });
});

describe('highlights', () => {
  it('lead from the use of a name to where it gets its value', async () => {
    const scene = sceneOf({ 'hosts.yml': HOSTS.replace('size: 3', 'size: "{{ si$0ze }}"') });
    const found = await scene.service.highlightsAt(scene.uri, scene.position);
    expect(found.map(({ start, isWrite }) => `${start.line + 1} ${isWrite ? 'write' : 'read'}`)).toEqual([
      '7 write',
      '14 write',
      '16 write',
      '16 read',
    ]);
  });
});
