// The ansible-core that answers are for: the one that the user names, or the project, or else 2.19.
import { type CoreVersion, isAtLeast, isOlderThan } from './coreVersion.ts';

/** Versions that can be named, oldest first. Every newer one is treated as the last. */
export const CORE_VERSIONS = [
  '2.14',
  '2.15',
  '2.16',
  '2.17',
  '2.18',
  '2.19',
  '2.20',
  '2.21',
  '2.22',
] as const;

/** A minor release, as a setting names it. */
export type CoreName = (typeof CORE_VERSIONS)[number];

/** Since this version, templates keep the type of their values, which carry tags. */
const TAGGING: CoreName = '2.19';
/** What counts where neither user nor project names one: the newest that every answer is compared with. */
const ASSUMED: CoreName = '2.19';
/** Since this version, `to_yaml` and `to_nice_yaml` decrypt what they write. */
const DECRYPTING: CoreName = '2.21';

/** The release with what depends on it, so that no other code compares versions. */
export interface TargetCore {
  readonly version: CoreName;
  /** Whether the dialect of templates is that of ansible-core 2.19 and newer. */
  readonly isTagging: boolean;
  /** `allow_broken_conditionals`: a condition may have a value that is no boolean. */
  readonly allowsBrokenConditionals?: boolean;
  /** Whether what is written as YAML keeps the ciphertext of a text that was encrypted with `!vault`. */
  readonly ciphertext: 'written' | 'possible' | 'decrypted';
  /** The user or the project names it; otherwise it is only the most likely one. */
  readonly isSure: boolean;
  /** What the project names, where the user names nothing. */
  readonly named?: CoreVersion;
  /** Another version that the project names, where both cannot be true. */
  readonly other?: CoreVersion;
}

/** What counts where nothing names a version. Not sure, so that answers which differ between versions can say so. */
export const NEWEST_CORE: TargetCore = {
  version: ASSUMED,
  isTagging: true,
  ciphertext: 'possible',
  isSure: false,
};

/** Whether a condition that is a text, a number or a list stops the play. */
export const needsBooleans = ({ isTagging, allowsBrokenConditionals }: TargetCore): boolean =>
  isTagging && !allowsBrokenConditionals;

/** Whether a setting's text is one of {@link CORE_VERSIONS}. */
export const isCoreName = (text: string): text is CoreName => CORE_VERSIONS.some((one) => one === text);

/** The target for a version that is named; see {@link NEWEST_CORE} for none. */
export const coreOfName = (version: CoreName): TargetCore => ({
  version,
  isTagging: isFrom(version, TAGGING),
  ciphertext: isFrom(version, TAGGING) && !isFrom(version, DECRYPTING) ? 'written' : 'decrypted',
  isSure: true,
});

const isFrom = (version: CoreName, first: CoreName): boolean =>
  CORE_VERSIONS.indexOf(version) >= CORE_VERSIONS.indexOf(first);

/** The target by what the project names; the first counts. */
export function targetOfAll(named: readonly CoreVersion[]): TargetCore {
  const [first] = named;
  return first ? { ...targetOf(first), ...otherOf(first, named) } : NEWEST_CORE;
}

function targetOf(named: CoreVersion): TargetCore {
  // The newest that is allowed: that is what an installation takes.
  const version = CORE_VERSIONS.findLast((one) => !isOlderThan(named, one)) ?? CORE_VERSIONS[0];
  const isSure = isOlderThan(named, TAGGING) || isAtLeast(named, TAGGING);
  return {
    version,
    isTagging: !isOlderThan(named, TAGGING),
    ciphertext: ciphertextIn(named),
    isSure,
    named,
  };
}

function ciphertextIn(named: CoreVersion): TargetCore['ciphertext'] {
  if (isOlderThan(named, TAGGING) || isAtLeast(named, DECRYPTING)) return 'decrypted';
  return isAtLeast(named, TAGGING) && isOlderThan(named, DECRYPTING) ? 'written' : 'possible';
}

/** Two that no single version satisfies. */
function otherOf(first: CoreVersion, all: readonly CoreVersion[]): Pick<TargetCore, 'other'> {
  const other = all.find((one) => areApart(first, one) || areApart(one, first));
  return other ? { other } : {};
}

const areApart = ({ below }: CoreVersion, { atLeast }: CoreVersion): boolean =>
  below !== undefined && atLeast !== undefined && isOlderThan({ below }, atLeast.join('.'));
