// The reference pages of K3s' own settings, one per language: config.yaml and its flags, registries.yaml, releases.
import { bundlePath, languages } from './bundles.mjs';
import { readJson } from './output.mjs';
import { table } from './pageParts.mjs';

const TEXTS = {
  en: {
    title: 'Settings of K3s',
    intro: [
      'What can stand in `server_config_yaml`, `agent_config_yaml`, `extra_server_args`, `extra_agent_args` and `registries_config_yaml`.',
      'A setting is a key of the configuration and, with `--` in front, an argument; an argument outranks the configuration, and both outrank the environment variable.',
      'This page is generated from `schemas/k3s.flags.json` and `schemas/k3s.registries.json`, which the checks, completion and hover use too.',
    ].join('\n'),
    scopes: { both: 'Servers and agents', server: 'Servers only', agent: 'Agents only' },
    head: ['Setting', 'Type', 'Default', 'Environment', 'Meaning'],
    types: {
      text: 'text',
      integer: 'whole number',
      boolean: 'boolean',
      duration: 'duration such as `5m0s`',
      list: 'list, or one text',
      mapping: 'mapping',
      sequence: 'list',
    },
    serversOnly: 'An agent does not start with any of these. A server skips a key that it does not know.',
    values: 'Values: {0}.',
    some: 'Among others: {0}.',
    former: 'Until K3s {0}: {1}.',
    since: 'Since K3s {0}.',
    until: 'Until K3s {0}.',
    role: 'k3s-ansible sets it itself.',
    critical: 'All servers of a cluster must have the same value.',
    criticalValues: 'All servers of a cluster must name these, or none: {0}.',
    secret: 'A secret: take it from an encrypted variable.',
    deprecated: 'Deprecated. Now: {0}.',
    gap: ' ',
    comma: ', ',
    removed: 'Removed',
    removedHead: ['Name', 'Use instead'],
    registries: 'registries.yaml',
    registriesHead: ['Key', 'Type', 'Meaning'],
    name: 'NAME',
    releases: 'Releases',
    releasesIntro:
      'Releases that completion offers for `k3s_version`: all from 1.30 on up to September 2026 that release notes of K3s or public installations name, and the last of 1.28 and 1.29. Any other that is written like a release is accepted.',
    environment: 'Environment',
    environmentText:
      'The variables of the installer are among the [variables](variables.md#environment-of-the-k3s-installer).',
  },
  'zh-cn': {
    title: 'K3s 的设置',
    intro: [
      '可以写在 `server_config_yaml`、`agent_config_yaml`、`extra_server_args`、`extra_agent_args` 和 `registries_config_yaml` 中的内容。',
      '每项设置既是配置的键，加上 `--` 也是命令行参数；参数优先于配置，二者都优先于环境变量。',
      '本页由 `schemas/k3s.flags.json` 和 `schemas/k3s.registries.json` 生成，检查、补全和悬停提示也使用同一份数据。',
    ].join('\n'),
    scopes: { both: 'server 与 agent 节点', server: '仅 server 节点', agent: '仅 agent 节点' },
    head: ['设置', '类型', '默认值', '环境变量', '说明'],
    types: {
      text: '文本',
      integer: '整数',
      boolean: '布尔值',
      duration: '时长，如 `5m0s`',
      list: '列表，或一个文本',
      mapping: '映射',
      sequence: '列表',
    },
    serversOnly: 'agent 节点遇到其中任何一项都无法启动；server 节点会跳过不认识的键。',
    values: '可选值：{0}。',
    some: '例如：{0}。',
    former: '{1} 只到 K3s {0} 为止。',
    since: '自 K3s {0} 起。',
    until: '到 K3s {0} 为止。',
    role: '由 k3s-ansible 自行设置。',
    critical: '同一集群的所有 server 节点必须取相同的值。',
    criticalValues: '同一集群的所有 server 节点要么都写，要么都不写：{0}。',
    secret: '属于机密：请取自加密的变量。',
    deprecated: '已弃用，请改用 {0}。',
    gap: '',
    comma: '、',
    removed: '已移除',
    removedHead: ['名称', '请改用'],
    registries: 'registries.yaml',
    registriesHead: ['键', '类型', '说明'],
    name: '名称',
    releases: '版本',
    releasesIntro:
      '`k3s_version` 补全时提供的版本：从 1.30 起、截至 2026 年 9 月，K3s 发行说明或公开的安装中出现过的所有版本，以及 1.28 和 1.29 的最后一个版本。其他按版本格式书写的值也都会被接受。',
    environment: '环境变量',
    environmentText: '安装脚本的环境变量见[变量](variables.zh-cn.md#k3s-安装脚本的环境变量)。',
  },
};

