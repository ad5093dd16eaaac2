// What `.k3s-inventory.yml` may say, from schemas/project.schema.json: names, kinds of values, and choices.
import variables from '../../../../../schemas/k3s-ansible.variables.json' with { type: 'json' };
import file from '../../../../../schemas/project.schema.json' with { type: 'json' };
import { CORE_VERSIONS } from '../../ansible/target/targetCore.ts';
import { once } from '../../text/once.ts';
import { ownValue } from '../../text/ownValue.ts';

/** A setting that the file may hold. */
export interface ProjectKey {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'array' | 'object';
  /** What it is for: a key of the bundles. */
  readonly description: string;
  /** Of values, or of the values in a mapping; others are refused. */
  readonly choices?: readonly string[];
}

interface Property {
  readonly type: string;
  readonly description: string;
  readonly enum?: readonly string[];
  readonly additionalProperties?: { readonly enum: readonly string[] };
}

/** Choices that grow with what is known elsewhere. */
const GROWING: Readonly<Record<string, () => readonly string[]>> = {
  target_core: () => CORE_VERSIONS,
  target_k3s_ansible: () => variables.releases.map(({ version }) => version),
};

/**
 * All settings, in the order of the schema; choices that grow with the product, such as rules, come from their own
 * lists.
 */
export const projectKeys = once((): readonly ProjectKey[] => {
  const properties: Readonly<Record<string, Property>> = file.properties;
  return Object.entries(properties).map(([name, property]) => {
    const choices = property.enum ?? property.additionalProperties?.enum ?? ownValue(GROWING, name)?.();
    return {
      name,
      type: property.type as ProjectKey['type'],
      description: property.description,
      ...(choices && { choices }),
    };
  });
});
