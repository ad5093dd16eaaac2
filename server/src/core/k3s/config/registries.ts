// The keys of K3s' registries.yaml as a tree, where `each` stands for the names of registries.
import file from '../../../../../schemas/k3s.registries.json' with { type: 'json' };
import { ownValue } from '../../text/ownValue.ts';

/** A key, with what may stand below it. */
export interface RegistryKey {
  readonly kind: 'mapping' | 'sequence' | 'text' | 'boolean';
  /** What it does: a key of the bundles. */
  readonly about: string;
  readonly keys?: Readonly<Record<string, RegistryKey>>;
  /** The keys below names that the user chooses. */
  readonly each?: RegistryKey;
}

/** The entry of the tree for a path of keys. */
export const registryKeyAt = (path: readonly string[]): RegistryKey | undefined =>
  path.reduce<RegistryKey | undefined>(
    (key, name) => key && (ownValue(key.keys ?? {}, name) ?? key.each),
    (file as { readonly root: RegistryKey }).root,
  );