/**
 * @param {import('./sources.mjs').Sources} sources
 * @returns {import('./output.mjs').Output[]}
 */
export function k3sPages({ k3s }) {
  return ['en', ...languages].map((language) => {
    const bundle = language === 'en' ? {} : readJson(bundlePath(language));
    return {
      path: language === 'en' ? 'docs/k3s-settings.md' : `docs/k3s-settings.${language}.md`,
      text: page(k3s, TEXTS[language], (text) => bundle[text] ?? text),
      committed: true,
    };
  });
}

/** @param {import('./sources.mjs').K3sFile} k3s */
function page({ flags, removed, releases, registries }, texts, translate) {
  const settings = (scope) =>
    table(
      texts.head,
      flags.filter((flag) => flag.scope === scope).map((flag) => settingRow(flag, texts, translate)),
    );
  const blocks = [
    `# ${texts.title}`,
    texts.intro,
    `## ${texts.scopes.both}`,
    settings('both'),
    `## ${texts.scopes.server}`,
    texts.serversOnly,
    settings('server'),
    `## ${texts.scopes.agent}`,
    settings('agent'),
    `## ${texts.removed}`,
    table(
      texts.removedHead,
      removed.map(({ name, replacedBy }) => [code(name), code(replacedBy)]),
    ),
    `## ${texts.registries}`,
    table(texts.registriesHead, registryRows(registries, '', texts, translate)),
    `## ${texts.environment}`,
    texts.environmentText,
    `## ${texts.releases}`,
    texts.releasesIntro,
    releases.map(code).join(texts.comma),
  ];
  return `${blocks.join('\n\n')}\n`;
}

const code = (text) => `\`${text}\``;

const settingRow = (flag, texts, translate) => [
  flag.alias ? `${code(flag.name)}, ${code(flag.alias)}` : code(flag.name),
  texts.types[flag.type],
  flag.default === undefined ? '' : code(flag.default),
  flag.env ? code(flag.env) : '',
  [translate(flag.about), ...notes(flag, texts)].join(texts.gap),
];

function notes(flag, texts) {
  const { values, commonValues, formerValues = {}, criticalValues, since, until, deprecatedFor } = flag;
  const codes = (all) => all.map(code).join(texts.comma);
  return [
    ...(values ? [fill(texts.values, codes(values))] : []),
    ...(commonValues ? [fill(texts.some, codes(commonValues))] : []),
    ...Object.entries(formerValues).map(([value, minor]) =>
      fill(texts.former, `1.${minor - 1}`, code(value)),
    ),
    ...(since ? [fill(texts.since, `1.${since}`)] : []),
    ...(until ? [fill(texts.until, `1.${until}`)] : []),
    ...(flag.setByRole ? [texts.role] : []),
    ...(flag.critical ? [texts.critical] : []),
    ...(criticalValues ? [fill(texts.criticalValues, codes(criticalValues))] : []),
    ...(flag.secret ? [texts.secret] : []),
    ...(deprecatedFor ? [fill(texts.deprecated, code(deprecatedFor))] : []),
  ];
}

const fill = (pattern, ...values) => pattern.replace(/\{(\d)\}/g, (_, index) => values[Number(index)]);

/** Each key with the way to it; below the root. */
function registryRows({ keys = {}, each }, path, texts, translate) {
  const below = [...Object.entries(keys), ...(each ? [[texts.name, each]] : [])];
  return below.flatMap(([name, key]) => {
    const here = path ? `${path}.${name}` : name;
    const row = [code(here), texts.types[key.kind], translate(key.about)];
    return [row, ...registryRows(key, here, texts, translate)];
  });
}
