// Reads headers of Linux programs: for which machine, whether the file is truncated, and what Go recorded about its
// build. Pure; the caller reads the bytes. After the ELF specification, and Go's debug/buildinfo (the inline form,
// since Go 1.18).
import { latin1 } from './fileKind.ts';

/** What the header of a Linux program says. */
export interface Program {
  /** A machine of K3s, or another one. */
  readonly machine: 'amd64' | 'arm64' | 'arm' | 'other';
  /** The size that the file must have at least. */
  readonly needs: number;
  /** Where the table of sections is; absent where there is none. */
  readonly sections?: { readonly start: number; readonly length: number };
}

const MACHINES: Readonly<Record<number, Program['machine']>> = { 62: 'amd64', 183: 'arm64', 40: 'arm' };
/** Offsets and widths of fields, by the class of the file: 32 or 64 bits. */
const LAYOUT = {
  32: {
    word: 4,
    phoff: 28,
    shoff: 32,
    sizes: 42,
    offset: 4,
    filesz: 16,
    shOffset: 16,
    shSize: 20,
    header: 52,
  },
  64: {
    word: 8,
    phoff: 32,
    shoff: 40,
    sizes: 54,
    offset: 8,
    filesz: 32,
    shOffset: 24,
    shSize: 32,
    header: 64,
  },
} as const;

interface Reader {
  readonly view: DataView;
  readonly little: boolean;
  readonly layout: (typeof LAYOUT)[32 | 64];
}

/** `undefined` where the bytes hold no whole header. */
export function parseProgram(head: Uint8Array): Program | undefined {
  const reader = readerOf(head);
  if (!reader) return undefined;
  const { view, little, layout } = reader;
  const at = (field: number): number => view.getUint16(layout.sizes + field * 2, little);
  const [entrySize, entries, sectionSize, sectionCount] = [at(0), at(1), at(2), at(3)];
  const sectionsAt = word(reader, layout.shoff);
  const sections = { start: sectionsAt, length: sectionSize * sectionCount };
  const table = word(reader, layout.phoff);
  let needs = Math.max(table + entrySize * entries, sectionsAt > 0 ? sectionsAt + sections.length : 0);
  for (let entry = 0; entry < entries; entry++) {
    const start = table + entry * entrySize;
    if (start + layout.filesz + layout.word > head.length) break;
    needs = Math.max(needs, word(reader, start + layout.offset) + word(reader, start + layout.filesz));
  }
  return {
    machine: MACHINES[view.getUint16(18, little)] ?? 'other',
    needs,
    ...(sectionsAt > 0 && sections.length > 0 && { sections }),
  };
}

function readerOf(head: Uint8Array): Reader | undefined {
  const layout = head[4] === 2 ? LAYOUT[64] : head[4] === 1 ? LAYOUT[32] : undefined;
  if (!layout || head.length < layout.header) return undefined;
  return { view: new DataView(head.buffer, head.byteOffset, head.byteLength), little: head[5] !== 2, layout };
}

const word = ({ view, little, layout }: Reader, at: number): number =>
  layout.word === 8 ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little);

/** Where a section's bytes are. */
export interface SectionPlace {
  readonly start: number;
  readonly length: number;
}

/** The sections of a table, and the index of the one that holds their names. */
export function parseSections(head: Uint8Array, table: Uint8Array) {
  const reader = readerOf(head);
  if (!reader) return undefined;
  const { layout, view, little } = reader;
  const size = view.getUint16(layout.sizes + 4, little);
  const inTable: Reader = { ...reader, view: new DataView(table.buffer, table.byteOffset, table.byteLength) };
  const places: (SectionPlace & { readonly name: number })[] = [];
  for (let start = 0; start + size <= table.length && size >= layout.shSize + layout.word; start += size)
    places.push({
      name: inTable.view.getUint32(start, little),
      start: word(inTable, start + layout.shOffset),
      length: word(inTable, start + layout.shSize),
    });
  return { places, names: places[view.getUint16(layout.sizes + 8, little)] };
}

const MAGIC = '\xff Go buildinf:';
const HEADER = 32;
const INLINE = 2;

/** The settings of the build, such as `-ldflags`; `undefined` where Go did not write them in this form. */
export function goBuildSettings(section: Uint8Array): string | undefined {
  if (!latin1(section.subarray(0, MAGIC.length)).startsWith(MAGIC)) return undefined;
  if (((section[MAGIC.length + 1] ?? 0) & INLINE) === 0) return undefined;
  const version = readText(section, HEADER);
  return version && readText(section, version.end)?.text;
}

/** A text behind its length, which is written in groups of 7 bits. */
function readText(
  bytes: Uint8Array,
  start: number,
): { readonly text: string; readonly end: number } | undefined {
  let [length, at, factor] = [0, start, 1];
  for (;;) {
    const byte = bytes[at++];
    if (byte === undefined || factor > 2 ** 28) return undefined;
    length += (byte & 0x7f) * factor;
    factor *= 128;
    if (byte < 0x80) break;
  }
  return at + length > bytes.length
    ? undefined
    : { text: latin1(bytes.subarray(at, at + length)), end: at + length };
}
