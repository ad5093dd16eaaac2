// `npm run new:rule SUBJECT/RULE-ID`: a rule with its fixtures, and what is to be filled in.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './generate/output.mjs';

const rules = 'server/src/core/rules';
const subjects = readdirSync(join(root, rules), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const [, subject = '', id = ''] =
  /^([a-z0-9-]+)\/([a-z0-9]+(?:-[a-z0-9]+)+)$/.exec(process.argv[2] ?? '') ?? [];
if (!id || !subjects.includes(subject)) {
  console.error(`Usage: npm run new:rule SUBJECT/RULE-ID
SUBJECT is one of ${subjects.join(', ')}.
RULE-ID names the pattern found, in words with dashes, and reads well after "allow".
A value that is wrong by its type or form needs no rule: say so in schemas/k3s-ansible.variables.json (type, pattern,
values), and variable-type reports it.`);
  process.exit(2);
}
const known = subjects.find((name) => existsSync(join(root, rules, name, `${id}.ts`)));
if (known) {
  console.error(`${rules}/${known}/${id}.ts is there already`);
  process.exit(1);
}
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const exportName = id.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
const fixtures = `test/fixtures/rules/${id}`;

/** Of the cluster, literal, with its place: what most rules look at. */
const rule = `import { literalOf, valueLocation } from '../../ansible/model/definitions.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { clusterDefinitions } from '../../k3s/cluster.ts';
import { msg } from '../../text/message.ts';

export const ${exportName} = defineRule({
  id: '${id}',
  severity: 'warning',
  since: '${version}',
  summary: msg('TODO: what is found, one line without a full stop'),
  why: msg('TODO: why it matters, a sentence.\\nTODO: the evidence, a sentence on a line of its own.'),
  *check({ model }) {
    for (const definition of clusterDefinitions(model, (name) => name === 'TODO')) {
      const scalar = literalOf(definition);
      if (scalar?.text !== 'TODO') continue;
      yield {
        ...valueLocation(definition),
        message: msg('TODO: what is wrong with {0}, why it matters, and what to do.', definition.name),
      };
    }
  },
});
`;
const inventory = (line) => `k3s_cluster:
  children:
    server:
      hosts:
        node1:
          ansible_host: 10.0.0.1
    agent:
      hosts:
        node2:
          ansible_host: 10.0.0.2
  vars:
    k3s_version: v1.31.12+k3s1
    api_endpoint: 10.0.0.1
${line}`;
const files = {
  [`${rules}/${subject}/${id}.ts`]: rule,
  [`${fixtures}/bad.yml`]: inventory(`    TODO: TODO\n#         ^^^^ warning ${id} "TODO"\n`),
  [`${fixtures}/good.yml`]: inventory('    TODO: fine\n'),
};
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
console.log(`Written: ${Object.keys(files).join(', ')}. Now:
1. Fill in what says TODO. \`check\` reads the inventory it is given; what is worked out for many rules is a query beside
   the rule, or in core/k3s (see CONTRIBUTING). A marker in a fixture stands under the text it is about.
2. node scripts/generate.mjs (list of rules, page, setting, tables)
3. Give the new texts their Chinese in l10n/bundle.l10n.zh-cn.json: the keys are there, with empty texts. Then generate again.
4. npx vitest run rules/fix rules/moreFix -t ${id}
5. With a fix: bad.fixed.yml is what the first one makes of bad.yml.`);
