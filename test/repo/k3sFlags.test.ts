// What the schema says of K3s's flags is what the sources of K3s said at several releases.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import schema from '../../schemas/k3s.flags.json';
import recorded from './k3sFlags.facts.json';

interface Fact {
  readonly name: string;
  readonly alias: string | undefined;
  readonly type: string | undefined;
  readonly env: string | undefined;
}

const flags = new Map(schema.flags.map((flag) => [flag.name, flag]));

function factOf(line: string): Fact {
  const [names = '', type, env] = line.split(' ');
  const [name = '', alias] = names.split(',');
  return { name, alias, type, env };
}

const minorOf = (version: string): number => Number(/^v1\.(\d+)\./.exec(version)?.[1]);

describe.each(recorded.releases)('$version', (release) => {
  const minor = minorOf(release.version);
  const lists = { server: release.server.map(factOf), agent: release.agent.map(factOf) };

  it.each(['server', 'agent'] as const)('has these flags for a %s', (scope) => {
    for (const { name, alias, type, env } of lists[scope]) {
      const flag = flags.get(name);
      expect({
        name,
        alias: flag?.alias,
        type: flag?.type,
        isTaken: flag?.scope === 'both' || flag?.scope === scope,
      }).toEqual({ name, alias, type, isTaken: true });
      // A variable of the environment came later than some flags.
      if (env !== undefined) expect({ name, env: flag?.env }).toEqual({ name, env });
    }
  });

  it('has none that the schema says it no longer has or does not have yet', () => {
    const all = new Set([...lists.server, ...lists.agent].map(({ name }) => name));
    const early = schema.flags.filter(({ name, since = 0 }) => minor < since && all.has(name));
    const late = schema.flags.filter(({ name, until = Infinity }) => minor > until && all.has(name));
    expect([...early, ...late].map(({ name }) => name)).toEqual([]);
  });

  it('has all that the schema gives no first release for', () => {
    const all = new Set([...lists.server, ...lists.agent].map(({ name }) => name));
    const missing = schema.flags.filter(
      ({ name, since, until }) => since === undefined && until === undefined && !all.has(name),
    );
    // Younger than 1.26.0, and brought to patch releases of all that were kept up then.
    const young =
      /^(?:embedded-registry|default-runtime|image-service-endpoint|disable-default-registry-endpoint|tls-san-security|helm-job-image|vpn-auth(?:-file)?|disable-apiserver-lb)$/;
    expect(missing.map(({ name }) => name).filter((name) => !young.test(name))).toEqual([]);
  });

  it('says of the same ones that all servers must agree', () => {
    const critical = schema.flags.filter(({ name }) => release.critical.includes(name));
    const unknown = release.critical.filter((name) => !flags.has(name) && name !== 'disable-service-lb');
    expect(unknown).toEqual([]);
    expect(critical.filter((flag) => !flag.critical).map(({ name }) => name)).toEqual([]);
  });
});

it('is compared at six minor releases or more', () => {
  const counts = recorded.releases.map(
    ({ server, agent, critical }) => server.length + agent.length + critical.length,
  );
  const sum = counts.reduce((all, count) => all + count, 0);
  process.stdout.write(`flags of K3s: ${sum} facts of ${counts.length} releases compared\n`);
  expect(new Set(recorded.releases.map(({ version }) => minorOf(version))).size).toBeGreaterThanOrEqual(6);
});

it.each(['docs/k3s-settings.md', 'docs/k3s-settings.zh-cn.md'])('%s lists each flag', (path) => {
  const page = readFileSync(path, 'utf8');
  expect(
    schema.flags.filter(({ name }) => !page.includes(`\n| \`${name}\``)).map(({ name }) => name),
  ).toEqual([]);
});
