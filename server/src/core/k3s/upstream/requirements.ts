// What a requirements.yml requires: the version of k3s-ansible, and other collections. Pure; reads no files.

import { compareParts } from '../../text/compareParts.ts';
import {
  findPair,
  keyText,
  resolveAlias,
  type YamlDocument,
  type YamlMapping,
  type YamlNode,
} from '../../yaml/tree.ts';
import type { Release } from '../schema/variable.ts';

/** The requirements.yml that names k3s-ansible. */
export interface Requirements {
  readonly uri: string;
  readonly version: string;
  readonly isFloating: boolean;
  /** The repository has no such tag, branch or commit. */
  readonly isNoRef: boolean;
  readonly collections: ReadonlySet<string>;
}

/** A release that the user names, and the file that does. */
export interface NamedRelease {
  readonly uri: string;
  readonly version: string;
}

const COLLECTION = /^k3s\.orchestration$/;
const REPOSITORY =
  /^(?:git\+)?(?:https?:\/\/|ssh:\/\/)?(?:[^@/]+@)?github\.com[:/]k3s-io\/k3s-ansible(?:\.git)?\/?(?:#[^,]*)?(?:,(?<version>.*))?$/i;

/** The tag or branch as written; `undefined` when no entry is about k3s-ansible, or none or several say which. */
export function requiredVersion(document: YamlDocument): string | undefined {
  const versions = new Set(entriesOf(document).flatMap(versionOf));
  return versions.size === 1 ? [...versions][0] : undefined;
}

/** Whether it may be another k3s-ansible tomorrow: a branch that moves, or an open range. */
export const isFloating = (version: string): boolean =>
  /^(?:main|master|head|devel|latest|\*)$/i.test(version) || /^(?:>|!=)/.test(version);

/**
 * Whether the repository surely has no such tag or branch: its tags are numbers of three parts, and its branch is
 * called `main` since September 2025. It is not in Galaxy, so a range of versions finds nothing either.
 */
export function isNoRef(version: string, releases: readonly Release[]): boolean {
  if (/^(?:master|devel|latest|stable)$/i.test(version) || /^(?:[<>=!~]|v\d)/.test(version)) return true;
  const parts = /^\d+(?:\.\d+)*$/.test(version) ? version.split('.').map(Number) : undefined;
  const last = releases.at(-1)?.version.split('.').map(Number) ?? [];
  if (!parts || version.length >= 7) return false;
  return (
    parts.length !== 3 || (compareParts(parts, last) < 0 && !releases.some((one) => one.version === version))
  );
}

/** The names of all collections, whatever their sources. */
export function requiredCollections(document: YamlDocument): ReadonlySet<string> {
  return new Set(
    entriesOf(document).flatMap((node) => {
      const entry = resolveAlias(node);
      if (entry?.kind === 'scalar') return [entry.text.replace(/:.*/s, '').trim()];
      return entry?.kind === 'mapping' ? [textOf(entry, 'name') ?? ''] : [];
    }),
  );
}

/** The lists below `collections:` and `roles:`, or the file's own list, as it was written before Ansible 2.9. */
function entriesOf({ root: node, problems }: YamlDocument): readonly YamlNode[] {
  if (problems.some(({ fatal }) => fatal)) return [];
  const root = resolveAlias(node);
  if (root?.kind === 'sequence') return root.items;
  if (root?.kind !== 'mapping') return [];
  return root.pairs.flatMap((pair) => {
    const list = resolveAlias(pair.value);
    const isList = /^(?:collections|roles)$/.test(keyText(pair) ?? '') && list?.kind === 'sequence';
    return isList ? list.items : [];
  });
}

function versionOf(node: YamlNode): readonly string[] {
  const entry = resolveAlias(node);
  if (entry?.kind === 'scalar') return versionInName(entry.text) ?? [];
  if (entry?.kind !== 'mapping') return [];
  const [name, source, version] = ['name', 'source', 'version'].map((key) => textOf(entry, key));
  const src = textOf(entry, 'src');
  const found = [name, source, src].flatMap((text) => (text === undefined ? [] : [versionInName(text)]));
  const ours = found.filter((versions) => versions !== undefined);
  if (ours.length === 0) return [];
  // Without a version, it is the main branch of that day.
  return version === undefined ? [...ours.flat(), ...(ours.flat().length > 0 ? [] : ['main'])] : [version];
}

/** `undefined` when the name is that of something else. */
function versionInName(text: string): readonly string[] | undefined {
  const name = text.trim();
  if (COLLECTION.test(name)) return [];
  const match = REPOSITORY.exec(name);
  if (!match) return undefined;
  const version = match.groups?.['version']?.trim();
  return version ? [version] : [];
}

/** Numbers as written: the tag 1.2 would be no release, and 1.2.0 is a text. */
function textOf(entry: YamlMapping, key: string): string | undefined {
  const value = resolveAlias(findPair(entry, key)?.value);
  return value?.kind === 'scalar' && value.type !== 'null'
    ? value.text.trim().replace(/^==?\s*/, '')
    : undefined;
}
