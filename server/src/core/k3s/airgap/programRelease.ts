// The release of a K3s binary, as its build wrote it down: scripts/package-cli of K3s passes it to the linker, and Go
// records the flags. Nothing is run.
import { type ByteSource, isUnreadable } from './byteSource.ts';
import { goBuildSettings, parseProgram, parseSections, type SectionPlace } from './elf.ts';
import { latin1 } from './fileKind.ts';

/** Tables and names of a program are small; a larger size means that the file is broken. */
const MAX_TABLE = 1 << 20;
const VERSION = /\/k3s\/pkg\/version\.Version=(v[^\s"'\\]+)/;

/** Such as `v1.31.12+k3s1`; `undefined` where the file does not contain it. */
export async function programRelease(
  bytes: ByteSource,
  uri: string,
  head: Uint8Array,
): Promise<string | undefined> {
  const sections = parseProgram(head)?.sections;
  const table = sections && (await readPlace(bytes, uri, sections));
  const parsed = table && parseSections(head, table);
  const names = parsed?.names && (await readPlace(bytes, uri, parsed.names));
  if (!parsed || !names) return undefined;
  const text = latin1(names);
  const place = parsed.places.find(({ name }) => text.startsWith('.go.buildinfo\0', name));
  const section = place && (await readPlace(bytes, uri, place));
  return section && VERSION.exec(goBuildSettings(section) ?? '')?.[1];
}

async function readPlace(
  bytes: ByteSource,
  uri: string,
  { start, length }: SectionPlace,
): Promise<Uint8Array | undefined> {
  if (length > MAX_TABLE) return undefined;
  const found = await bytes.read(uri, start, length);
  return found === undefined || isUnreadable(found) ? undefined : found;
}
