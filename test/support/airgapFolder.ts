// Files of an airgap folder in the smallest form that shows what they are, and their bytes in memory.
import { createHash } from 'node:crypto';
import type { ByteSource } from '../../server/src/core/index.ts';
import { joinUri } from '../../server/src/core/index.ts';

export type Bytes = Uint8Array;

const ascii = (text: string): Bytes => Uint8Array.from(text, (char) => char.charCodeAt(0));

const padded = (head: string, size = 1024): Bytes => {
  const bytes = new Uint8Array(size);
  bytes.set(ascii(head));
  return bytes;
};

export const gzip = (size = 1024): Bytes => padded('\x1f\x8b\x08', size);
export const zstd = (size = 1024): Bytes => padded('\x28\xb5\x2f\xfd', size);
export const xz = (): Bytes => padded('\xfd7zXZ\0');
export const tar = (): Bytes => {
  const bytes = padded('manifest.json');
  bytes.set(ascii('ustar'), 257);
  return bytes;
};
export const rpm = (): Bytes => padded('\xed\xab\xee\xdb');
export const script = (): Bytes => ascii('#!/bin/sh\nexit 0\n');
export const webPage = (): Bytes => ascii('<!DOCTYPE html>\n<html><body>403 Forbidden</body></html>\n');
export const text = ascii;
export const nothing = (): Bytes => new Uint8Array(0);

const MACHINES = { amd64: 62, arm64: 183, arm: 40, s390x: 22 } as const;

/** A program with sections and Go's note about its build, as `scripts/package-cli` of K3s makes it. */
export function program(machine: keyof typeof MACHINES, release?: string, size = 4096): Bytes {
  const is64 = machine !== 'arm';
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  const put = (at: number, value: number, width: 2 | 4 | 8): void => {
    if (width === 2) view.setUint16(at, value, true);
    else if (width === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
  };
  const word = is64 ? 8 : 4;
  bytes.set([0x7f, 0x45, 0x4c, 0x46, is64 ? 2 : 1, 1, 1]);
  put(18, MACHINES[machine], 2);
  const names = ascii('\0.shstrtab\0.go.buildinfo\0');
  const settings = ascii(
    release === undefined
      ? 'path\tcommand-line-arguments\n'
      : `build\t-ldflags="\\n    -X github.com/k3s-io/k3s/pkg/version.Version=${release}\\n    -w -s\\n"\n`,
  );
  const info = [...ascii('\xff Go buildinf:'), 8, 2, ...new Uint8Array(16), 8, ...ascii('go1.23.6')];
  info.push((settings.length & 0x7f) | 0x80, settings.length >> 7, ...settings);
  const [namesAt, infoAt, tableAt] = [512, 1024, 2048];
  bytes.set(names, namesAt);
  bytes.set(info, infoAt);
  const entry = is64 ? 64 : 40;
  put(is64 ? 40 : 32, tableAt, word);
  const sizes = is64 ? 54 : 42;
  put(sizes + 4, entry, 2);
  put(sizes + 6, 3, 2);
  put(sizes + 8, 1, 2);
  const section = (index: number, name: number, start: number, length: number): void => {
    const at = tableAt + index * entry;
    put(at, name, 4);
    put(at + (is64 ? 24 : 16), start, word);
    put(at + (is64 ? 32 : 20), length, word);
  };
  section(1, 1, namesAt, names.length);
  section(2, 11, infoAt, info.length);
  return bytes;
}

const sha256 = (bytes: Bytes): string => createHash('sha256').update(bytes).digest('hex');

/** The list that K3s publishes: names as published, not as they are called in the folder. */
export const checksumList = (assets: Readonly<Record<string, Bytes>>): Bytes =>
  ascii(
    Object.entries(assets)
      .map(([name, bytes]) => `${sha256(bytes)}  ${name}\n`)
      .join(''),
  );

export type MemoryFile = Bytes | { readonly problem: string } | 'folder' | 'broken-link';

/** Bytes by name, in one folder. */
export function createMemoryBytes(folder: string, files: Readonly<Record<string, MemoryFile>>): ByteSource {
  const find = (uri: string): MemoryFile | undefined =>
    Object.entries(files).find(([name]) => joinUri(folder, name) === uri)?.[1];
  const bytesOf = (uri: string) => {
    const file = find(uri);
    if (file === undefined || typeof file === 'string') return undefined;
    return 'problem' in file ? ({ problem: 'unreadable', detail: file.problem } as const) : file;
  };
  return {
    async size(uri) {
      const file = bytesOf(uri);
      return file instanceof Uint8Array ? file.length : file;
    },
    async read(uri, start, length) {
      const file = bytesOf(uri);
      return file instanceof Uint8Array ? file.subarray(start, start + length) : file;
    },
    async sha256(uri, { onBytes, isCancelled } = {}) {
      const file = bytesOf(uri);
      if (!(file instanceof Uint8Array)) return file;
      if (isCancelled?.()) return undefined;
      onBytes?.(file.length);
      return sha256(file);
    },
    brokenLinks: async () => Object.keys(files).filter((name) => files[name] === 'broken-link'),
  };
}
