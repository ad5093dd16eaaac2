// The page about `.k3s-inventory.yml`, one per language, and its JSON Schema for editors that take one.
import { bundlePath, languages } from './bundles.mjs';
import { jsonText, readJson } from './output.mjs';
import { findRuleFiles } from './ruleRegistry.mjs';

const STORE = 'schemas/schemastore/k3s-inventory.json';

const TEXTS = {
  en: {
    title: 'Configuration',
    intro: [
      '`.k3s-inventory.yml` says once, for every editor and for the command line, how the inventories of a project are checked.',
      'It counts for the inventories in its folder and below. The nearest one counts alone; none is looked for above the root of the repository (`.git`) or in the home folder.',
      'All settings are optional. Options of the command and settings of the editor count more than the file, which counts more than what is found nearby.',
      'A setting that is not known, or whose value is none of its choices, is an error at its line; the rest of the file counts, and everything is checked all the same (exit code 2).',
    ],
    head: ['Setting', 'Value', 'Meaning'],
    example: 'An example',
    severity: 'a mapping of [rules](rules/README.md) to',
    kinds: { string: 'text', boolean: '`true` or `false`', array: 'list of names', object: 'mapping' },
    schema:
      'In editors that K3s Inventory serves, the file is completed and checked. For others there is a [JSON Schema](../schemas/schemastore/k3s-inventory.json).',
  },
  'zh-cn': {
    title: '配置',
    intro: [
      '`.k3s-inventory.yml` 为所有编辑器和命令行统一规定如何检查一个项目的清单。',
      '它对所在目录及其下的清单生效，只取最近的一份；不会在仓库根目录（`.git`）之上或主目录中查找。',
      '所有设置都可省略。命令行选项和编辑器设置优先于该文件，该文件优先于从附近文件得出的判断。',
      '未知的设置，或不在可选范围内的值，会在其所在行报告为错误；文件的其余部分仍然生效，检查照常进行（退出码 2）。',
    ],
    head: ['设置', '值', '含义'],
    example: '示例',
    severity: '从[规则](rules/README.md)到级别的映射：',
    kinds: { string: '文本', boolean: '`true` 或 `false`', array: '名称列表', object: '映射' },
    schema:
      '在 K3s Inventory 支持的编辑器中，该文件会得到补全和检查。其他编辑器可使用 [JSON Schema](../schemas/schemastore/k3s-inventory.json)。',
  },
};

const EXAMPLE = `profile: recommended
rules:
  k3s-version-missing: error
  api-endpoint-not-first-server: off
exclude: [lab, '*.example.yml']
target_k3s_ansible: 1.2.0
target_core: 2.17
playbook_dir: playbooks
`;

/**
 * @param {import('./sources.mjs').Sources} sources
 * @returns {import('./output.mjs').Output[]}
 */
export function projectPage({ file }) {
  const schema = readJson('schemas/project.schema.json');
  const pages = ['en', ...languages].map((language) => {
    const bundle = language === 'en' ? {} : readJson(bundlePath(language));
    return {
      path: language === 'en' ? 'docs/configuration.md' : `docs/configuration.${language}.md`,
      text: page(schema, TEXTS[language], (text) => bundle[text] ?? text),
      committed: true,
    };
  });
  return [...pages, { path: STORE, text: jsonText(STORE, store(schema, file)), committed: true }];
}

function page({ properties }, texts, translate) {
  const rows = Object.entries(properties).map(
    ([name, property]) =>
      `| \`${name}\` | ${valueText(property, texts)} | ${translate(property.description)} |`,
  );
  const [first, ...more] = texts.head;
  const table = [`| ${first} | ${more.join(' | ')} |`, '|---|---|---|', ...rows].join('\n');
  const blocks = [
    `# ${texts.title}`,
    texts.intro.join('\n'),
    table,
    `## ${texts.example}`,
    `\`\`\`yaml\n${EXAMPLE}\`\`\``,
    texts.schema,
  ];
  return `${blocks.join('\n\n')}\n`;
}

const listed = (/** @type {readonly string[]} */ choices) =>
  choices.map((choice) => `\`${choice}\``).join(', ');

function valueText({ type, enum: choices, additionalProperties }, texts) {
  if (choices) return listed(choices);
  if (additionalProperties) return `${texts.severity} ${listed(additionalProperties.enum)}`;
  return texts.kinds[type];
}

/** The same with all that is known: rules and releases. A release such as 2.17 is a number to YAML. */
function store(schema, { releases }) {
  const { rules, target_core: core, target_k3s_ansible: release } = schema.properties;
  const properties = {
    ...schema.properties,
    rules: { ...rules, propertyNames: { enum: findRuleFiles().map(({ id }) => id) } },
    target_core: { ...core, type: ['string', 'number'] },
    target_k3s_ansible: { ...release, enum: releases.map(({ version }) => version) },
  };
  return { ...schema, $id: 'https://json.schemastore.org/k3s-inventory.json', properties };
}
