// The command line beside the real ansible-inventory, on real inventories.
import { describe, expect, it } from 'vitest';
import { run } from '../../server/src/cli/run.ts';
import { type ListJob, listInventories } from '../support/ansibleInventory.ts';
import { corpusFolder, readCorpus, readCorpusCases } from '../support/inventoryCorpus.ts';
import { findAnsibles, type RealAnsible } from '../support/oracle.ts';

const ansibles = findAnsibles();
const corpus = corpusFolder();

/** What `list` prints, or that it ends with an error. */
async function listOwn({ version }: RealAnsible, { sources, basedir, show }: ListJob): Promise<string> {
  const shown = typeof show === 'object' ? ['--host', show.host] : show === 'graph' ? ['--graph'] : [];
  let stdout = '';
  const target = ['--target-core', version];
  const code = await run(['list', ...target, ...sources.flatMap((source) => ['-i', source]), ...shown], {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: () => undefined },
    env: {},
    cwd: basedir,
  });
  return code === 0 ? stdout.replace(/\n$/, '') : `exit ${code}`;
}

async function differences(ansible: RealAnsible, jobs: readonly ListJob[]): Promise<readonly unknown[]> {
  const asked = listInventories(ansible, jobs);
  const own: string[] = [];
  for (const job of jobs) own.push(await listOwn(ansible, job));
  const real = await asked;
  return jobs.flatMap((job, index) => {
    const answer = real[index];
    const expected = answer && 'list' in answer ? answer.list : 'exit 1';
    return expected === own[index] ? [] : [{ job, expected, own: own[index] }];
  });
}

describe.skipIf(!corpus).each(ansibles)(
  'on real inventories, the command line prints as $version',
  (ansible) => {
    const inventories = corpus ? [...readCorpus(corpus), ...readCorpusCases(corpus)] : [];
    const jobs: readonly ListJob[] = inventories.map(({ path, basedirs }) => ({
      sources: [path],
      basedir: basedirs[0] ?? '',
    }));

    it('what ansible-inventory --list prints', async () => {
      expect(jobs.length).toBeGreaterThan(60);
      expect(await differences(ansible, jobs)).toEqual([]);
    });

    it('what ansible-inventory --graph prints', async () => {
      expect(
        await differences(
          ansible,
          jobs.map((job) => ({ ...job, show: 'graph' as const })),
        ),
      ).toEqual([]);
    });

    it('what ansible-inventory --host prints', async () => {
      const lists = await Promise.all(jobs.map((job) => listOwn(ansible, job)));
      const hosts = jobs.flatMap((job, index) =>
        hostsIn(lists[index] ?? '').map((host) => ({ ...job, show: { host } })),
      );
      expect(hosts.length).toBeGreaterThan(200);
      expect(await differences(ansible, hosts)).toEqual([]);
    });
  },
);

const hostsIn = (list: string): readonly string[] =>
  list.startsWith('{')
    ? Object.keys((JSON.parse(list) as { _meta: { hostvars: object } })._meta.hostvars)
    : [];
