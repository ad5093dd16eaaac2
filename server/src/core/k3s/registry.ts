// Whether nodes may get their images from a registry, so that archives are not needed.

import { literalOf } from '../ansible/model/definitions.ts';
import type { InventoryModel } from '../ansible/model/model.ts';
import { definitionsOf, mayBeDefinedElsewhere } from '../ansible/model/queries.ts';

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
