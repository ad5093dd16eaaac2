// `npm run rehearse -- --checkout DIR --harness DIR …`: runs the real playbook with the recorded inventories, anew.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './generate/output.mjs';

const USAGE = `Usage: npm run rehearse -- --checkout DIR --harness DIR --ansible-bin DIR --collections DIR [--upstream REF] [--core 2.19] [--new FILE] [CASE…]
--checkout   a checkout of k3s-ansible
--harness    the world of chroots: world.py, judge.py, speed.py
--upstream   what its outcomes are recorded as; the name of the checkout's folder if absent
--new        a JSON file of further cases: id, tried, inventory, files, vaultPassword, arguments of the world
Without CASE, all that have no outcome for this release yet are run. test/rehearsal/outcomes.json is written after each.
It needs Linux, root, util-linux, iproute2, overlayfs, openssl, and python3 with yaml and netaddr.`;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    checkout: { type: 'string' },
    harness: { type: 'string' },
    'ansible-bin': { type: 'string' },
    collections: { type: 'string' },
    upstream: { type: 'string' },
    core: { type: 'string', default: '2.19' },
    new: { type: 'string' },
  },
});

const recordsPath = join(root, 'test/rehearsal/outcomes.json');
const trouble = whatIsMissing();
if (trouble) {
  console.error(`${trouble}\n${USAGE}`);
  process.exit(2);
}
const upstream = options.upstream ?? options.checkout.replace(/\/+$/, '').split('/').at(-1);
const work = mkdtempSync(join(tmpdir(), 'rehearsal-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));
const checkout = join(work, 'checkout');
cpSync(options.checkout, checkout, { recursive: true });
execFileSync('python3', [join(options.harness, 'speed.py'), checkout]);

const isDone = ({ outcomes }) =>
  outcomes.some((outcome) => outcome.upstream === upstream && outcome.core === options.core);
const further = options.new ? JSON.parse(readFileSync(options.new, 'utf8')) : [];
const recorded = readRecords();
const all = [...recorded, ...further.filter(({ id }) => !recorded.some((one) => one.id === id))];
const wanted = all.filter((one) => (positionals.length > 0 ? positionals.includes(one.id) : true));
for (const { id } of wanted) {
  const known = readRecords().find((one) => one.id === id) ?? further.find((one) => one.id === id);
  const one = { ...known, outcomes: known.outcomes ?? [] };
  if (positionals.length === 0 && isDone(one)) continue;
  const outcome = rehearse(one);
  if (outcome) record(one, outcome);
  console.log(`${id} ${upstream} ${options.core}: ${outcome ? outcome.verdict : 'no outcome'}`);
}

function whatIsMissing() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return 'Rehearsals need Linux and root: hosts are made of mounts and network namespaces.';
  for (const name of ['checkout', 'harness', 'ansible-bin', 'collections']) {
    if (!options[name]) return `--${name} is missing.`;
    if (!existsSync(options[name])) return `--${name}: there is no ${options[name]}.`;
  }
  return undefined;
}

function readRecords() {
  return JSON.parse(readFileSync(recordsPath, 'utf8'));
}

/** Read anew each time: several of these may run after one another, and people edit the file. */
function record(one, outcome) {
  const records = readRecords();
  const kept = records.find(({ id }) => id === one.id) ?? one;
  const others = kept.outcomes.filter((other) => other.upstream !== upstream || other.core !== options.core);
  const next = { ...kept, outcomes: [...others, outcome] };
  const rest = records.filter(({ id }) => id !== one.id);
  const sorted = [...rest, next].sort((a, b) => (a.id < b.id ? -1 : 1));
  writeFileSync(recordsPath, `${JSON.stringify(sorted, undefined, 2)}\n`);
}

function rehearse({ id, inventory, files, vaultPassword, arguments: further = [] }) {
  const folder = join(work, id);
  const password = join(work, `${id}.password`);
  if (vaultPassword) writeFileSync(password, vaultPassword);
  const env = {
    ...process.env,
    ...(vaultPassword && { ANSIBLE_VAULT_PASSWORD_FILE: password }),
    ...('ansible.cfg' in files && { ANSIBLE_CONFIG: join(folder, 'ansible.cfg') }),
  };
  for (const [path, text] of Object.entries(files)) {
    const stub = /^\(stub (k3s\S*)\)$/.exec(text)?.[1];
    const template = stub && join(options.harness, 'stub', stub);
    const content = template && existsSync(template) ? readFileSync(template, 'utf8') : text;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content, { mode: stub ? 0o755 : 0o644 });
  }
  const out = join(work, `${id}.out`);
  const paths = ['--ansible-bin', options['ansible-bin'], '--collections', options.collections];
  const world = [
    '--checkout',
    checkout,
    '--inventory',
    join(folder, inventory),
    '--out',
    out,
    ...paths,
    ...further,
  ];
  try {
    execFileSync('python3', [join(options.harness, 'world.py'), ...world], { stdio: 'ignore', env });
    const judged = execFileSync('python3', [join(options.harness, 'judge.py'), out], { encoding: 'utf8' });
    return toOutcome(JSON.parse(judged), out);
  } catch (error) {
    console.error(`${id}: ${error.message}`);
    return undefined;
  }
}

function toOutcome({ verdict, failures = [], errors = [], broken = [], rc }, out) {
  if (verdict === 'skipped' || rc?.includes('timeout')) return undefined;
  const [failure] = failures;
  const message = failure?.msg || errors[0];
  return {
    upstream,
    core: options.core,
    verdict,
    ...(failure && { task: failure.task }),
    ...(message && verdict !== 'ok' && { message }),
    ...(broken.length > 0 && { broken }),
    ...(verdict !== 'play-fails' && { landed: landedIn(join(out, 'hosts')) }),
  };
}

/** What the play wrote for K3s: its configuration, environment files, and how the installer was called. */
function landedIn(hosts) {
  const FILES = [
    'etc/rancher/k3s/config.yaml',
    'etc/rancher/k3s/registries.yaml',
    'etc/systemd/system/k3s.service.env',
    'etc/systemd/system/k3s-agent.service.env',
  ];
  const textsOf = (host) => {
    const found = FILES.filter((file) => existsSync(join(hosts, host, file)));
    const log = join(hosts, host, 'var/log/e2e.log');
    const calls = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
    const call = calls.find((line) => line.startsWith('install '));
    return {
      ...Object.fromEntries(found.map((file) => [`/${file}`, readFileSync(join(hosts, host, file), 'utf8')])),
      ...(call && { '(installer)': call }),
    };
  };
  const names = existsSync(hosts) ? readdirSync(hosts) : [];
  return Object.fromEntries(names.map((host) => [host, textsOf(host)]));
}
