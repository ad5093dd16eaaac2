// Errors of the rules about Jinja, compared with the real Ansible: what we call an error makes it fail.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createDiskFileSystem, fileUri } from '../../server/src/node/diskFileSystem.ts';
import { evaluateWithAnsible, type Truth } from '../support/ansibleEvaluate.ts';
import { FAULTY_HOSTS, type FaultyVariable, writeFaultyInventory } from '../support/faultyTemplates.ts';
import { findAnsibles } from '../support/oracle.ts';
import { createRandom } from '../support/random.ts';
import { chooseSeed } from '../support/seed.ts';
import { createTestService } from '../support/service.ts';

const ansibles = findAnsibles();
/** What these say is true on one host at least. */
const ON_SOME: ReadonlySet<string> = new Set(['jinja-recursive', 'jinja-undefined-on-some-hosts']);
const INVENTORIES = 20;
const VARIABLES = 25;

const folder = mkdtempSync(join(tmpdir(), 'jinja-rules-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The hosts for which the definition counts. */
const hostsOf = ({ name, host }: FaultyVariable, all: readonly FaultyVariable[]): readonly string[] =>
  host !== undefined
    ? [host]
    : FAULTY_HOSTS.filter((other) => !all.some((own) => own.name === name && own.host === other));

describe.each(ansibles)('the rules about Jinja, $version', (ansible) => {
  it('call nothing an error that Ansible can fill in', async () => {
    const random = createRandom(chooseSeed('rules about Jinja'));
    const service = createTestService({
      ...createDiskFileSystem(),
      ansibleCore: async () => ansible.version,
    });
    const inventories = Array.from({ length: INVENTORIES }, (_, index) => ({
      path: join(folder, `inventory${index}.yml`),
      ...writeFaultyInventory(random, VARIABLES),
    }));
    for (const { path, text } of inventories) writeFileSync(path, text);
    const answers = await evaluateWithAnsible(
      ansible,
      inventories.map(({ path, variables }) => ({
        sources: [path],
        basedir: folder,
        hosts: Object.fromEntries(
          FAULTY_HOSTS.map((host) => [host, variables.map(({ name }) => `{{ ${name} }}`)]),
        ),
      })),
    );
    const wrong: string[] = [];
    const byRule = new Map<string, number>();
    const count = { definitions: 0, failing: 0, found: 0, errors: 0 };
    for (const [index, { path, variables }] of inventories.entries()) {
      const truths = answers[index] as Readonly<Record<string, readonly Truth[]>>;
      const { diagnoses } = await service.check(fileUri(path), {});
      const errors = diagnoses.filter((d) => d.severity === 'error' && d.ruleId.startsWith('jinja-'));
      count.errors += errors.length;
      for (const { ruleId } of errors) byRule.set(ruleId, (byRule.get(ruleId) ?? 0) + 1);
      for (const [at, variable] of variables.entries()) {
        const hosts = hostsOf(variable, variables);
        if (hosts.length === 0) continue;
        const fails = hosts.filter((host) => {
          const truth = truths[host]?.[at];
          return truth !== undefined && 'error' in truth;
        });
        const about = errors.filter(({ start }) => start.line === variable.line);
        count.definitions++;
        if (fails.length > 0) count.failing++;
        if (fails.length > 0 && about.length > 0) count.found++;
        for (const { ruleId, message } of about) {
          const needed = ON_SOME.has(ruleId) ? 1 : hosts.length;
          if (fails.length < needed)
            wrong.push(`${variable.template}: ${ruleId}: ${message} (fails on ${fails.join(', ')})`);
        }
      }
    }
    process.stdout.write(
      `${count.definitions} definitions, ${count.failing} fail in Ansible; ${count.errors} errors found in ${count.found} of them: ${[...byRule].map((rule) => rule.join(' ')).join(', ')}\n`,
    );
    expect(wrong).toEqual([]);
    expect(count.definitions).toBeGreaterThanOrEqual(500);
    expect(count.found).toBeGreaterThan(count.failing / 4);
  });
});
