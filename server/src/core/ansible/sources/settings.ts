// What ansible.cfg changes in how inventories are read.
import type { Dialect } from '../../jinja/evaluate.ts';
import { NEWEST_CORE, type TargetCore } from '../target/targetCore.ts';

/** A format of inventory files, by the name of the plugin that reads it. */
export type SourceFormat = 'yaml' | 'ini';

/** How a configuration changes the way in which Ansible reads sources and merges values. */
export interface InventorySettings {
  /** Ansible does not start with this configuration. */
  readonly isRefused: boolean;
  /** In the order in which Ansible tries them. */
  readonly formats: readonly SourceFormat[];
  /** A file in none of these formats may be read by a plugin that is not known here. */
  readonly hasOtherReaders: boolean;
  /** `hash_behaviour = merge`: a mapping completes the one it would otherwise override. */
  readonly mergesMappings: boolean;
  readonly core: TargetCore;
  /** Decided by the version of Ansible, and by `jinja2_native`. */
  readonly dialect: Dialect;
}

/** What counts without an ansible.cfg: Ansible's own defaults. */
export const DEFAULT_SETTINGS: InventorySettings = {
  isRefused: false,
  formats: ['yaml', 'ini'],
  hasOtherReaders: false,
  mergesMappings: false,
  core: NEWEST_CORE,
  dialect: 'tagged',
};
