// Versions of ansible-core as files name them: the bounds of a requirement, of pip, Poetry or asdf.
import { compareParts } from '../../text/compareParts.ts';

/** Versions as numbers: 2.14.18 is [2, 14, 18]. */
export interface CoreVersion {
  /** The file or folder that says so. */
  readonly uri: string;
  readonly atLeast?: readonly number[];
  /** The first version that is excluded. */
  readonly below?: readonly number[];
  /** The package `ansible`, which brings the common collections along. */
  readonly hasCollections: boolean;
}

/** Whether every version within the bounds is older than this one. */
export const isOlderThan = ({ below }: Pick<CoreVersion, 'below'>, version: string): boolean =>
  below !== undefined && compareParts(below, partsOf(version)) <= 0;

/**
 * Whether every version within the bounds is this one or newer. Not the opposite of {@link isOlderThan}: bounds may
 * leave both open.
 */
export const isAtLeast = ({ atLeast }: Pick<CoreVersion, 'atLeast'>, version: string): boolean =>
  atLeast !== undefined && compareParts(atLeast, partsOf(version)) >= 0;

/** `2.19` as `[2, 19]`, for comparing number by number. */
export const partsOf = (version: string): readonly number[] => version.split('.').map(Number);

/** How files write what they ask for. */
type Notation = (text: string) => readonly (readonly [name: string, requirement: string])[];

/** `name>=1,<2`, at the beginning of a line. */
const pip: Notation = (text) =>
  found(
    text,
    /^[ \t]*(ansible(?:[-_.]core)?)[ \t]*(?:\[[^\]\r\n\u2028\u2029]*\][ \t]*)?([=<>~!][^;#\r\n]*)/gim,
  );

/** The same in quotes, and the tables of Poetry and Pipenv: `name = "^1"`, `name = { version = "^1" }`, `[….name]`. */
const toml: Notation = (text) => {
  const bare = withoutComments(text);
  const tables = [
    ...found(
      bare,
      /^[ \t]*["']?(ansible(?:[-_.]core)?)["']?[ \t]*=[ \t]*(?:\{[^}\r\n]*?version[ \t]*=[ \t]*)?["']([^"'\r\n]+)["']/gim,
    ),
    ...found(
      bare,
      /^\[[\w.-]*dependencies\.["']?(ansible(?:[-_.]core)?)["']?\][^[]*?^version[ \t]*=[ \t]*["']([^"'\r\n]+)/gim,
    ),
  ];
  return [
    ...found(bare, /["'](ansible(?:[-_.]core)?)[ \t]*(?:\[[^\]"'\r\n]*\][ \t]*)?([=<>~!][^;"'\r\n]*)/gi),
    ...tables.map(
      ([name, requirement]) => [name, /^\d/.test(requirement) ? `==${requirement}` : requirement] as const,
    ),
  ];
};

/** Of an execution environment: `package_pip: name==1`, or a list of packages. */
const yaml: Notation = (text) =>
  found(
    withoutComments(text),
    /(?:^[ \t]*-|package_pip:|[[,])[ \t]*["']?(ansible(?:[-_.]core)?)[ \t]*([=<>~!][^;"'\]}\r\n]*)/gim,
  );

/** Of asdf and mise: `name 1.2.3`. */
const plain: Notation = (text) =>
  found(text, /^[ \t]*(?:pipx:)?(ansible(?:[-_.]core)?)[ \t]+(\d[\w.]*)/gim).map(([name, version]) => [
    name,
    `==${version}`,
  ]);

/** A `#` in quotes begins none. */
const withoutComments = (text: string): string =>
  text.replace(/("[^"\r\n]*"|'[^'\r\n]*')|#[^\r\n]*/g, (_, quoted = '') => quoted);

const found = (text: string, pattern: RegExp): readonly (readonly [string, string])[] =>
  [...text.matchAll(pattern)].map(([, name = '', requirement = '']) => [name, requirement]);

const NOTATIONS: readonly (readonly [name: RegExp, notation: Notation])[] = [
  [/^(?:requirements|ansible-requirements|constraints)[\w.-]*\.txt$/, pip],
  [/^(?:pyproject\.toml|Pipfile)$/, toml],
  [/^execution-environment\.ya?ml$/, yaml],
  [/^\.tool-versions$/, plain],
];

/** Whether a file of this name may say which ansible-core a project uses. */
export const namesCore = (name: string): boolean => NOTATIONS.some(([pattern]) => pattern.test(name));

/** The version that a file asks for; `undefined` where it asks for no certain one. */
export function coreIn(uri: string, name: string, text: string): CoreVersion | undefined {
  const notation = NOTATIONS.find(([pattern]) => pattern.test(name))?.[1];
  const all = notation?.(text.replace(/^\ufeff/, '')) ?? [];
  const own = all.find(([one]) => one.length > 'ansible'.length) ?? all[0];
  if (!own) return undefined;
  const isWhole = own[0].toLowerCase() === 'ansible';
  const bounds: Bounds = {};
  for (const part of own[1].split(',')) Object.assign(bounds, boundsOf(part.trim(), isWhole));
  return bounds.atLeast || bounds.below ? { uri, ...bounds, hasCollections: isWhole } : undefined;
}

interface Bounds {
  readonly atLeast?: readonly number[];
  readonly below?: readonly number[];
}

function boundsOf(clause: string, isWhole: boolean): Bounds {
  const match = /^(===?|~=|~|\^|<=?|>=?)\s*(\d+(?:\.\d+)*)(\.\*)?/.exec(clause);
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
    // Poetry's: the first number stays, or the first two.
    case '^':
      return { atLeast: parts, below: isWhole ? next(parts) : next(parts.slice(0, 1)) };
    case '~':
      return { atLeast: parts, below: isWhole ? next(parts) : next(parts.slice(0, 2)) };
    default:
      return star || isWhole ? { atLeast: parts, below: next(parts) } : exactly(parts);
  }
}

/** The bounds of exactly this version: the next one that could be named, `2.14.18.1` after `2.14.18`, is excluded. */
export const exactly = (parts: readonly number[]): Required<Bounds> => ({
  atLeast: parts,
  below: [...parts, 1],
});
const next = (parts: readonly number[]): readonly number[] => [
  ...parts.slice(0, -1),
  (parts.at(-1) ?? 0) + 1,
];

/** The package `ansible` 4 came with ansible-core 2.11, 5 with 2.12, and so on. */
const coreOfWhole = ([major = 0]: readonly number[]): readonly number[] | undefined =>
  major >= 4 ? [2, major + 7] : undefined;
