// Programs by their headers, and what Go wrote into them about their build.
import { describe, expect, it } from 'vitest';
import { parseProgram } from '../../../server/src/core/k3s/airgap/elf.ts';
import { programRelease } from '../../../server/src/core/k3s/airgap/programRelease.ts';
import { createMemoryBytes, program, text } from '../../support/airgapFolder.ts';

const FOLDER = 'file:///airgap';
const releaseOf = (file: Uint8Array) =>
  programRelease(createMemoryBytes(FOLDER, { k3s: file }), `${FOLDER}/k3s`, file.subarray(0, 4096));

describe('a program', () => {
  it.each(['amd64', 'arm64', 'arm'] as const)('for %s is recognised', (machine) => {
    expect(parseProgram(program(machine))?.machine).toBe(machine);
  });

  it('holds the release it was built as', async () => {
    expect(await releaseOf(program('amd64', 'v1.31.12+k3s1'))).toBe('v1.31.12+k3s1');
    expect(await releaseOf(program('arm', 'v1.32.0-rc1+k3s2'))).toBe('v1.32.0-rc1+k3s2');
    expect(await releaseOf(program('amd64'))).toBeUndefined();
  });

  it.each([
    ['nothing but a mark', text('\x7fELF')],
    ['a header of zeros', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, ...new Uint8Array(100)])],
    ['a header of ones', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, ...new Uint8Array(4090).fill(255)])],
    ['32 bits of ones', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 1, 2, ...new Uint8Array(4090).fill(255)])],
  ])('that is %s holds no release, and stops nothing', async (_, file) => {
    expect(await releaseOf(file)).toBeUndefined();
  });
});
