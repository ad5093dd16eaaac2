// Which ansible-core runs the playbooks, as far as a project says: a virtual environment in it, or the packages that a
// requirements.txt asks for. Reads through the Host only.
import type { DirectoryEntry, Host } from '../../ansible/files/host.ts';
import { joinUri } from '../../ansible/files/uri.ts';
import { listOrNothing, textOf } from './reading.ts';
import { compareParts } from './signatures.ts';

/** Versions as numbers: 2.14.18 is [2, 14, 18]. */
export interface CoreVersion {
  /** The file or folder that says so. */
  readonly uri: string;
  readonly atLeast?: readonly number[];
  /** The first one that it is not. */
  readonly below?: readonly number[];
  /** The package `ansible`, which brings the common collections along. */
  readonly hasCollections: boolean;
}

export const isOlderThan = ({ below }: CoreVersion, version: string): boolean =>
  below !== undefined && compareParts(below, partsOf(version)) <= 0;

export const isAtLeast = ({ atLeast }: CoreVersion, version: string): boolean =>
  atLeast !== undefined && compareParts(atLeast, partsOf(version)) >= 0;

const partsOf = (version: string): readonly number[] => version.split('.').map(Number);

const ENVIRONMENT = /^\.?v?env$/;
const PYTHON = /^python3?(?:\.\d+)?$/;
const CORE = /^ansible_core-(\d[\d.]*)(?:[A-Za-z_+][\w.+]*)?\.dist-info$/;
const WHOLE = /^ansible-\d[\w.+]*\.dist-info$/;
const LISTS = /^(?:requirements|ansible-requirements)[\w.-]*\.txt$/;

/** What the folder itself says; an environment that is there counts more than what is asked for. */
export async function findAnsibleCore(
  host: Host,
  folder: string,
  entries: readonly DirectoryEntry[],
): Promise<CoreVersion | undefined> {
  for (const { name, kind } of entries) {
    if (kind !== 'directory' || !ENVIRONMENT.test(name)) continue;
    const found = await coreOfEnvironment(host, joinUri(folder, name));
    if (found) return found;
  }
  for (const { name, kind } of entries) {
    if (kind !== 'file' || !LISTS.test(name)) continue;
    const uri = joinUri(folder, name);
    const found = coreOfList(uri, (await textOf(host, uri)) ?? '');
    if (found) return found;
  }
  return undefined;
}

async function coreOfEnvironment(host: Host, uri: string): Promise<CoreVersion | undefined> {
  const lib = joinUri(uri, 'lib');
  for (const { name } of await listOrNothing(host, lib)) {
    if (!PYTHON.test(name)) continue;
    const packages = await listOrNothing(host, joinUri(lib, `${name}/site-packages`));
    const version = packages.map((entry) => CORE.exec(entry.name)?.[1]).find((text) => text !== undefined);
    if (version !== undefined)
      return {
        uri,
        ...exactly(partsOf(version)),
        hasCollections: packages.some((entry) => WHOLE.test(entry.name)),
      };
  }
  return undefined;
}

const REQUIREMENT =
  /^[ \t]*(ansible(?:[-_.]core)?)[ \t]*(?:\[[^\]\r\n\u2028\u2029]*\][ \t]*)?([=<>~!][^;#\r\n]*)/gim;

/** The bounds of pip's requirement; `undefined` where the file asks for no certain Ansible. */
export function coreOfList(uri: string, text: string): CoreVersion | undefined {
  const found = [...text.matchAll(REQUIREMENT)];
  const own = found.find(([, name = '']) => name.length > 'ansible'.length) ?? found[0];
  if (!own) return undefined;
  const isWhole = own[1]?.toLowerCase() === 'ansible';
  const bounds: Bounds = {};
  for (const part of (own[2] ?? '').split(',')) Object.assign(bounds, boundsOf(part.trim(), isWhole));
  return bounds.atLeast || bounds.below ? { uri, ...bounds, hasCollections: isWhole } : undefined;
}

interface Bounds {
  readonly atLeast?: readonly number[];
  readonly below?: readonly number[];
}

function boundsOf(clause: string, isWhole: boolean): Bounds {
  const match = /^(===?|~=|<=?|>=?)\s*(\d+(?:\.\d+)*)(\.\*)?/.exec(clause);
  const [, operator = '', text = '', star] = match ?? [];
  if (!match) return {};
  const written = partsOf(text);
  const parts = isWhole ? coreOfWhole(written) : written;
  if (!parts) return {};
  switch (operator) {
    case '>=':
    case '>':
      return { atLeast: parts };
    case '<':
      return { below: isWhole && written.slice(1).some((part) => part > 0) ? next(parts) : parts };
    case '<=':
      return { below: isWhole ? next(parts) : [...parts, 1] };
    case '~=':
      return isWhole && written.length < 3
        ? { atLeast: parts }
        : { atLeast: parts, below: isWhole ? next(parts) : next(parts.slice(0, -1)) };
    default:
      return star || isWhole ? { atLeast: parts, below: next(parts) } : exactly(parts);
  }
}

const exactly = (parts: readonly number[]): Bounds => ({ atLeast: parts, below: [...parts, 1] });
const next = (parts: readonly number[]): readonly number[] => [
  ...parts.slice(0, -1),
  (parts.at(-1) ?? 0) + 1,
];

/** The package `ansible` 4 came with ansible-core 2.11, 5 with 2.12, and so on. */
const coreOfWhole = ([major = 0]: readonly number[]): readonly number[] | undefined =>
  major >= 4 ? [2, major + 7] : undefined;
