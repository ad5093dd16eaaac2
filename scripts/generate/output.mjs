// Outputs and how they reach the disk. Knows nothing of what is in them.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * @typedef {object} Output
 * @property {string} path from the root of the checkout
 * @property {string} text
 * @property {boolean} committed false for files git ignores: they are always written, never compared
 */

/**
 * @param {Output[]} outputs
 * @param {{ check: boolean }} options
 * @returns {string[]} with `check`, the committed files that differ
 */
export function writeOutputs(outputs, { check }) {
  const stale = outputs.filter(({ path, text }) => readText(path) !== text);
  if (check && stale.some(({ committed }) => committed)) {
    return stale.filter(({ committed }) => committed).map(({ path }) => path);
  }
  for (const { path, text } of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return [];
}

/**
 * @param {string} path from the root of the checkout
 * @returns {string | undefined}
 */
const readText = (path) =>
  existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;

/** A file that somebody writes is not as it must be. The message says which and what; where it was noticed helps nobody. */
export class SourceError extends Error {}

/**
 * @param {string} path from the root of the checkout
 * @throws {SourceError} with path and line, where the text is no JSON
 */
export function readJson(path) {
  const text = readFileSync(join(root, path), 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    const [, position] = /at position (\d+)/.exec(message) ?? [];
    const line = position === undefined ? '' : `:${text.slice(0, Number(position)).split('\n').length}`;
    throw new SourceError(`${path}${line}: ${message}`);
  }
}

/**
 * JSON the way the repository's formatter writes it, so that formatting and generating never disagree.
 * @param {string} path
 * @param {unknown} value
 */
export function jsonText(path, value) {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  return execFileSync(process.execPath, [biome, 'format', `--stdin-file-path=${path}`], {
    cwd: root,
    input: JSON.stringify(value, null, 2),
    encoding: 'utf8',
    stdio: 'pipe',
  });
}
