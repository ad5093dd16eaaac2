// The filters, tests and lookups that are known by name, from the one place that lists them: schemas/jinja-plugins.json.
// Knows nothing of templates and values, nor whether a collection is installed.
// Read from Jinja2 3.1.2, from ansible-core 2.9 to 2.19, and from every release of the collections until 2026-08.
import file from '../../../../schemas/jinja-plugins.json' with { type: 'json' };
import { once } from '../text/once.ts';

/** Jinja2 keeps filters and tests apart: the same name can be one, the other, or both. */
export type PluginKind = 'filter' | 'test';

/** What is known of a filter or a test, for completion, hover and unknown names. */
export interface JinjaPlugin {
  /** Without its collection. */
  readonly name: string;
  readonly kind: PluginKind;
  readonly collection: 'jinja2' | 'ansible.builtin' | 'ansible.utils' | 'community.general';
  /** The first release of the collection that has it; absent where every release in use does. */
  readonly since?: string;
  /** As Python writes them, without the value itself: `default_value, boolean=false`. */
  readonly parameters?: string;
  /** What it does, in one line of English; absent for operators. */
  readonly about?: string;
}

interface PluginsFile {
  readonly plugins: readonly JinjaPlugin[];
  readonly redirectedFilters: Readonly<Record<string, string>>;
  /** Of ansible-core. */
  readonly lookups: readonly string[];
}

// A test proves the shape; TypeScript only sees the file's literal types.
const data = once(() => file as unknown as PluginsFile);

/** Jinja2's own first, then Ansible's, then those of collections; by name in each. */
export const jinjaPlugins = (): readonly JinjaPlugin[] => data().plugins;

/** Names that were Ansible's own before 2.10, with where Ansible looks for them now: `ipaddr` and the like. */
export const redirectedFilters = once(
  (): ReadonlyMap<string, string> => new Map(Object.entries(data().redirectedFilters)),
);

/** The plugins of ansible-core that `lookup` and `query` ask. */
export const lookups = once((): ReadonlySet<string> => new Set(data().lookups));

/** How a template names it: `upper`, `b64decode`, `ansible.utils.ipwrap`. */
export const callName = ({ name, collection }: JinjaPlugin): string =>
  collection === 'jinja2' || collection === 'ansible.builtin' ? name : `${collection}.${name}`;
