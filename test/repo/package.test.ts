// The .vsix is the same, byte for byte, whenever it is packed from the same sources.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packExtension } from '../../scripts/package.mjs';

it('is packed twice into the same file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'k3s-inventory-packed-'));
  try {
    const files = [join(folder, 'first.vsix'), join(folder, 'second.vsix')];
    // One after the other: each is staged anew, at another time.
    for (const file of files) await packExtension(file);
    const [first, second] = files.map((file) => readFileSync(file));
    expect(second && first?.equals(second)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
