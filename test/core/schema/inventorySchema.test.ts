import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import inventorySchema from '../../../schemas/k3s-ansible-inventory.schema.json' with { type: 'json' };

const validate = new Ajv2020({ strict: false }).compile(inventorySchema);

const inventory = (vars: string): unknown =>
  parse(`k3s_cluster:
  children:
    server:
      hosts:
        n1: { ansible_host: 10.0.0.1 }
        n2:
    agent:
  vars:
    ${vars}
`);

describe('the schema for other tools', () => {
  it.each([
    'k3s_version: v1.31.12+k3s1',
    'k3s_version: "{{ version }}"',
    'api_port: "{{ port }}"',
    'extra_manifests: "{{ manifests }}"',
    'use_external_database: "{{ db }}"',
    'own_variable: [1, 2]',
    'token: "$ANSIBLE_VAULT;1.1;AES256\\n31\\n"',
  ])('accepts %s', (vars) => {
    expect(validate(inventory(vars)) || validate.errors).toBe(true);
  });

  it.each([
    'k3s_version: 1.31',
    'token: ""',
    'api_port: 0',
    'extra_server_args: [a]',
    'use_external_database: "no"',
  ])('refuses %s', (vars) => {
    expect(validate(inventory(vars))).toBe(false);
  });

  it('refuses hosts as a list and keys Ansible ignores', () => {
    expect(validate({ server: { hosts: ['n1'] } })).toBe(false);
    expect(validate({ server: { host: {} } })).toBe(false);
  });
});
