// `npm run new:variable NAME`: an entry for a variable, and what is to be filled in.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonText, readJson, root } from './generate/output.mjs';

const path = 'schemas/k3s-ansible.variables.json';
const [name] = process.argv.slice(2);
if (!name || !/^[A-Za-z_]\w*$/.test(name)) {
  console.error('Usage: npm run new:variable NAME');
  process.exit(2);
}
const file = readJson(path);
if (file.variables.some((variable) => variable.name === name)) {
  console.error(`${path} has ${name} already`);
  process.exit(1);
}
const entry = {
  name,
  origin: 'k3s-ansible',
  status: 'current',
  type: 'string',
  since: { date: new Date().toISOString().slice(0, 10) },
  readBy: ['k3s_server'],
  places: ['cluster', 'server', 'host'],
  description: [`TODO: what ${name} does, in one sentence.`],
  examples: [`${name}: TODO`],
  link: 'https://github.com/k3s-io/k3s-ansible/blob/TODO/roles/k3s_server/defaults/main.yml',
};
// Completion and documentation keep this order: the current ones of k3s-ansible come first.
const last = file.variables.findLastIndex(
  (variable) => variable.origin === 'k3s-ansible' && variable.status === 'current',
);
file.variables.splice(last + 1, 0, entry);
writeFileSync(join(root, path), jsonText(path, file));
console.log(`${path} has an entry for ${name}. Now:
1. Fill in what says TODO; what each property means stands in schemas/variables.schema.json. Name the release that
   brought it (since) and the roles that read it (readBy).
2. node scripts/generate.mjs
3. Give the description its Chinese in l10n/bundle.l10n.zh-cn.json: the key is there, with an empty text. Then generate again.
4. npm run test:fast`);
