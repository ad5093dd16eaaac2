import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { distance } from '../../../server/src/core/k3s/schema/nearMiss.ts';
import { loadVariableSchema } from '../../../server/src/core/k3s/schema/variableSchema.ts';
import { corpusFolder } from '../../support/inventoryCorpus.ts';

const schema = loadVariableSchema();

describe('nearMiss', () => {
  it.each([
    ['tokens', 'token'],
    ['toekn', 'token'],
    ['Token', 'token'],
    ['api_endpont', 'api_endpoint'],
    ['api-endpoint', 'api_endpoint'],
    ['apiendpoint', 'api_endpoint'],
    ['k3s_verison', 'k3s_version'],
    ['extra_server_arg', 'extra_server_args'],
    ['sever_config_yaml', 'server_config_yaml'],
    ['airgapdir', 'airgap_dir'],
    ['use_external_databse', 'use_external_database'],
    ['ansible_hots', 'ansible_host'],
    ['ansible_pyton_interpreter', 'ansible_python_interpreter'],
  ])('%s is a slip for %s', (name, target) => {
    expect(schema.nearMiss(name)).toBe(target);
  });

  it.each(
    `vault_token k3s_token_file my_token node_ip server_args token2 taken broken TOKEN K3S_TOKEN _token k8s_version
    k3d_version app_port api_host api_port2 kube_config use_internal_database server_group_a server_config cluster_name
    registries ansible_hostname ansible_hosts_file ansible_ssh_args ansible_pipelining ansible_become_pass ansible_ssh_host
    master_ip token api_endpoint`.split(/\s+/),
  )('%s is left alone', (name) => {
    expect(schema.nearMiss(name)).toBeUndefined();
  });

  it('finds every name with two letters swapped, or one left out behind the first', () => {
    const names = [...schema.variables.values()]
      .filter(({ status }) => status === 'current')
      .map(({ name }) => name);
    for (const name of names) {
      expect(schema.nearMiss(name)).toBeUndefined();
      const swapped = name.slice(0, -2) + name.slice(-1) + name.slice(-2, -1);
      if (swapped !== name && !schema.isKnown(swapped))
        expect([name, schema.nearMiss(swapped)]).toEqual([name, name]);
    }
  });
});

describe('distance', () => {
  it.each([
    ['', '', 0],
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['abc', 'ab', 1],
    ['abc', 'xbcd', 2],
    ['ca', 'abc', 3],
    ['', 'abc', 3],
  ])('%s to %s is %i', (a, b, expected) => {
    expect(distance(a, b)).toBe(expected);
    expect(distance(b, a)).toBe(expected);
  });
});

const corpus = corpusFolder();

describe.skipIf(corpus === undefined)('in real inventories (K3S_INVENTORY_CORPUS)', () => {
  it('no name is taken for a slip', () => {
    const names = new Set<string>();
    for (const path of filesIn(corpus ?? '')) {
      const text = readFileSync(path, 'utf8');
      for (const [, name] of text.matchAll(/^\s*(?:- )?#?\s*"?([A-Za-z_][\w-]*)"?\s*[:=]/gm))
        names.add(name ?? '');
      for (const [, name] of text.matchAll(/\s([A-Za-z_]\w*)=/g)) names.add(name ?? '');
    }
    expect(names.size).toBeGreaterThan(300);
    const near = [...names].filter((name) => schema.nearMiss(name) !== undefined);
    expect(near).toEqual([]);
  });
});

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !/\.(md|list\.json)$/.test(entry.name))
        .map((entry) => `${entry.parentPath}/${entry.name}`)
    : [];
