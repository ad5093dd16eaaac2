// Makes the site in dist/site: the page that checks an inventory in the browser, all documentation in both languages,
// and the pages of the core's API. `npm run docs [-- --out FOLDER] [-- --without-api]`
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { say, step } from './progress.mjs';
import { root } from './setup.mjs';
import { makeApi } from './site/api.mjs';
import { makeChecker } from './site/checker.mjs';
import { makePages } from './site/pages.mjs';

const given = process.argv.indexOf('--out');
const out = given < 0 ? join(root, 'dist', 'site') : resolve(process.argv[given + 1] ?? '');

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
await step('The page that checks', () => makeChecker(out));
if (!process.argv.includes('--without-api')) await step('The API', () => makeApi(join(out, 'api')));
// Last: its pages lead to those of the API where these are there.
const count = await step('The documentation', () => makePages(out));
say(`${join(out, 'index.html')}, and ${count} pages`);
