// What is made from the rules: their pages, the index of the pages, and the block of settings in the manifest.
// The rules are asked themselves, and the examples are the fixtures they are tested with.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundlePath, languages } from './bundles.mjs';
import { jsonText, readJson, root } from './output.mjs';

const ROOM = 'docs/rules';
const SETTING = 'k3sInventory.rules';

/** The words around the rules' own texts, per language. */
const WORDS = {
  en: {
    page: {
      sentence: '{0}.',
      facts: '- Severity: {0}\n- Since: {1}',
      why: 'Why',
      bad: 'Wrong',
      fixed: 'After the first fix',
      good: 'Right',
      inFile: 'In `{0}`:',
      allow: 'Allow it',
      ways: 'On one line: `# noqa: {0}` at its end.\nIn one file: `# noqa-file: {0}` on a line of its own.\nEverywhere: `"{1}": { "{0}": "off" }` in the settings, or `--rule {0}=off` on the command line.',
    },
    title: 'Rules',
    intro: [
      'Every rule can be given another severity or be switched off in the settings (`k3sInventory.rules`) and on the command line (`--rule ID=off`).',
      'A finding on one line is allowed with `# noqa: rule-id` at its end, those of a file with `# noqa-file: rule-id` on a line of its own.',
      'This page is generated from the rules.',
    ],
    head: ['Rule', 'Severity', 'What it finds'],
    severities: { error: 'error', warning: 'warning', info: 'info' },
  },
  'zh-cn': {
    page: {
      sentence: '{0}。',
      facts: '- 严重程度：{0}\n- 自 {1} 起',
      why: '原因',
      bad: '错误写法',
      fixed: '应用第一个修复之后',
      good: '正确写法',
      inFile: '`{0}` 中：',
      allow: '忽略此规则',
      ways: '单行：在行尾写 `# noqa: {0}`。\n单个文件：单独写一行 `# noqa-file: {0}`。\n全部：在设置中写 `"{1}": { "{0}": "off" }`，或在命令行使用 `--rule {0}=off`。',
    },
    title: '规则',
    intro: [
      '每条规则都可以在设置（`k3sInventory.rules`）或命令行（`--rule ID=off`）中调整严重程度或关闭。',
      '在行尾写上 `# noqa: rule-id`，即可忽略该行的问题；单独写一行 `# noqa-file: rule-id`，即可忽略整个文件中的该类问题。',
      '本页由规则自动生成。',
    ],
    head: ['规则', '严重程度', '检查内容'],
    severities: { error: '错误', warning: '警告', info: '提示' },
  },
};

/** @returns {Promise<import('./output.mjs').Output[]>} */
export async function rulePages() {
  const { rules, formatMessage } = await loadRules();
  const say = (message, bundle = {}) => formatMessage(message, bundle);
  const translated = languages.map((language) => [language, readJson(bundlePath(language))]);
  return [
    ...pagesIn('en', rules, say),
    ...translated.flatMap(([language, bundle]) => pagesIn(language, rules, (text) => say(text, bundle))),
    manifest(rules),
    descriptions('package.nls.json', rules, say),
    ...translated.map(([language, bundle]) =>
      descriptions(`package.nls.${language}.json`, rules, (text) => say(text, bundle)),
    ),
  ];
}

function pagesIn(language, rules, say) {
  const ending = language === 'en' ? 'md' : `${language}.md`;
  const words = WORDS[language];
  return [
    ...rules.map((rule) => output(`${ROOM}/${rule.id}.${ending}`, page(rule, words, say))),
    output(`${ROOM}/README.${ending}`, index(rules, words, { say, ending })),
  ];
}

const output = (path, text) => ({ path, text, committed: true });

async function loadRules() {
  const result = await build({
    stdin: {
      contents:
        "export { rules } from './rules/index.ts'; export { formatMessage } from './text/message.ts';",
      resolveDir: join(root, 'server/src/core'),
    },
    absWorkingDir: root,
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    logLevel: 'warning',
  });
  return import(
    `data:text/javascript;base64,${Buffer.from(result.outputFiles[0].contents).toString('base64')}`
  );
}

const fill = (text, ...values) => text.replace(/\{(\d)\}/g, (_, index) => values[index]);

function page(rule, { page: words, severities }, say) {
  const example = (title, name) => {
    const text = fixtureOf(rule.id, name, words.inFile);
    return text === undefined ? [] : [`## ${title}`, ...text];
  };
  const blocks = [
    `# ${rule.id}`,
    fill(words.sentence, say(rule.summary)),
    fill(words.facts, severities[rule.severity], rule.since),
    `## ${words.why}`,
    say(rule.why),
    ...example(words.bad, 'bad'),
    ...example(words.fixed, 'bad.fixed'),
    ...example(words.good, 'good'),
    `## ${words.allow}`,
    fill(words.ways, rule.id, SETTING),
  ];
  return `${blocks.join('\n\n')}\n`;
}

const MARKER = /^(\s*#\s*(?:\^+|<-*))\s+(error|warning|info)\s+[a-z0-9-]+(?:\s+".*")?\s*$/;
const NEXT_FILE = /^#- (\S+)\s*$/;

/** The fixture's files as blocks of code; markers stay as comments, without what only the test needs. */
function fixtureOf(id, name, inFile) {
  const path = ['yml', 'ini']
    .map((ending) => join(root, 'test/fixtures/rules', id, `${name}.${ending}`))
    .find((candidate) => existsSync(candidate));
  if (path === undefined) return undefined;
  const language = path.endsWith('.ini') ? 'ini' : 'yaml';
  const files = [{ title: undefined, lines: [] }];
  for (const line of readFileSync(path, 'utf8').trimEnd().split('\n')) {
    const title = NEXT_FILE.exec(line)?.[1];
    if (title) files.push({ title, lines: [] });
    else files.at(-1)?.lines.push(line.replace(MARKER, '$1 $2'));
  }
  return files.flatMap(({ title, lines }) => [
    ...(title ? [fill(inFile, title)] : []),
    `\`\`\`${language}\n${lines.join('\n')}\n\`\`\``,
  ]);
}

function index(rules, { title, intro, head, severities }, { say, ending }) {
  const rows = rules.map(({ id, severity, summary }) => [
    `[\`${id}\`](${id}.${ending})`,
    severities[severity],
    say(summary).replaceAll('|', '\\|'),
  ]);
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const table = [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
  return `# ${title}\n\n${intro.join('\n')}\n\n${table}\n`;
}

const keyOf = (id) => `rule.${id}`;

function manifest(rules) {
  const content = readJson('package.json');
  const setting = content.contributes.configuration.properties[SETTING];
  setting.properties = Object.fromEntries(
    rules.map(({ id, severity }) => [
      id,
      {
        type: 'string',
        enum: ['error', 'warning', 'info', 'off'],
        default: severity,
        markdownDescription: `%${keyOf(id)}%`,
      },
    ]),
  );
  return output('package.json', jsonText('package.json', content));
}

/** The manifest's texts in one language: those of the rules replaced, all others kept. */
function descriptions(path, rules, say) {
  const others = Object.entries(readJson(path)).filter(([key]) => !key.startsWith(keyOf('')));
  const own = rules.map(({ id, summary }) => [keyOf(id), say(summary)]);
  return output(path, jsonText(path, Object.fromEntries([...others, ...own])));
}
