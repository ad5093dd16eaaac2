// Translations as they are shipped: the English text is in the code already, so that a fingerprint is enough for a key.
import { join } from 'node:path';
import { build } from 'esbuild';
import { readJson, root } from './generate/output.mjs';

/**
 * @param {string} path of a bundle whose keys are English texts, from the root of the repository
 * @returns {Promise<string>} JSON that `formatMessage` takes as well
 */
export async function packedTexts(path) {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'server/src/core/text/fingerprint.ts')],
    format: 'esm',
    write: false,
  });
  const { fingerprint } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
  /** @type {Record<string, string>} */
  const packed = {};
  for (const [english, translation] of Object.entries(readJson(path))) {
    const key = fingerprint(english);
    if (packed[key] !== undefined) throw new Error(`${path}: two texts have the key ${key}`);
    packed[key] = translation;
  }
  return JSON.stringify(packed);
}
