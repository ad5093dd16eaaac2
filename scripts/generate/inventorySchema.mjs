// The JSON Schema of an inventory for other tools, such as the YAML language server.
import { jsonText } from './output.mjs';
import { templateSchema, valueSchema } from './valueSchema.mjs';

const path = 'schemas/k3s-ansible-inventory.schema.json';

/**
 * @param {import('./sources.mjs').Sources} sources
 * @returns {import('./output.mjs').Output[]}
 */
export const inventorySchema = ({ file }) => [
  { path, text: jsonText(path, schemaOf(file)), committed: true },
];

/** @param {import('./sources.mjs').VariablesFile} file */
export function schemaOf(file) {
  const groups = { type: ['object', 'string', 'null'], additionalProperties: { $ref: '#/$defs/group' } };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $comment:
      'Generated from k3s-ansible.variables.json. `#/$defs/vars` fits group_vars and host_vars files.',
    title: 'Inventory for k3s-ansible',
    type: ['object', 'null'],
    additionalProperties: { $ref: '#/$defs/group' },
    $defs: {
      group: {
        type: ['object', 'null'],
        additionalProperties: false,
        properties: {
          hosts: {
            description: 'The hosts of the group, each a key with a colon behind it.',
            type: ['object', 'string', 'null'],
            additionalProperties: { $ref: '#/$defs/host' },
          },
          children: { description: 'The groups within the group.', ...groups },
          vars: { description: 'Variables for every host of the group.', $ref: '#/$defs/vars' },
        },
      },
      host: { description: 'Variables for this host alone.', $ref: '#/$defs/vars' },
      vars: {
        type: ['object', 'null'],
        properties: Object.fromEntries(
          file.variables.map((variable) => [variable.name, propertyOf(variable)]),
        ),
      },
      template: {
        description: 'A template, or Vault ciphertext: only Ansible knows its value.',
        ...templateSchema,
      },
    },
  };
}

function propertyOf(/** @type {import('./sources.mjs').Variable} */ variable) {
  const { default: byDefault, description, status } = variable;
  return {
    description: description.join(' '),
    ...(byDefault === undefined ? {} : { default: byDefault }),
    ...(status === 'current' || status === 'alias' ? {} : { deprecated: true }),
    ...valueSchema(variable),
  };
}
