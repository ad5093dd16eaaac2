// The values of templates, compared with the real Ansible: whatever we call known is equal.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { loadInventory } from '../../server/src/core/ansible/discovery/inventorySources.ts';
import { createDocumentCache } from '../../server/src/core/ansible/files/documents.ts';
import type { InventoryModel } from '../../server/src/core/ansible/model/model.ts';
import { effectiveVariable } from '../../server/src/core/ansible/model/queries.ts';
import { type PythonValue, pythonValue } from '../../server/src/core/ansible/print/pythonJson.ts';
import { buildInventoryModel } from '../../server/src/core/ansible/sources/buildInventoryModel.ts';
import { coreOfName } from '../../server/src/core/ansible/target/targetCore.ts';
import { createScopes } from '../../server/src/core/ansible/templates/scope.ts';
import {
  type Dialect,
  type Evaluation,
  evaluateTemplate,
  printJson,
} from '../../server/src/core/jinja/evaluate.ts';
import { freeNames } from '../../server/src/core/jinja/freeNames.ts';
import { hasJinja, parseTemplate } from '../../server/src/core/jinja/parse.ts';
import { formatMessage } from '../../server/src/core/text/message.ts';
import { createDiskFileSystem, fileUri } from '../../server/src/node/diskFileSystem.ts';
import {
  type EvaluateAnswer,
  type EvaluateJob,
  evaluateWithAnsible,
  type Truth,
} from '../support/ansibleEvaluate.ts';
import { EVALUATION_CASES_INVENTORY, evaluationCases, FAILS } from '../support/evaluationCases.ts';
import {
  createExpressionWriter,
  ENDPOINT_FORMS,
  EVALUATION_HOSTS,
  EVALUATION_INVENTORY,
} from '../support/expressionGenerator.ts';
import { corpusFolder, readCorpus, readCorpusCases } from '../support/inventoryCorpus.ts';
import { findAnsibles } from '../support/oracle.ts';
import { createRandom } from '../support/random.ts';
import { chooseSeed } from '../support/seed.ts';
import { createTypedWriter } from '../support/typedGenerator.ts';

const ansibles = findAnsibles();
const corpus = corpusFolder();
const TEMPLATES = Number(process.env.TEMPLATES ?? 3_000);

interface Outcome {
  readonly host: string;
  readonly template: string;
  readonly ours: Evaluation;
  readonly truth: Truth;
}

async function modelOf(source: string, basedir: string, dialect: Dialect): Promise<InventoryModel> {
  const disk = createDiskFileSystem();
  const { input } = await loadInventory(disk, createDocumentCache(disk), {
    sources: [fileUri(source)],
    playbookFolders: [fileUri(basedir)],
  });
  const core = coreOfName(dialect === 'tagged' ? '2.19' : '2.14');
  return { ...buildInventoryModel(input, { afterFatal: 'stop' }), dialect, core };
}

function outcomesOf(model: InventoryModel, job: EvaluateJob, answer: EvaluateAnswer | undefined): Outcome[] {
  if (!answer || 'refused' in answer) return [];
  const scopes = createScopes(model, { others: 'undefined', playbookFolder: job.basedir });
  return Object.entries(job.hosts).flatMap(([host, templates]) => {
    const scope = scopes(host);
    if (!scope) return [];
    return templates.flatMap((template, index) => {
      const truth = (answer as Record<string, readonly Truth[]>)[host]?.[index];
      return truth ? [{ host, template, ours: evaluateTemplate(template, scope), truth }] : [];
    });
  });
}

/** The collection ansible.utils need not be installed where this runs. */
const isMissingCollection = (truth: Truth): boolean =>
  'error' in truth && truth.error.includes('ansible.utils.');

function isWrong({ ours, truth }: Outcome): boolean {
  if (isMissingCollection(truth)) return false;
  if (ours.known) return !('value' in truth) || truth.value !== printJson(ours.value);
  return 'error' in ours && !('error' in truth);
}

const isDecided = ({ ours }: Outcome): boolean => ours.known || 'error' in ours;

function describeOutcome({ host, template, ours, truth }: Outcome): string {
  const own = ours.known
    ? printJson(ours.value)
    : 'error' in ours
      ? `error ${formatMessage(ours.error)}`
      : `unknown ${formatMessage(ours.reason)}`;
  return `${host}: ${JSON.stringify(template)}\n  own: ${own}\n  Ansible: ${JSON.stringify(truth)}`;
}

