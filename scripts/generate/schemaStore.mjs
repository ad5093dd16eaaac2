// The schema of an inventory as SchemaStore takes it, with its entry for the catalog; and what the YAML extension shows of
// it in VS Code, where our own server judges already: names and descriptions, and no second opinion.
import { schemaOf } from './inventorySchema.mjs';
import { jsonText } from './output.mjs';

const STORE = 'schemas/schemastore/k3s-ansible-inventory.json';
const CATALOG = 'schemas/schemastore/catalog-entry.json';
const INVENTORY = 'schemas/editor/inventory.json';
const VARS = 'schemas/editor/vars.json';

/** Names that nothing else has; package.json has them, too. */
const FILE_MATCH = [
  'inventory-sample.yml',
  '**/k3s-ansible/inventory.yml',
  '**/k3s-ansible/inventory.yaml',
  'k3s-inventory.yml',
  'k3s-inventory.yaml',
];

/**
 * @param {import('./sources.mjs').Sources} sources
 * @returns {import('./output.mjs').Output[]}
 */
export function schemaStore({ file }) {
  const schema = schemaOf(file);
  const { $defs, ...rest } = schema;
  const store = {
    ...rest,
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'https://json.schemastore.org/k3s-ansible-inventory.json',
    definitions: $defs,
  };
  const entry = {
    name: 'k3s-ansible inventory',
    description: 'Ansible inventory for k3s-io/k3s-ansible',
    fileMatch: FILE_MATCH,
    url: 'https://json.schemastore.org/k3s-ansible-inventory.json',
  };
  const vars = { type: ['object', 'null'], properties: described(schema.$defs.vars.properties) };
  return [
    output(STORE, JSON.parse(JSON.stringify(store).replaceAll('#/$defs/', '#/definitions/'))),
    output(CATALOG, entry),
    output(INVENTORY, { ...quiet(schema), $defs: { group: groupOf(schema), vars } }),
    output(VARS, { $schema: schema.$schema, title: 'Variables for k3s-ansible', ...vars }),
  ];
}

const output = (/** @type {string} */ path, /** @type {object} */ schema) => ({
  path,
  text: jsonText(path, schema),
  committed: true,
});

/** What a person reads of a variable, and nothing of what its value must be. */
const described = (/** @type {Record<string, any>} */ properties) =>
  Object.fromEntries(
    Object.entries(properties).map(([name, { description, default: standard, deprecated }]) => [
      name,
      {
        description,
        ...(standard === undefined ? {} : { default: standard }),
        ...(deprecated ? { deprecated } : {}),
      },
    ]),
  );

const quiet = (/** @type {any} */ { $schema, title }) => ({
  $schema,
  title,
  additionalProperties: { $ref: '#/$defs/group' },
});

const groupOf = (/** @type {any} */ { $defs }) => {
  const { hosts, children } = $defs.group.properties;
  return {
    properties: {
      hosts: { description: hosts.description, additionalProperties: { $ref: '#/$defs/vars' } },
      children: { description: children.description, additionalProperties: { $ref: '#/$defs/group' } },
      vars: { $ref: '#/$defs/vars' },
    },
  };
};
