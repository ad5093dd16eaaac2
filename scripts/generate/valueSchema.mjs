// The JSON Schema of one variable's value: the one place that turns our types into JSON Schema.

/** A text only Ansible can resolve: a template, or Vault ciphertext. Every value may be one. */
export const templateSchema = {
  type: 'string',
  pattern: '\\{\\{|\\{%|^\\s*\\$ANSIBLE_VAULT;',
};

/** @param {object} schema what a value must be unless it is a template */
const orTemplate = (schema) => ({ if: { $ref: '#/$defs/template' }, else: schema });

/**
 * @param {import('./sources.mjs').Variable} variable
 * @returns {object | undefined} nothing for names without a type: any value will do
 */
export function valueSchema(variable) {
  if (variable.type === undefined) return undefined;
  const schema = variable.origin === 'k3s-ansible' ? strictSchema(variable) : convertedSchema(variable);
  return orTemplate(variable.nullable || variable.origin === 'ansible' ? orNull(schema) : schema);
}

/** @param {{ type: string | string[] }} schema */
const orNull = (schema) => ({ ...schema, type: [schema.type, 'null'].flat() });

/** The roles take values as they come, so a variable of theirs must have its type. */
function strictSchema(/** @type {import('./sources.mjs').Variable} */ variable) {
  switch (variable.type) {
    case 'integer':
      return integerSchema(variable);
    case 'boolean':
      return { type: 'boolean' };
    case 'list':
      return { type: 'array', items: orTemplate({ type: 'string', ...limitsOf(variable.items ?? {}) }) };
    case 'mapping':
      return { type: 'object', additionalProperties: { type: ['string', 'number'] } };
    case 'octal-mode':
      // YAML reads 0600 as an octal number, and Ansible takes that; 600 is another number, and 1130 as a mode.
      return { type: ['string', 'integer'], maximum: 0o777, ...limitsOf(variable) };
    case 'yaml-mapping-text':
      // Undocumented, but a mapping itself works with Ansible's classic templating.
      return { type: ['string', 'object'] };
    default:
      return { type: 'string', ...limitsOf(variable) };
  }
}

/**
 * Ansible converts its own variables: numbers become text, and words such as `yes` become booleans. Of other projects
 * nothing promises that they do not.
 */
function convertedSchema(/** @type {import('./sources.mjs').Variable} */ variable) {
  switch (variable.type) {
    case 'integer':
      return integerSchema(variable);
    case 'boolean':
      return { type: ['boolean', 'string', 'integer'], pattern: BOOLEAN_WORD, minimum: 0, maximum: 1 };
    case 'list':
      return {
        type: 'array',
        items: orTemplate({ type: ['string', 'number', 'object'], ...limitsOf(variable.items ?? {}) }),
      };
    case 'mapping':
      return { type: 'object' };
    case 'yaml-mapping-text':
      return { type: ['string', 'object'] };
    default:
      return { type: ['string', 'number'], ...limitsOf(variable) };
  }
}

/** Digits in quotes are as good as a number, wherever a port is read. */
const integerSchema = ({ minimum, maximum }) => ({
  type: ['integer', 'string'],
  pattern: '^[0-9]+$',
  ...(minimum === undefined ? {} : { minimum }),
  ...(maximum === undefined ? {} : { maximum }),
});

const limitsOf = ({ pattern, minLength }) => ({
  ...(pattern === undefined ? {} : { pattern }),
  ...(minLength === undefined ? {} : { minLength }),
});

/** `boolean()` of ansible-core 2.14 (module_utils/parsing/convert_bool.py), in any case. */
const BOOLEAN_WORD = `^(?:${['y', 'yes', 'on', '1', 'true', 't', 'n', 'no', 'off', '0', 'false', 'f']
  .map((word) =>
    [...word]
      .map((letter) => (/[a-z]/.test(letter) ? `[${letter}${letter.toUpperCase()}]` : letter))
      .join(''),
  )
  .join('|')})$`;
