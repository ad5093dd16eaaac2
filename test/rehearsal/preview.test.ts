// The files that `preview` shows, held against those that landed when the playbook was really run: byte for byte, and
// the installer's call with them. What is left out, and why, is listed in NOT_COMPARED.
import { expect, it } from 'vitest';
import { createSnapshot } from '../../server/src/core/index.ts';
import { previewCluster } from '../../server/src/core/k3s/roles/preview.ts';
import { createWorkspace } from '../../server/src/core/session/workspace.ts';
import { createMemoryFileSystem, uriOf } from '../support/memoryFileSystem.ts';
import landed from './landed.json' with { type: 'json' };
import cases from './outcomes.json' with { type: 'json' };
import { NOT_COMPARED } from './previewExceptions.ts';

type Files = Readonly<Record<string, string>>;

const requirements = (version: string): string =>
  `collections:\n  - name: https://github.com/k3s-io/k3s-ansible.git\n    type: git\n    version: ${version}\n`;

async function previewed(name: string): Promise<Map<string, Map<string, string>>> {
  const [id, upstream = '', core = ''] = name.split(' ');
  const { files, inventory } = cases.find((one) => one.id === id) ?? { files: {}, inventory: '' };
  const isTag = upstream !== 'main' && !('requirements.yml' in files);
  const fileSystem = createMemoryFileSystem({
    ...(files as Files),
    ...(isTag && { 'requirements.yml': requirements(upstream) }),
  });
  const workspace = createWorkspace(createSnapshot({ ...fileSystem, ansibleCore: async () => core }));
  const [analysis] = await workspace.analyze({ sources: [uriOf(inventory)] });
  if (!analysis) return new Map();
  const { hosts } = previewCluster(analysis.context, { reveals: true });
  return new Map(
    [...hosts].map(([host, { files: shown, installer, airgap }]) => {
      const all = new Map([...shown].map(([path, { content }]) => [path, content]));
      // The recorder has written down the first call.
      const call = airgap?.installer ?? installer;
      if (call) all.set('(installer)', callOf(call.environment));
      // The recorder's folders are named after the hosts.
      return [host.replace(/[^\w.-]/g, '_'), all];
    }),
  );
}

/** As the stand-in for the install script has written down how it was called, without what it made of it. */
const callOf = (environment: Readonly<Record<string, string>>): string =>
  [
    `install exec=[${environment.INSTALL_K3S_EXEC ?? ''}]`,
    ...['VERSION', 'SKIP_DOWNLOAD', 'SKIP_START', 'SKIP_ENABLE', 'SYSTEMD_DIR'].map(
      (part) => `${part.toLowerCase()}=[${environment[`INSTALL_K3S_${part}`] ?? ''}]`,
    ),
  ].join(' ');

/** What is not known, or encrypted, stands for anything, and for nothing: `omit` leaves its part out. */
function fits(own: string | undefined, real: string): boolean {
  if (own === undefined) return false;
  const pattern = own
    .split(/'?<(?:unknown: (?:[^>])*|secret)>'?/)
    .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[\\s\\S]*');
  return new RegExp(`^${pattern}$`).test(real);
}

/** The recorder has written down the first line of what the installer was called with. */
const firstLine = (text: string): string => text.replace(/ argv=\[[\s\S]*$/, '').split('\n')[0] ?? '';

/** Of commits between the releases, no more is known than what is seen in their files. */
const IS_RELEASE = /^(?:main|\d+\.\d+\.\d+)$/;

/** Of the first cases the units are kept, too, in a file of their own; of later ones what their outcomes hold. */
const allLanded = (): Readonly<Record<string, Readonly<Record<string, Files>>>> => ({
  ...Object.fromEntries(
    cases.flatMap(({ id, outcomes }) =>
      outcomes.flatMap((outcome) =>
        IS_RELEASE.test(outcome.upstream) && 'landed' in outcome && outcome.landed
          ? [[`${id} ${outcome.upstream} ${outcome.core}`, outcome.landed as Readonly<Record<string, Files>>]]
          : [],
      ),
    ),
  ),
  ...(landed as Readonly<Record<string, Readonly<Record<string, Files>>>>),
});

it('what is previewed is what landed', async () => {
  const differences: string[] = [];
  let [compared, equal, open] = [0, 0, 0];
  for (const [name, hosts] of Object.entries(allLanded())) {
    const shown = await previewed(name);
    for (const [host, files] of Object.entries(hosts))
      for (const [path, content] of Object.entries(files)) {
        if (`${name} ${host} ${path}` in NOT_COMPARED) continue;
        compared++;
        const isCall = path === '(installer)';
        const real = isCall ? firstLine(content) : content;
        const found = shown.get(host)?.get(path);
        const own = isCall && found !== undefined ? firstLine(found) : found;
        if (own === real) equal++;
        else if (fits(own, real)) open++;
        else
          differences.push(
            `${name} ${host} ${path}\n  real ${JSON.stringify(real)}\n  ours ${JSON.stringify(own)}`,
          );
      }
  }
  const left = Object.entries(NOT_COMPARED).map(([name, reason]) => `\n  not compared: ${name}: ${reason}`);
  process.stdout.write(
    `preview: of ${compared} landed files ${equal} are equal, ${open} but for what is unknown or encrypted${left.join('')}\n`,
  );
  expect(differences).toEqual([]);
  expect(equal).toBeGreaterThan(1220);
}, 120_000);
