// `npm run schema:k3s -- --checkout DIR [--ref VERSION=REF …]`: compares schemas/k3s.flags.json with the sources of
// K3s, and notes the facts that the tests hold it to. Facts only; every text is written here.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { jsonText, readJson, root } from './generate/output.mjs';
import { readFlags } from './k3s/goFlags.mjs';

const path = 'schemas/k3s.flags.json';
const factsPath = 'test/repo/k3sFlags.facts.json';
const { values } = parseArgs({
  options: {
    checkout: { type: 'string', multiple: true, default: [] },
    ref: { type: 'string', multiple: true, default: [] },
    facts: { type: 'boolean', default: false },
  },
});
if (values.checkout.length === 0) {
  console.error(
    'Usage: npm run schema:k3s -- --checkout DIR [--checkout DIR …] [--ref v1.34.1+k3s1=24fc436e …] [--facts]\n' +
      'DIR is a clone of K3s, or its git directory. Without --ref: its newest tag of each minor release.\n' +
      `--facts writes ${factsPath} anew.`,
  );
  process.exit(2);
}

const git = (directory, ...args) =>
  execFileSync('git', ['-C', directory, ...args], { encoding: 'utf8', maxBuffer: 64 << 20, stdio: 'pipe' });

const refs = values.ref.length > 0 ? values.ref.map((each) => each.split('=')) : newestTags();
const releases = refs.map(([version, ref = version]) => ({ version, ...flagsAt(ref) }));
report(releases);
if (values.facts) {
  writeFileSync(join(root, factsPath), jsonText(factsPath, { releases: releases.map(factsOf) }));
  console.log(`${factsPath} is written: ${releases.map(({ version }) => version).join(', ')}`);
}

function newestTags() {
  const tags = values.checkout.flatMap((directory) =>
    git(directory, 'tag', '--list', 'v1.*+k3s*', '--sort=v:refname').trim().split('\n'),
  );
  const released = tags.filter((tag) => /^v1\.\d+\.\d+\+k3s\d+$/.test(tag));
  return [...new Map(released.map((tag) => [/^v1\.\d+/.exec(tag)?.[0], [tag]])).values()];
}

/** From the first checkout that has the commit. */
function flagsAt(ref) {
  const directory = values.checkout.find((each) => {
    try {
      git(each, 'cat-file', '-e', `${ref}^{commit}`);
      return true;
    } catch {
      // Git says so by its exit code.
      return false;
    }
  });
  if (directory === undefined) throw new Error(`No checkout has ${ref}`);
  const folder = 'pkg/cli/cmds';
  const names = git(directory, 'ls-tree', '--name-only', ref, `${folder}/`).split('\n');
  const sources = names.filter((name) => /\/(?:agent|config|debug|log|root|server)\.go$/.test(name));
  const show = (name) => git(directory, 'show', `${ref}:${name}`);
  const commit = git(directory, 'rev-parse', `${ref}^{commit}`).trim();
  return { commit, ...readFlags(sources.map(show), show('pkg/daemons/config/types.go')) };
}

/** One line for each flag: name, type, and the environment variable where there is one. */
function factsOf({ version, commit, server, agent, critical }) {
  const line = ({ name, alias, type, env }) =>
    [alias ? `${name},${alias}` : name, type, env].filter(Boolean).join(' ');
  return { version, commit, server: server.map(line), agent: agent.map(line), critical };
}

/** What the schema says otherwise than the sources; a person decides. */
function report(all) {
  const { flags } = readJson(path);
  const known = new Map(flags.map((flag) => [flag.name, flag]));
  for (const { version, server, agent } of all)
    for (const [scope, list] of Object.entries({ server, agent }))
      for (const flag of list) {
        const ours = known.get(flag.name);
        if (!ours) console.log(`${version} ${scope}: ${flag.name} is missing: ${JSON.stringify(flag)}`);
        else if (ours.scope !== 'both' && ours.scope !== scope)
          console.log(`${version} ${scope}: ${flag.name} is said to be for ${ours.scope} only`);
        else if (ours.type !== flag.type || ours.alias !== flag.alias)
          console.log(`${version} ${scope}: ${flag.name} is ${JSON.stringify(flag)}`);
      }
  console.log(`${all.length} releases compared with ${flags.length} flags.`);
}
