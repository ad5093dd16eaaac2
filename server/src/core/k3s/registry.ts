// Whether nodes may get their images from a registry, so that archives are not needed.

import { literalOf } from '../ansible/model/definitions.ts';
import type { InventoryModel } from '../ansible/model/model.ts';
import { definitionsOf } from '../ansible/model/queries.ts';
import { mayBeDefinedElsewhere } from '../ansible/templates/elsewhere.ts';
import { CARRIERS, REGISTRIES } from './config/carriers.ts';

/** Variables that can tell K3s about a registry within reach. */
const SETTINGS = [...CARRIERS.server, ...CARRIERS.agent];
const REGISTRY = /system-default-registry|embedded-registry|private-registry|airgap-extra-registry/;

/** True in doubt: images that a registry may have must not be called missing. */
export function mayHaveRegistry(model: InventoryModel): boolean {
  if ([REGISTRIES, ...SETTINGS].some((name) => mayBeDefinedElsewhere(model, name))) return true;
  if (definitionsOf(model, REGISTRIES).length > 0) return true;
  return SETTINGS.some((name) =>
    definitionsOf(model, name).some((definition) => {
      const literal = literalOf(definition);
      return !literal || REGISTRY.test(literal.text);
    }),
  );
}
