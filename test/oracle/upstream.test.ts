// The table of signatures against the real k3s-ansible: every release, and every commit since November 2023.
// Runs where K3S_ANSIBLE_CHECKOUT names a clone of it, a work tree or a bare repository.
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import {
  loadUpstreamTable,
  type SignatureId,
  type UpstreamFile,
} from '../../server/src/core/k3s/schema/upstreamTable.ts';
import { loadVariableSchema } from '../../server/src/core/k3s/schema/variableSchema.ts';
import { factsOfFiles, factsOfRelease, releasesLike } from '../../server/src/core/k3s/upstream/signatures.ts';

const checkout = process.env.K3S_ANSIBLE_CHECKOUT ?? '';
const table = loadUpstreamTable();
const { releases } = loadVariableSchema();

const git = (args: readonly string[], input = ''): string =>
  spawnSync('git', ['-C', checkout, ...args], { encoding: 'utf8', input, maxBuffer: 1 << 28 }).stdout;

const FILES = Object.entries(table.files) as [UpstreamFile, string][];
/** `playbook/` until June 2024. */
const OLD_SITE = 'playbook/site.yml';

/** The files of many commits in one go. */
function readCommits(commits: readonly string[]): readonly ReadonlyMap<UpstreamFile, string>[] {
  const wanted = [...FILES.map(([, path]) => path), OLD_SITE];
  const asked = commits.flatMap((commit) => wanted.map((path) => `${commit}:${path}`));
  const answer = spawnSync('git', ['-C', checkout, 'cat-file', '--batch'], {
    input: asked.join('\n'),
    maxBuffer: 1 << 28,
  }).stdout;
  let at = 0;
  const contents = asked.map(() => {
    const end = answer.indexOf(10, at);
    const header = answer.subarray(at, end).toString();
    const size = Number(/ blob (\d+)$/.exec(header)?.[1] ?? -1);
    at = end + 1 + (size < 0 ? 0 : size + 1);
    return size < 0 ? undefined : answer.subarray(end + 1, end + 1 + size).toString();
  });
  return commits.map((_, index) => {
    const own = contents.slice(index * wanted.length, (index + 1) * wanted.length);
    const texts = new Map<UpstreamFile, string>();
    FILES.forEach(([file], place) => {
      const text = own[place] ?? (file === 'site' ? own.at(-1) : undefined);
      if (text !== undefined) texts.set(file, text);
    });
    return texts;
  });
}

describe.skipIf(checkout === '')('the real k3s-ansible', () => {
  it.each(releases.map(({ version }) => version))('%s shows what the table says', (version) => {
    const [texts = new Map<UpstreamFile, string>()] = readCommits([version]);
    const facts = factsOfFiles(table, texts);
    expect(facts).toEqual(factsOfRelease(table, releases, version));
    expect(facts && releasesLike(table, releases, facts)).toContain(version);
    const oldest = releases.find((release) => release.version === version)?.ansibleCore;
    expect(texts.get('prereq')).toContain(`ansible_version.full is version('${oldest}', '>=')`);
    expect(git(['rev-parse', `${version}^{commit}`])).toContain(
      releases.find((release) => release.version === version)?.commit,
    );
  });

  it('shows every signature in exactly the commits of its window', () => {
    const commits = git(['log', '--first-parent', '--reverse', '--format=%H %cs'])
      .trim()
      .split('\n')
      .map((line) => line.split(' '))
      .filter(([, date = '']) => date >= '2023-11-16')
      .map(([commit = '']) => commit);
    expect(commits.length).toBeGreaterThan(150);
    expect(table.commits).toEqual(commits.slice(0, table.commits.length).map((commit) => commit.slice(0, 7)));
    const facts = readCommits(commits).map((texts) => factsOfFiles(table, texts));
    const indexOf = (commit: string | undefined, otherwise: number): number =>
      commit === undefined ? otherwise : commits.findIndex((full) => full.startsWith(commit));
    const windows = table.signatures.map(({ id, window }) => ({
      id,
      from: indexOf(window.from?.commit, 0),
      until: indexOf(window.until?.commit, commits.length),
    }));
    const wrong: [SignatureId, string][] = [];
    for (const { id, from, until } of windows)
      commits.forEach((commit, index) => {
        const shown = facts[index]?.get(id) ?? false;
        if (shown !== (index >= from && index < until)) wrong.push([id, commit]);
      });
    expect(wrong).toEqual([]);
  });
});
