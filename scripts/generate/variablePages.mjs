// The reference pages of variables, one per language.
import { bundlePath, languages } from './bundles.mjs';
import { readJson } from './output.mjs';
import { table } from './pageParts.mjs';
import { pageTexts } from './pageTexts.mjs';

/**
 * @param {import('./sources.mjs').Sources} sources
 * @returns {import('./output.mjs').Output[]}
 */
export function variablePages({ file }) {
  const pages = [{ path: 'docs/variables.md', translate: (text) => text, texts: pageTexts.en }];
  for (const language of languages) {
    const bundle = readJson(bundlePath(language));
    pages.push({
      path: `docs/variables.${language}.md`,
      translate: (text) => bundle[text] ?? text,
      texts: pageTexts[language],
    });
  }
  return pages.map(({ path, translate, texts }) => ({
    path,
    text: page(file, translate, texts),
    committed: true,
  }));
}

const currentOf = (/** @type {import('./sources.mjs').VariablesFile} */ file, origin) =>
  file.variables.filter((variable) => variable.status === 'current' && variable.origin === origin);

function page(file, translate, texts) {
  const own = currentOf(file, 'k3s-ansible');
  const ansible = currentOf(file, 'ansible');
  const gone = file.variables.filter(({ status }) => status !== 'current' && status !== 'internal');
  const internal = file.variables.filter(({ status }) => status === 'internal');
  const blocks = [
    `# ${texts.title}`,
    texts.intro,
    `## ${texts.own}`,
    overview(own, translate, texts),
    ...own.map((variable) => section(variable, translate, texts)),
    `## ${texts.ansible}`,
    ...ansible.map((variable) => section(variable, translate, texts)),
    `## ${texts.install}`,
    texts.installIntro,
    installTable(file.installVariables, translate, texts),
    `## ${texts.gone}`,
    goneTable(gone, translate, texts),
    `## ${texts.internal}`,
    texts.internalIntro,
    internal.map(({ name }) => `\`${name}\``).join(texts.comma),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** One line per variable, with the first sentence about it. */
const overview = (variables, translate, texts) =>
  table(
    [texts.variable, texts.type, texts.default, texts.since, texts.meaning],
    variables.map((variable) => [
      `[\`${variable.name}\`](#${variable.name})${variable.required ? texts.requiredMark : ''}`,
      texts.types[variable.type],
      codeOf(variable.default) ?? '',
      sinceOf(variable, texts),
      translate(variable.description.join('\n')).split('\n')[0] ?? '',
    ]),
  );

const codeOf = (value) => {
  if (value === undefined) return undefined;
  return typeof value === 'string' && value !== '' ? `\`${value}\`` : `\`${JSON.stringify(value)}\``;
};

function section(variable, translate, texts) {
  const facts = [
    [texts.type, texts.types[variable.type]],
    [texts.default, codeOf(variable.default)],
    [texts.required, variable.required ? texts.yes : undefined],
    [texts.secret, variable.secret ? texts.secrets[variable.secret] : undefined],
    [texts.since, variable.since ? sinceOf(variable, texts) : undefined],
    [texts.readBy, variable.readBy.map((reader) => `\`${reader}\``).join(texts.comma)],
    [texts.places.label, variable.places.map((place) => texts.places[place]).join(texts.comma)],
  ];
  return [
    `### ${variable.name}`,
    translate(variable.description.join('\n')),
    facts.flatMap(([name, value]) => (value ? [`- ${name}${texts.colon}${value}`] : [])).join('\n'),
    ...(variable.examples ?? []).map((example) => `\`\`\`yaml\n${example}\n\`\`\``),
    `[${texts.more}](${variable.link})`,
  ].join('\n\n');
}

const sinceOf = ({ since }, texts) =>
  since === undefined ? '' : (since.release ?? texts.unreleased.replace('{0}', since.date));

const installTable = (variables, translate, texts) =>
  table(
    [texts.variable, texts.effect, texts.meaning],
    variables.map(({ name, effect, description }) => [
      `\`${name}\``,
      texts.effects[effect],
      translate(description),
    ]),
  );

const goneTable = (variables, translate, texts) =>
  table(
    [texts.name, texts.instead, texts.status, texts.meaning],
    variables.map(({ name, renamedTo, status, description }) => [
      `\`${name}\``,
      renamedTo ? `[\`${renamedTo}\`](#${renamedTo})` : '',
      texts.statuses[status],
      translate(description.join('\n')).replaceAll('\n', texts.sentenceGap),
    ]),
  );
