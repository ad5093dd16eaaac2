// Filters, tests, methods and operators with arguments that they do not take, compared with the real Ansible: nothing
// throws, nothing is known where Ansible fails, and nothing fails for sure where Ansible gives a value.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { createScopes } from '../../server/src/core/ansible/templates/scope.ts';
import { type Evaluation, evaluateTemplate, printJson } from '../../server/src/core/jinja/evaluate.ts';
import { formatMessage } from '../../server/src/core/text/message.ts';
import { evaluateWithAnsible, type Truth } from '../support/ansibleEvaluate.ts';
import { modelOfYaml } from '../support/inventoryModel.ts';
import { findAnsibles } from '../support/oracle.ts';
import { createRandom } from '../support/random.ts';
import { chooseSeed } from '../support/seed.ts';
import { createWrongArguments } from '../support/wrongArguments.ts';

const COUNT = Number(process.env.WRONG_ARGUMENTS ?? 2_000);
const INVENTORY = `all:
  hosts:
    h:
  vars:
    text: some text
    items: [b, a, a]
    dict_: {x: 1, y: [2]}
`;

const ansibles = findAnsibles();
const seed = chooseSeed('wrongArguments');

/** What needs a collection that is not installed here cannot be compared. */
const isNoTruth = (truth: Truth): boolean =>
  'error' in truth &&
  /Could not load|No (?:filter|test) named|is not installed|need.* to be installed/.test(truth.error);

function verdictOf(own: Evaluation, truth: Truth): string | undefined {
  if (isNoTruth(truth)) return undefined;
  if (own.known && 'error' in truth) return 'known, but Ansible fails';
  if (own.known && 'value' in truth && truth.value !== printJson(own.value)) return 'another value';
  return 'error' in own && 'value' in truth ? 'fails, but Ansible gives a value' : undefined;
}

describe.each(ansibles)('wrong arguments, $version', (ansible) => {
  it(`are wrong here as they are there (seed ${seed})`, async () => {
    const write = createWrongArguments(createRandom(seed));
    const templates = Array.from({ length: COUNT }, write);
    const folder = mkdtempSync(`${tmpdir()}/k3s-inventory-`);
    try {
      const source = `${folder}/inventory.yml`;
      writeFileSync(source, INVENTORY);
      const [answer] = await evaluateWithAnsible(ansible, [
        { sources: [source], basedir: folder, hosts: { h: templates } },
      ]);
      const truths = (answer as Record<string, readonly Truth[]>)['h'] ?? [];
      const scope = createScopes(modelOfYaml(INVENTORY), { others: 'undefined', dialect: ansible.dialect })(
        'h',
      );
      if (!scope) throw new Error('no host');
      let decided = 0;
      const wrong: string[] = [];
      for (const [index, template] of templates.entries()) {
        const own = evaluateTemplate(template, scope);
        if (own.known || 'error' in own) decided++;
        const truth = truths[index];
        const verdict = truth && verdictOf(own, truth);
        const text = own.known
          ? printJson(own.value)
          : formatMessage('error' in own ? own.error : own.reason);
        if (verdict)
          wrong.push(`${verdict}: ${template}\n  own: ${text}\n  Ansible: ${JSON.stringify(truth)}`);
      }
      process.stdout.write(
        `${ansible.version}, wrong arguments: ${COUNT} templates, ${decided} decided, ${wrong.length} wrong\n`,
      );
      expect(truths).toHaveLength(COUNT);
      expect(wrong).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
