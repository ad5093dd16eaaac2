// The command line beside the real ansible-inventory, on real inventories.
import { describe, expect, it } from 'vitest';
import { run } from '../../server/src/cli/run.ts';
import { type ListJob, listInventories } from '../support/ansibleInventory.ts';
import { corpusFolder, readCorpus, readCorpusCases } from '../support/inventoryCorpus.ts';
import { findPython, requireTool } from '../support/oracle.ts';

const python = findPython();
const hasAnsible = requireTool('ansible', python);
const corpus = corpusFolder();

if (!corpus) process.stdout.write('K3S_INVENTORY_CORPUS is unset: the real inventories are not listed\n');

/** What `list` prints, or that it ends with an error. */
async function listOwn({ sources, basedir, show }: ListJob): Promise<string> {
  const shown = typeof show === 'object' ? ['--host', show.host] : show === 'graph' ? ['--graph'] : [];
  let stdout = '';
  const code = await run(['list', ...sources.flatMap((source) => ['-i', source]), ...shown], {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: () => undefined },
    env: {},
    cwd: basedir,
  });
  return code === 0 ? stdout.replace(/\n$/, '') : `exit ${code}`;
}

async function differences(jobs: readonly ListJob[]): Promise<readonly unknown[]> {
  const asked = listInventories(python ?? '', jobs);
  const own: string[] = [];
  for (const job of jobs) own.push(await listOwn(job));
  const real = await asked;
  return jobs.flatMap((job, index) => {
    const answer = real[index];
    const expected = answer && 'list' in answer ? answer.list : 'exit 1';
    return expected === own[index] ? [] : [{ job, expected, own: own[index] }];
  });
}

describe.skipIf(!corpus || !hasAnsible)('on real inventories, the command line prints', () => {
  const inventories = corpus ? [...readCorpus(corpus), ...readCorpusCases(corpus)] : [];
  const jobs: readonly ListJob[] = inventories.map(({ path, basedirs }) => ({
    sources: [path],
    basedir: basedirs[0] ?? '',
  }));

  it('what ansible-inventory --list prints', async () => {
    expect(jobs.length).toBeGreaterThan(60);
    expect(await differences(jobs)).toEqual([]);
  });

  it('what ansible-inventory --graph prints', async () => {
    expect(await differences(jobs.map((job) => ({ ...job, show: 'graph' as const })))).toEqual([]);
  });

  it('what ansible-inventory --host prints', async () => {
    const lists = await Promise.all(jobs.map(listOwn));
    const hosts = jobs.flatMap((job, index) =>
      hostsIn(lists[index] ?? '').map((host) => ({ ...job, show: { host } })),
    );
    expect(hosts.length).toBeGreaterThan(200);
    expect(await differences(hosts)).toEqual([]);
  });
});

const hostsIn = (list: string): readonly string[] =>
  list.startsWith('{')
    ? Object.keys((JSON.parse(list) as { _meta: { hostvars: object } })._meta.hostvars)
    : [];
