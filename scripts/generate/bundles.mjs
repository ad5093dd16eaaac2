// Keeps the translation bundles: every text of the sources and of the variables file, and no other.
import { collectMessages, hasWords } from './messages.mjs';
import { jsonText, readJson } from './output.mjs';

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
export function bundles({ file, dialects, k3s }) {
  const messages = collectMessages().flatMap(({ pattern }) => (pattern === undefined ? [] : [pattern]));
  const texts = [
    ...new Set([
      ...textsOf(file),
      ...dialects.flatMap(textsOfDialect),
      ...pluginTexts(),
      ...k3s.flags.map(({ about }) => about),
      ...registryTexts(k3s.registries),
      ...projectTexts(),
      ...messages,
    ]),
  ];
  const translated = languages.map((language) => {
    const path = bundlePath(language);
    const bundle = readJson(path);
    return bundleOutput(
      path,
      Object.fromEntries(
        texts.flatMap((text) => (bundle[text] || hasWords(text) ? [[text, bundle[text] ?? '']] : [])),
      ),
    );
  });
  return [bundleOutput(english, Object.fromEntries(texts.map((text) => [text, text]))), ...translated];
}

/** Every text of the file that a user may see, in the form in which the language service asks for it. */
const textsOf = (/** @type {import('./sources.mjs').VariablesFile} */ { variables, installVariables }) => [
  ...new Set([
    ...variables.flatMap(({ description, shape, items }) =>
      [description.join('\n'), shape, items?.shape].filter((text) => text !== undefined),
    ),
    ...installVariables.map(({ description }) => description),
  ]),
];

/** The same of another project. */
const textsOfDialect = (
  /** @type {import('./sources.mjs').DialectFile} */ { variables = [], checks = [] },
) => [
  ...(typeof variables === 'string' ? [] : variables).flatMap(({ description, shape, items, gone, moved }) =>
    [description.join('\n'), shape, items?.shape, gone, moved].filter((text) => text !== undefined),
  ),
  ...checks.flatMap(({ loss }) => (loss === undefined ? [] : [loss])),
];

/** What filters and tests do. */
const pluginTexts = () =>
  readJson('schemas/jinja-plugins.json').plugins.flatMap(({ about }) => (about ? [about] : []));

/** What the keys of registries.yaml do. */
const registryTexts = (/** @type {import('./sources.mjs').RegistryKey} */ { about, keys = {}, each }) => [
  about,
  ...[...Object.values(keys), ...(each ? [each] : [])].flatMap(registryTexts),
];

function bundleOutput(path, bundle) {
  const sorted = Object.fromEntries(Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { path, text: jsonText(path, sorted), committed: true };
}

const projectTexts = () =>
  Object.values(readJson('schemas/project.schema.json').properties).map(({ description }) => description);
