// What is made from the rules: their pages, the index of the pages, and the block of settings in the manifest.
// The rules are asked themselves, and the examples are the fixtures they are tested with.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundlePath, languages } from './bundles.mjs';
import { jsonText, readJson, root } from './output.mjs';

const ROOM = 'docs/rules';
const SETTING = 'k3sInventory.rules';

/** The words around the rules' own texts on the index, per language. */
const INDEX = {
  en: {
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
    title: '规则',
    intro: [
      '每条规则都可以在设置（`k3sInventory.rules`）或命令行（`--rule ID=off`）中调整严重程度或关闭。',
      '在行尾写上 `# noqa: rule-id`，即可忽略该行的问题；单独写一行 `# noqa-file: rule-id`，即可忽略整个文件中的该类问题。',
      '本页由规则自动生成，各规则的详细说明为英文。',
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
    ...rules.map((rule) => output(`${ROOM}/${rule.id}.md`, page(rule, say))),
    output(`${ROOM}/README.md`, index(rules, INDEX.en, say)),
    ...translated.map(([language, bundle]) =>
      output(
        `${ROOM}/README.${language}.md`,
        index(rules, INDEX[language], (text) => say(text, bundle)),
      ),
    ),
    manifest(rules),
    descriptions('package.nls.json', rules, say),
    ...translated.map(([language, bundle]) =>
      descriptions(`package.nls.${language}.json`, rules, (text) => say(text, bundle)),
    ),
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

function page(rule, say) {
  const example = (title, name) => {
    const text = fixtureOf(rule.id, name);
    return text === undefined ? [] : [`## ${title}`, ...text];
  };
  const blocks = [
    `# ${rule.id}`,
    `${say(rule.summary)}.`,
    `- Severity: ${rule.severity}\n- Since: ${rule.since}`,
    '## Why',
    say(rule.why),
    ...example('Wrong', 'bad'),
    ...example('After the first fix', 'bad.fixed'),
    ...example('Right', 'good'),
    '## Allow it',
    `On one line: \`# noqa: ${rule.id}\` at its end.\nIn one file: \`# noqa-file: ${rule.id}\` on a line of its own.\nEverywhere: \`"${SETTING}": { "${rule.id}": "off" }\` in the settings, or \`--rule ${rule.id}=off\` on the command line.`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

const MARKER = /^(\s*#\s*(?:\^+|<-*))\s+(error|warning|info)\s+[a-z0-9-]+(?:\s+".*")?\s*$/;
const NEXT_FILE = /^#- (\S+)\s*$/;

/** The fixture's files as blocks of code; markers stay as comments, without what only the test needs. */
function fixtureOf(id, name) {
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
    ...(title ? [`In \`${title}\`:`] : []),
    `\`\`\`${language}\n${lines.join('\n')}\n\`\`\``,
  ]);
}

function index(rules, { title, intro, head, severities }, say) {
  const rows = rules.map(({ id, severity, summary }) => [
    `[\`${id}\`](${id}.md)`,
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
