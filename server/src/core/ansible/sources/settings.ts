// What ansible.cfg changes in how inventories are read.
import type { Dialect } from '../../jinja/evaluate.ts';
import { NEWEST_CORE, type TargetCore } from '../target/targetCore.ts';

/** A format of inventory files, by the name of the plugin that reads it. */
export type SourceFormat = 'yaml' | 'ini';

/** What a configuration changes in how Ansible reads sources and puts values together. */
export interface InventorySettings {
  /** Ansible does not start with this configuration. */
  readonly isRefused: boolean;
  /** In the order in which Ansible tries them. */
  readonly formats: readonly SourceFormat[];
  /** What none of these formats is may be read by somebody else, who is not known here. */
  readonly hasOtherReaders: boolean;
  /** `hash_behaviour = merge`: a mapping completes the one it would otherwise override. */
  readonly mergesMappings: boolean;
  readonly core: TargetCore;
  /** By the version of Ansible, and by `jinja2_native`. */
  readonly dialect: Dialect;
}

export const DEFAULT_SETTINGS: InventorySettings = {
  isRefused: false,
  formats: ['yaml', 'ini'],
  hasOtherReaders: false,
  mergesMappings: false,
  core: NEWEST_CORE,
  dialect: 'tagged',
};
