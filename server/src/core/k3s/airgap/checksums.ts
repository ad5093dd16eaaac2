// The list of checksums that K3s publishes with a release, and which of its entries a local file is. Pure.
import { type Architecture, assetOf } from './architecture.ts';

/** Checksums in lower case by the name of the asset. */
export type Checksums = ReadonlyMap<string, string>;

const LINE = /^([0-9a-f]{64})[ \t]+\*?(\S.*)$/i;

/** `undefined` for a text without a single checksum, such as a proxy's error page. */
export function parseChecksums(text: string): Checksums | undefined {
  const found = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, sum = '', name = ''] = LINE.exec(line.trimEnd()) ?? [];
    if (name !== '') found.set(name, sum.toLowerCase());
  }
  return found.size > 0 ? found : undefined;
}

/** The name under which K3s publishes the list for an architecture. */
export const checksumFile = (architecture: Architecture): string => `sha256sum-${architecture}.txt`;

/** The name under which K3s published a file that the role may want under another name. */
export const assetName = (name: string, architecture: Architecture): string =>
  name === 'k3s' || name === `k3s-${architecture}` ? assetOf(architecture) : name;
