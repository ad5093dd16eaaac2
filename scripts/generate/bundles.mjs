// Keeps the texts of the variables file in the translation bundles. Keys others added stay where they are.
import { jsonText, readJson, readText } from './output.mjs';

const folder = 'l10n';
const english = `${folder}/bundle.l10n.json`;

/** Languages every text must be translated to. */
export const languages = ['zh-cn'];

/** @param {string} language */
export const bundlePath = (language) => `${folder}/bundle.l10n.${language}.json`;

/**
 * @param {import('./sources.mjs').Sources} sources
 * @returns {import('./output.mjs').Output[]}
 */
export function bundles({ file }) {
  const texts = textsOf(file);
  const known = readText(english) === undefined ? {} : readJson(english);
  const all = { ...known, ...Object.fromEntries(texts.map((text) => [text, text])) };
  const translated = languages.map((language) => {
    const path = bundlePath(language);
    const bundle = readJson(path);
    const missing = texts.filter((text) => !bundle[text]);
    if (missing.length > 0)
      throw new Error(`${path} lacks:\n${missing.map((text) => JSON.stringify(text)).join('\n')}`);
    return bundleOutput(path, bundle);
  });
  return [bundleOutput(english, all), ...translated];
}

/** Every text of the file that a user may see, in the form in which the language service asks for it. */
export const textsOf = (
  /** @type {import('./sources.mjs').VariablesFile} */ { variables, installVariables },
) => [
  ...new Set([
    ...variables.flatMap(({ description, shape, items }) =>
      [description.join('\n'), shape, items?.shape].filter((text) => text !== undefined),
    ),
    ...installVariables.map(({ description }) => description),
  ]),
];

function bundleOutput(path, bundle) {
  const sorted = Object.fromEntries(Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { path, text: jsonText(path, sorted), committed: true };
}
