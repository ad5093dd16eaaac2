// What an ansible.cfg means for the reading of inventories.
// Read from ansible-core 2.14.18, inventory/manager.py, constants.py and plugins/inventory.

import { regularExpression } from '../../jinja/evaluate/regularExpression.ts';
import { DEFAULT_SETTINGS, type InventorySettings, type SourceFormat } from '../sources/settings.ts';
import type { TargetCore } from '../target/targetCore.ts';
import type { AnsibleConfig } from './ansibleConfig.ts';

/**
 * The settings with which the sources are read. ansible-core 2.19 and newer have one dialect of templates, so
 * `jinja2_native` counts only before.
 */
export function settingsOf(config: AnsibleConfig | undefined, target: TargetCore): InventorySettings {
  const core = config?.allowsBrokenConditionals ? { ...target, allowsBrokenConditionals: true } : target;
  const isNative = !core.isTagging && config?.jinja2Native === true;
  const basics = { core, dialect: core.isTagging ? 'tagged' : isNative ? 'native' : 'text' } as const;
  if (!config) return { ...DEFAULT_SETTINGS, ...basics };
  const readers = config.enablePlugins?.map(shortName);
  return {
    isRefused: config.isRefused,
    mergesMappings: config.hashBehaviour === 'merge',
    ...basics,
    formats: readers?.filter(isFormat) ?? DEFAULT_SETTINGS.formats,
    hasOtherReaders: readers?.some((name) => !KNOWN.has(name)) ?? false,
  };
}

/** Whether a file that is an executable script is run for its output. */
export const runsScripts = (config: AnsibleConfig | undefined): boolean =>
  config?.enablePlugins?.map(shortName).includes('script') ?? true;

const shortName = (plugin: string): string => plugin.replace(/^ansible\.(?:builtin|legacy)\./, '');

const isFormat = (name: string): name is SourceFormat => name === 'yaml' || name === 'ini';

/** These read scripts, files with `plugin:`, and arguments that are no file. */
const KNOWN: ReadonlySet<string> = new Set(['yaml', 'ini', 'host_list', 'script', 'auto', 'toml']);

const ALWAYS = /^\.|^(?:host_vars|group_vars|vars_plugins)$/;
const ENDINGS = /~$|\.(?:pyc|pyo|swp|bak|rpm|md|txt|rst|orig|cfg|retry)$/;

/** Whether Ansible passes over the entry of an inventory folder; since ansible-core 2.19 it reads `.ini` there. */
export function isPassedOver(
  config: AnsibleConfig | undefined,
  name: string,
  { isTagging }: Pick<TargetCore, 'isTagging'>,
): boolean {
  const { ignoreExtensions, ignorePatterns = [] } = config ?? {};
  const hasEnding =
    ignoreExtensions?.some((ending) => name.endsWith(ending)) ??
    (ENDINGS.test(name) || (name.endsWith('.ini') && !isTagging));
  return hasEnding || ALWAYS.test(name) || ignorePatterns.some((pattern) => matches(pattern, name));
}

/** `undefined` for a pattern, or a name, for which Python might decide otherwise. */
function matches(pattern: string, name: string): boolean | undefined {
  try {
    return regularExpression(pattern, name, '').test(name);
  } catch {
    // A pattern that only Python surely understands; `isUnderstood` lets it be reported.
    return undefined;
  }
}

/**
 * Whether a pattern of `ignore_patterns` can be applied here: it is a regular expression of Python, and not all of
 * these have an equal in JavaScript.
 */
export const isUnderstood = (pattern: string): boolean => matches(pattern, '') !== undefined;
