// Whether nodes may get their images from a registry, so that archives are not needed.
import type { InventoryModel } from '../../inventory/model.ts';
import { definitionsOf, mayBeDefinedElsewhere } from '../../inventory/queries.ts';
import { literalOf } from './definitions.ts';

/** Variables through which K3s can be told of a registry within reach. */
const CARRIERS = ['server_config_yaml', 'agent_config_yaml', 'extra_server_args', 'extra_agent_args'];
const REGISTRY = /system-default-registry|embedded-registry|private-registry|airgap-extra-registry/;

export function mayHaveRegistry(model: InventoryModel): boolean {
  if (mayBeDefinedElsewhere(model) || definitionsOf(model, 'registries_config_yaml').length > 0) return true;
  return CARRIERS.some((name) =>
    definitionsOf(model, name).some((definition) => {
      const literal = literalOf(definition);
      return !literal || REGISTRY.test(literal.text);
    }),
  );
}
