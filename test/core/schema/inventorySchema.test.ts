import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import manifest from '../../../package.json' with { type: 'json' };
import quietInventory from '../../../schemas/editor/inventory.json' with { type: 'json' };
import quietVars from '../../../schemas/editor/vars.json' with { type: 'json' };
import inventorySchema from '../../../schemas/k3s-ansible-inventory.schema.json' with { type: 'json' };
import catalogEntry from '../../../schemas/schemastore/catalog-entry.json' with { type: 'json' };
import storeSchema from '../../../schemas/schemastore/k3s-ansible-inventory.json' with { type: 'json' };

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

describe('what SchemaStore and the YAML extension get', () => {
  const validateStore = new Ajv({ strict: false }).compile(storeSchema);

  it.each(['k3s_version: v1.31.12+k3s1', 'api_port: 0', 'token: ""', 'own_variable: [1, 2]'])(
    'the file for SchemaStore judges %s as ours does',
    (vars) => {
      expect(validateStore(inventory(vars))).toBe(validate(inventory(vars)));
    },
  );

  it('describes every variable in the editor, and judges none', () => {
    expect(Object.keys(quietVars.properties)).toEqual(Object.keys(inventorySchema.$defs.vars.properties));
    const quiet = new Ajv2020({ strict: false });
    expect(quiet.compile(quietInventory)(inventory('k3s_version: 1.31'))).toBe(true);
    expect(quiet.compile(quietVars)({ token: '', api_port: [] })).toBe(true);
  });

  it('is contributed for the names that the catalog has', () => {
    const contributed = manifest.contributes.yamlValidation.find(({ url }) =>
      url.endsWith('/inventory.json'),
    );
    expect(contributed?.fileMatch).toEqual(catalogEntry.fileMatch);
  });
});
