// Which files of an airgap folder the role copies to a node. Pure: names in, names out.
// Read from roles/airgap/tasks/main.yml of every release; tried with the real Ansible (test/oracle).
import { ARCHITECTURES, type Architecture } from '../airgap/architecture.ts';
import type { SignatureId } from '../schema/upstreamTable.ts';

/** How the role of a release looks for files. */
export interface AirgapRules {
  /** `k3s-<arch>` before `k3s`; otherwise `k3s` alone. */
  readonly byArchitecture: boolean;
  /** Every archive; otherwise the first of the three with K3s' own name. */
  readonly allArchives: boolean;
  /** The packages that k3s-selinux needs, too. */
  readonly packages: boolean;
  /** A script that is there is used without asking the internet. */
  readonly keepsScript: boolean;
}

/** Facts that are unknown are taken from the latest releases. */
export const airgapRules = (facts: ReadonlyMap<SignatureId, boolean> | undefined): AirgapRules => ({
  byArchitecture: facts?.get('binary-by-architecture') ?? true,
  allArchives: facts?.get('all-archives') ?? true,
  packages: facts?.get('rpm-dependencies') ?? true,
  keepsScript: facts?.get('script-kept') ?? true,
});

/** The name under which the role looks for the install script in `airgap_dir`. */
export const SCRIPT = 'k3s-install.sh';
/** Globs skip names that begin with a dot. */
const ARCHIVE = /^[^.].*\.tar(?:\.gz|\.zst)?$/;
/** In the order in which the role looks for them. */
const ENDINGS = ['.tar.zst', '.tar.gz', '.tar'];
const PACKAGES = [/^container-selinux.*\.rpm$/, /^selinux-policy.*\.rpm$/, /^k3s-selinux.*\.rpm$/];

/** The names that the role looks for; the first that exists is used. */
export const binaryNames = (
  architecture: Architecture,
  { byArchitecture }: AirgapRules,
): readonly string[] => (byArchitecture ? [`k3s-${architecture}`, 'k3s'] : ['k3s']);

/** Every name under which K3s publishes the images of an architecture: one for each compression. */
export const imageNames = (architecture: Architecture): readonly string[] =>
  ENDINGS.map((ending) => `k3s-airgap-images-${architecture}${ending}`);

/** Whether the role takes a file of this name for an archive of images. */
export const isArchive = (name: string): boolean => ARCHIVE.test(name);

/** Whether a node of any architecture gets the file of this name as its binary. */
export const isBinaryName = (name: string, rules: AirgapRules): boolean =>
  ARCHITECTURES.some((architecture) => binaryNames(architecture, rules).includes(name));

/** Whether a node of any architecture gets the file of this name as an archive of images. */
export const isImageName = (name: string, { allArchives }: AirgapRules): boolean =>
  allArchives
    ? isArchive(name)
    : ARCHITECTURES.some((architecture) => imageNames(architecture).includes(name));

/** The files that end on one node. */
export interface Distribution {
  readonly binary?: string;
  readonly images: readonly string[];
  /** In the order in which they are installed. */
  readonly packages: readonly string[];
  readonly script?: string;
}

/**
 * Chooses, from the names in the folder, what the role copies to a node of this architecture under the rules of its
 * release.
 */
export function distribute(
  names: readonly string[],
  architecture: Architecture,
  rules: AirgapRules,
): Distribution {
  const there = new Set(names);
  const binary = binaryNames(architecture, rules).find((name) => there.has(name));
  const named = imageNames(architecture).find((name) => there.has(name));
  const wanted = rules.packages ? PACKAGES : PACKAGES.slice(-1);
  return {
    ...(binary !== undefined && { binary }),
    images: rules.allArchives ? names.filter(isArchive) : named === undefined ? [] : [named],
    packages: wanted.flatMap((pattern) => names.filter((name) => pattern.test(name))),
    ...(there.has(SCRIPT) && { script: SCRIPT }),
  };
}
