// The documentation as pages: every Markdown file of the repository that a reader may open, with its pictures.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import markdownIt from 'markdown-it';
import { root } from '../setup.mjs';
import { policyFor } from './policy.mjs';

const CHINESE = 'zh-cn';
const WORDS = {
  en: { lang: 'en', check: 'Check an inventory', docs: 'Documentation', rules: 'Rules', other: '中文' },
  [CHINESE]: { lang: 'zh-CN', check: '检查清单', docs: '文档', rules: '规则', other: 'English' },
};

/**
 * @param {string} out the folder of the site
 * @returns {Promise<number>} how many pages there are
 */
export async function makePages(out) {
  const listed = execFileSync(
    'git',
    ['ls-files', '-co', '--exclude-standard', '--', '*.md', 'docs/images', 'docs/pipelines'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  const paths = listed.split('\n').filter((path) => path !== '' && existsSync(join(root, path)));
  const pages = paths.filter((path) => /^(?:docs\/.*|[A-Z]+(?:\.zh-cn)?)\.md$/.test(path));
  const style = readFileSync(join(root, 'scripts/site/pages.css'), 'utf8');
  const hasApi = existsSync(join(out, 'api', 'index.html'));
  const renderer = createRenderer(new Set(pages));
  for (const path of paths.filter((one) => one.startsWith('docs/') && !pages.includes(one))) {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    copyFileSync(join(root, path), join(out, path));
  }
  for (const path of pages) {
    const file = join(out, htmlOf(path));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, page(path, new Set(pages), { renderer, style, hasApi }));
  }
  return pages.length;
}

const htmlOf = (path) => path.replace(/\.md$/, '.html');

function page(path, pages, { renderer, style, hasApi }) {
  const isChinese = path.endsWith(`.${CHINESE}.md`);
  const words = WORDS[isChinese ? CHINESE : 'en'];
  const other = isChinese ? path.replace(`.${CHINESE}.md`, '.md') : path.replace(/\.md$/, `.${CHINESE}.md`);
  const to = (target) => posix.relative(posix.dirname(path), target);
  const ending = isChinese ? `.${CHINESE}.html` : '.html';
  const links = [
    [to('index.html'), words.check],
    [to(`README${ending}`), words.docs],
    [to(`docs/rules/README${ending}`), words.rules],
    ...(hasApi ? [[to('api/index.html'), 'API']] : []),
    ...(pages.has(other) ? [[to(htmlOf(other)), words.other]] : []),
  ];
  const text = readFileSync(join(root, path), 'utf8');
  const title = /^# (.+)$/m.exec(text)?.[1] ?? 'K3s Inventory';
  return `<!doctype html>
<html lang="${words.lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor({ style })}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${renderer.utils.escapeHtml(title)} – K3s Inventory</title>
<style>${style}</style>
</head>
<body>
<header><nav>${links.map(([href, label]) => `<a href="${href}">${label}</a>`).join(' ')}</nav></header>
<main>
${renderer.render(text, { path })}
</main>
</body>
</html>
`;
}

/** Links between files lead to their pages; headings get the anchors that GitHub gives them. */
function createRenderer(pages) {
  const renderer = markdownIt({ html: false, linkify: false });
  const rules = renderer.renderer.rules;
  rules.heading_open = (tokens, index, _options, env) => {
    const text = tokens[index + 1].content.toLowerCase();
    const slug = text
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-');
    env.slugs ??= new Map();
    const count = env.slugs.get(slug) ?? 0;
    env.slugs.set(slug, count + 1);
    return `<${tokens[index].tag} id="${renderer.utils.escapeHtml(count === 0 ? slug : `${slug}-${count}`)}">`;
  };
  rules.link_open = (tokens, index, options, env, self) => {
    const href = tokens[index].attrGet('href') ?? '';
    tokens[index].attrSet('href', targetOf(href, env.path, pages));
    return self.renderToken(tokens, index, options);
  };
  // Wide tables and long lines are scrolled to with keys as well.
  rules.table_open = () => '<div class="wide" tabindex="0"><table>';
  rules.table_close = () => '</table></div>';
  rules.fence = (tokens, index) =>
    `<pre tabindex="0"><code>${renderer.utils.escapeHtml(tokens[index].content)}</code></pre>\n`;
  return renderer;
}

function targetOf(href, from, pages) {
  if (/^[a-z]+:|^#/i.test(href)) return href;
  const [path = '', anchor] = href.split('#');
  const target = posix.join(posix.dirname(from), path);
  const end = anchor === undefined ? '' : `#${anchor}`;
  if (pages.has(target)) return `${htmlOf(path)}${end}`;
  return target.startsWith('docs/') && existsSync(join(root, target)) && /\.\w+$/.test(target)
    ? href
    : `https://github.com/k3s-inventory/k3s-inventory/blob/main/${target}${end}`;
}