/** Another text in each run, which nobody can know. */
const isPlaceholder = (truth: Truth): boolean =>
  'value' in truth && String(truth.value).includes('__omit_place_holder__');

/** An expression over which Ansible fails has no value that could be known. */
function knownOfValues(outcomes: readonly Outcome[]): readonly [known: number, total: number] {
  const withValue = outcomes.filter(({ truth }) => 'value' in truth && !isPlaceholder(truth));
  return [withValue.filter(({ ours }) => ours.known).length, withValue.length];
}

function report(title: string, outcomes: readonly Outcome[]): void {
  const known = outcomes.filter(({ ours }) => ours.known).length;
  const decided = outcomes.filter(isDecided).length;
  const share = (count: number): string => `${count} (${((100 * count) / outcomes.length).toFixed(1)} %)`;
  const [isKnown, total] = knownOfValues(outcomes);
  process.stdout.write(
    `${title}: ${outcomes.length} values, known ${share(known)}, with sure errors ${share(decided)}; ` +
      `of ${total} that Ansible gives a value, known ${isKnown}\n`,
  );
  if (process.env.REASONS) {
    const reasons = new Map<string, number>();
    for (const { ours, truth } of outcomes) {
      if (ours.known || 'error' in ours || !('value' in truth)) continue;
      const text = formatMessage(ours.reason);
      reasons.set(text, (reasons.get(text) ?? 0) + 1);
    }
    for (const [text, count] of [...reasons].sort((a, b) => b[1] - a[1]).slice(0, 40))
      process.stdout.write(`  ${count} ${text}\n`);
  }
}

const wrongOnes = (outcomes: readonly Outcome[]): string[] =>
  outcomes.filter(isWrong).slice(0, 20).map(describeOutcome);

/** Every text in the host's variables that holds Jinja, and the variables that hold one. */
function templatesOf(model: InventoryModel, host: string): readonly string[] {
  const found = new Set<string>();
  for (const [name, value] of variablesOf(model, host)) {
    const texts = textsIn(value).filter(hasJinja);
    if (texts.length > 0 && /^[A-Za-z_]\w*$/.test(name)) found.add(`{{ ${name} }}`);
    for (const text of texts) found.add(text);
  }
  return [...found];
}

function variablesOf(model: InventoryModel, host: string): ReadonlyMap<string, PythonValue> {
  const scope = createScopes(model, { others: 'undefined' })(host);
  const names = new Set(model.definitions.map(({ name }) => name));
  const values = new Map<string, PythonValue>();
  for (const name of names) {
    if (scope?.variable(name)?.kind !== 'raw') continue;
    const definition = effective(model, host, name);
    if (definition !== undefined) values.set(name, definition);
  }
  return values;
}

function effective(model: InventoryModel, host: string, name: string): PythonValue | undefined {
  const definition = effectiveVariable(model, host, name)?.definition;
  return definition && pythonValue(definition.value);
}

const textsIn = (value: PythonValue): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return value instanceof Map ? [...value.values()].flatMap(textsIn) : [];
};

