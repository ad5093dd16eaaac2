// The .vsix holds what is listed here and no more, and is the same, byte for byte, whenever it is packed from the same
// sources.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packExtension } from '../../scripts/package.mjs';

it('is packed twice into the same file, with what is listed here in it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'k3s-inventory-packed-'));
  try {
    const files = [join(folder, 'first.vsix'), join(folder, 'second.vsix')];
    // One after the other: each is staged anew, at another time.
    for (const file of files) await packExtension(file);
    const [first, second] = files.map((file) => readFileSync(file));
    expect(second && first?.equals(second)).toBe(true);
    expect(namesIn(first ?? Buffer.alloc(0))).toMatchInlineSnapshot(`
      [
        "[Content_Types].xml",
        "extension.vsixmanifest",
        "extension/LICENSE.txt",
        "extension/changelog.md",
        "extension/dist/check-worker.cjs",
        "extension/dist/cli.cjs",
        "extension/dist/client.cjs",
        "extension/dist/core.cjs",
        "extension/dist/extension.js",
        "extension/dist/k3s-inventory.cjs",
        "extension/dist/lsp.cjs",
        "extension/dist/topology.css",
        "extension/dist/topology.js",
        "extension/dist/zh-cn.json",
        "extension/docs/images/icon.png",
        "extension/docs/images/walkthrough/*",
        "extension/l10n/bundle.l10n.zh-cn.json",
        "extension/package.json",
        "extension/package.nls.json",
        "extension/package.nls.zh-cn.json",
        "extension/readme.md",
        "extension/schemas/editor/inventory.json",
        "extension/schemas/editor/vars.json",
        "extension/syntaxes/jinja-in-yaml-double.tmLanguage.json",
        "extension/syntaxes/jinja-in-yaml-plain.tmLanguage.json",
        "extension/syntaxes/jinja-in-yaml-single.tmLanguage.json",
        "extension/syntaxes/jinja-in-yaml.tmLanguage.json",
      ]
    `);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);

/** The files of a .zip, in alphabetical order, by its directory; those of the walkthrough as one. */
function namesIn(zip: Buffer): readonly string[] {
  const names = new Set<string>();
  for (let at = zip.indexOf('PK\u0001\u0002'); at >= 0; at = zip.indexOf('PK\u0001\u0002', at + 46)) {
    const name = zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28));
    names.add(name.replace(/(walkthrough\/).+/, '$1*'));
  }
  return [...names].sort();
}