const RUN_TIME =
  /lookup\s*\(|query\s*\(|\bansible_facts\b|\bansible_default_|\bansible_(?:hostname|fqdn|distribution|all_ipv|eth|os_)/;

/** Whether the template, or a variable it leads to, needs a lookup, a fact or a vaulted value. */
function needsRun(template: string, variables: ReadonlyMap<string, PythonValue>): boolean {
  const texts = [template];
  const seen = new Set<string>();
  for (const text of texts) {
    if (RUN_TIME.test(text)) return true;
    for (const { name } of hasJinja(text) ? freeNames(parseTemplate(text).template) : []) {
      if (seen.has(name)) continue;
      seen.add(name);
      const value = variables.get(name);
      if (value === undefined) continue;
      if (value instanceof Map && value.has('__ansible_vault')) return true;
      texts.push(...textsIn(value));
    }
  }
  return false;
}

describe.skipIf(!corpus).each(ansibles)('templates of real inventories, $version', (ansible) => {
  it('have the value Ansible gives them on every host', async () => {
    const inventories = [...readCorpus(corpus ?? ''), ...readCorpusCases(corpus ?? '')];
    const jobs: (EvaluateJob & { readonly model: InventoryModel })[] = [];
    for (const { path, basedirs } of inventories) {
      const basedir = basedirs.at(-1) ?? '';
      const model = await modelOf(path, basedir, ansible.dialect);
      if (model.isRefused) continue;
      const hosts = Object.fromEntries(
        [...model.hosts.keys()].map((host) => [host, templatesOf(model, host)]),
      );
      jobs.push({ sources: [path], basedir, hosts, model });
    }
    const answers = await evaluateWithAnsible(
      ansible,
      jobs.map(({ sources, basedir, hosts }) => ({ sources, basedir, hosts })),
    );
    const outcomes: Outcome[] = [];
    const plain: Outcome[] = [];
    for (const [index, job] of jobs.entries()) {
      const found = outcomesOf(job.model, job, answers[index]);
      outcomes.push(...found);
      for (const outcome of found)
        if (!needsRun(outcome.template, variablesOf(job.model, outcome.host))) plain.push(outcome);
    }
    report(`${ansible.version}, corpus, every template`, outcomes);
    report(`${ansible.version}, corpus, without lookups, facts and vault`, plain);
    expect(outcomes.length).toBeGreaterThan(300);
    expect(wrongOnes(outcomes)).toEqual([]);
    expect(plain.filter(isDecided).length / plain.length).toBeGreaterThanOrEqual(0.95);
    const [known, total] = knownOfValues(plain);
    expect(known / total).toBeGreaterThanOrEqual(0.95);
  });
});

describe.each(ansibles)('templates of every kind, $version', (ansible) => {
  it('have the value that the fast tests expect', async () => {
    const folder = mkdtempSync(`${tmpdir()}/k3s-inventory-`);
    try {
      writeFileSync(`${folder}/inventory.yml`, EVALUATION_CASES_INVENTORY);
      const cases = evaluationCases(ansible.dialect);
      const hosts = { 'node1.example.org': cases.map(([template]) => template) };
      const job = { sources: [`${folder}/inventory.yml`], basedir: folder, hosts };
      const [answer] = await evaluateWithAnsible(ansible, [job]);
      expect(answer).toEqual({
        'node1.example.org': cases.map(([, value]) => (value === FAILS ? expect.anything() : { value })),
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe.each(ansibles)('random templates, $version', (ansible) => {
  const seed = chooseSeed('evaluate');

  async function compare(title: string, count: number, dialect: Dialect): Promise<void> {
    const folder = mkdtempSync(`${tmpdir()}/k3s-inventory-`);
    try {
      const source = `${folder}/inventory.yml`;
      writeFileSync(source, EVALUATION_INVENTORY);
      const random = createRandom(seed);
      // Half of them from parts that fit together, which mostly have a value; half from any parts.
      const writers = [createExpressionWriter(random), createTypedWriter(random)];
      const write = (): string => random.pick(writers)();
      const hosts = Object.fromEntries(
        EVALUATION_HOSTS.map((host) => [
          host,
          [...ENDPOINT_FORMS, ...Array.from({ length: Math.ceil(count / EVALUATION_HOSTS.length) }, write)],
        ]),
      );
      const job = { sources: [source], basedir: folder, hosts };
      const environment = dialect === 'native' ? { ANSIBLE_JINJA2_NATIVE: '1' } : {};
      const [answer] = await evaluateWithAnsible(ansible, [job], { environment });
      const model = await modelOf(source, folder, dialect);
      const outcomes = outcomesOf(model, job, answer);
      report(title, outcomes);
      expect(outcomes.length).toBeGreaterThanOrEqual(count);
      expect(wrongOnes(outcomes), `SEED=${seed}`).toEqual([]);
      // Measured over 50 000: 96 to 97 of a hundred.
      const [known, total] = knownOfValues(outcomes);
      expect(known / total).toBeGreaterThan(0.93);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  it(`have the value Ansible gives them (seed ${seed})`, () =>
    compare(`${ansible.version}, random`, TEMPLATES, ansible.dialect));

  it.skipIf(ansible.dialect === 'tagged')(`have the type that jinja2_native gives them (seed ${seed})`, () =>
    compare('random, jinja2_native', Math.ceil(TEMPLATES / 2), 'native'),
  );
});
