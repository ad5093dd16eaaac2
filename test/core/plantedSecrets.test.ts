// Secrets planted wherever people leave them: none is shown by any output, and nearly all are told. Prints what it
// counted. The names are those of the field; the values are made up.
import { afterAll, expect, it } from 'vitest';
import { createMemoryFileSystem, uriOf } from '../support/memoryFileSystem.ts';
import { createTestService } from '../support/service.ts';
import { createFolder } from '../support/terminal.ts';

/** Each another one, of both cases and digits. */
const secrets: string[] = [];
function plant(): string {
  const number = String(secrets.length + 1).padStart(3, '0');
  const secret = `Zq${number}Kw7bRtX9mB${number}`;
  secrets.push(secret);
  return secret;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const OWN_NAMES = [
  'agent_token',
  'vault_thing',
  'ipmi_pw',
  'sudo_pass',
  'passphrase',
  'Passwort',
  'mot_de_passe',
  'mima',
  'wireguard_psk',
  'snmp_community',
  'ceph_keyring',
  'luks_key',
  'encryption_key',
  's3_access',
  'rancher_bootstrap',
  'foo_secret',
  'TOKEN',
  'k3s_token',
  'GRAFANA_ADMIN_PASSWORD',
  'cloudflareApiToken',
  'dns_api_key',
  'smtp_passwd',
  'kubeconfig_data',
  'contrasena',
  'gitlab_runner_token',
];

const TEXTS: readonly ((secret: string) => string)[] = [
  (s) => `postgres://app:${s}@db:5432/app`,
  (s) => `jdbc:mysql://h/db?user=a&password=${s}`,
  (s) => `Server=h;Database=d;User Id=a;Password=${s};`,
  (s) => `Authorization: Bearer ${s}`,
  (s) => `Authorization: Basic ${base64(`u:${s}`)}`,
  (s) => `https://oauth2:${s}@git.example/x.git`,
  (s) => `https://${s}@git.example/x.git`,
  (s) => `https://hooks.slack.com/services/T0/B0/${s}`,
  (s) => `https://discord.com/api/webhooks/1/${s}`,
  (s) => `ghp_${s}aaaaaaaaaaaaaaaa`,
  (s) => `eyJhbGciOiJIUzI1NiJ9.${s}.sig`,
  (s) => `tskey-auth-${s}`,
  (s) => `glpat-${s}`,
  (s) => `k3s agent --server https://x:6443 --token ${s}`,
  (s) => `curl -u admin:${s} https://x`,
  (s) => `sshpass -p ${s} ssh x`,
  (s) => `kubectl create secret generic x --from-literal=password=${s}`,
  (s) => `redis://:${s}@cache:6379/0`,
  (s) => `amqps://u:${s}@mq/v`,
  (s) => `{"auths": {"r.example": {"password": "${s}"}}}`,
  (s) => `export AWS_SECRET_ACCESS_KEY=${s}`,
  (s) => `docker login --username u --password ${s} r.example`,
];

const ENVIRONMENT = [
  'K3S_TOKEN',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'DB_PASSWORD',
  'GITHUB_PAT',
  'INSTALL_SECRET',
  'RESTIC_PASSWORD',
  'REGISTRY_TOKEN',
];

const OPTIONS = [
  '--token',
  '--agent-token',
  '--etcd-s3-access-key',
  '--etcd-s3-secret-key',
  '--etcd-s3-session-token',
];

const TEMPLATES: readonly ((secret: string) => string)[] = [
  (s) => `{{ lookup('env', 'X') | default('${s}') }}`,
  (s) => `{{ (env == 'prod') | ternary('${s}', 'x') }}`,
  (s) => `{% set pw = '${s}' %}{{ pw }}`,
  (s) => `{{ {'password': '${s}'}.password }}`,
  (s) => `{{ token ~ '${s}' }}`,
];

const COMMENTS: readonly ((secret: string) => string)[] = [
  (s) => `# password: ${s}`,
  (s) => `# token was ${s}`,
  (s) => `#    ansible_password: ${s}`,
  (s) => `# api_key=${s}`,
  (s) => `# K3S_TOKEN=${s}`,
  (s) => `# postgres://u:${s}@db/x`,
];

const block = (lines: readonly string[]): string => lines.map((line) => `      ${line}\n`).join('');

const VARS = [
  `    token: ${plant()}`,
  `    ansible_ssh_pass: ${plant()}`,
  `    ansible_become_pass: "${plant()}"`,
  ...OWN_NAMES.map((name) => `    ${name}: ${plant()}`),
  ...TEXTS.map((text, index) => `    text_${index}: ${JSON.stringify(text(plant()))}`),
  ...TEMPLATES.map((text, index) => `    template_${index}: ${JSON.stringify(text(plant()))}`),
  `    extra_server_args: "${OPTIONS.map((option) => `${option}=${plant()}`).join(' ')} --vpn-auth=name=tailscale,joinKey=${plant()}"`,
  `    extra_agent_args: '-t ${plant()} --node-label=secret=${plant()}'`,
  `    extra_service_envs:\n${block([...ENVIRONMENT.map((name) => `- ${name}=${plant()}`), `- HTTP_PROXY=http://u:${plant()}@p:3128`, `- ALL_PROXY=socks5://u:${plant()}@p:1`])}`,
  `    extra_install_envs:\n${block([`K3S_DATASTORE_ENDPOINT: "mysql://root:${plant()}@tcp(db:3306)/k3s"`, `SOME_SECRET: ${plant()}`])}`,
  `    server_config_yaml: |\n${block([`token: ${plant()}`, `etcd-s3-secret-key: ${plant()}`, `etcd-s3-access-key: ${plant()}`, `datastore-endpoint: "postgres://k:${plant()}@h/d"`])}`,
  `    registries_config_yaml: |\n${block(['configs:', '  "r.example":', '    auth:', '      username: u', `      password: ${plant()}`, `      identity_token: ${plant()}`, 'mirrors:', '  docker.io:', `    endpoint: ["https://u:${plant()}@m.example"]`])}`,
  `    manifest: |\n${block(['kind: Secret', 'stringData:', `  password: ${plant()}`, 'data:', `  pw: ${base64(plant())}`])}`,
  `    helm_values: {adminPassword: ${plant()}, auth: {rootPassword: ${plant()}, secretKey: ${plant()}, apiKey: ${plant()}}}`,
  `    users: [{name: root, password: ${plant()}}, {name: x, pw: ${plant()}}]`,
  `    bmc: {login: "admin/${plant()}", pin: ${plant()}}`,
  `    htpasswd: "admin:${plant()}"`,
  `    ssh_key: |\n${block(['-----BEGIN OPENSSH PRIVATE KEY-----', plant(), '-----END OPENSSH PRIVATE KEY-----'])}`,
  `    passwords: [${plant()}, ${plant()}]`,
  ...COMMENTS.map((text) => `    ${text(plant())}`),
];

const NAMES = [...VARS.join('\n').matchAll(/^ {4}(\w+):/gm)].map(([, name = '']) => name);

const INVENTORY = `k3s_cluster:
  children:
    server:
      hosts:
        s1: {ansible_password: ${plant()}}
    agent:
      hosts:
        a1: {ansible_become_password: '${plant()}'}
  vars:
    k3s_version: v1.31.5+k3s1
    api_endpoint: s1
${VARS.join('\n')}
    use: "{{ text_0 }} {{ helm_values.auth.apiKey }} {{ users[0].password }} {{ TOKEN | upper }}"
`;

/** Written where the name of a file is expected, which could be one. */
const PASSWORD_AS_FILE = plant();

const FILES: Readonly<Record<string, string>> = {
  'inventory.yml': INVENTORY,
  'group_vars/all.yml': `registry:\n  password: ${plant()}\n  user: x\nbackup_token: ${plant()}\n`,
  'host_vars/s1.yml': `bmc_password: ${plant()}\n`,
  'broken/inventory.yml': `k3s_cluster:\n  children:\n    server: {hosts: {s1: }}\n    agent:\n  vars:\n    ansible_password: ${plant()}\n    db_password: [${plant()}\n    token: "${plant()}\n`,
  'ansible.cfg': `[defaults]\nfact_caching_connection = cache:6379:0:${plant()}\n# password = ${plant()}\n; token=${plant()}\n[galaxy]\nserver_list = a,b\n[galaxy_server.a]\nurl = https://u:${plant()}@galaxy.example/api/\ntoken = ${plant()}\n[galaxy_server.b]\nusername = u\npassword: ${plant()}\n[ssh_connection]\nssh_args = -o ProxyCommand="sshpass -p ${plant()} ssh -W %h:%p jump"\n[url_lookup]\npassword = "${plant()}"\n[own]\nauth_token = ${plant()}\nwebhook = https://hooks.slack.com/services/T0/B0/${plant()}\n`,
  'vault/ansible.cfg': `[defaults]\nvault_password_file = ${PASSWORD_AS_FILE}\n`,
  'ini/ansible.cfg': `token = ${plant()}\n[defaults\npassword = ${plant()}\n`,
  'ini/hosts.ini': `[server]\ns1 ansible_password=${plant()} api_token=${plant()}\n[agent]\n[k3s_cluster:children]\nserver\nagent\n[k3s_cluster:vars]\ntoken=${plant()}\nconfig={'password': '${plant()}'}\n# token=${plant()}\n; password = ${plant()}\n`,
};

/** As it was written, or what is made of it. */
function leakedIn(said: string): readonly string[] {
  const lower = said.toLowerCase();
  return secrets.filter(
    (secret) =>
      lower.includes(secret.toLowerCase()) ||
      said.includes([...secret].reverse().join('')) ||
      said.includes(base64(secret).slice(0, 20)),
  );
}

const shown = new Set<string>();
const found = new Set<string>();
let outputs = 0;

function expectNone(said: string, where: string): void {
  outputs++;
  for (const secret of leakedIn(said)) shown.add(secret);
  expect(leakedIn(said), where).toEqual([]);
}

it('are shown by no command', async () => {
  const folder = createFolder(FILES);
  try {
    const inventories = ['inventory.yml', 'broken/inventory.yml', 'ini/hosts.ini'];
    const commands = inventories.flatMap((path) => [
      ['check', path],
      ['check', path, '--format', 'json'],
      ['airgap', '-i', path],
      ['list', '--graph', '-i', path],
    ]);
    commands.push(['vault', 'view', 'inventory.yml', '--vault-password-file', PASSWORD_AS_FILE]);
    for (const name of [...NAMES, 'use', 'registry', 'backup_token', 'bmc_password'])
      commands.push(
        ['explain', 's1', name, '-i', 'inventory.yml'],
        ['explain', 's1', name, '-i', 'inventory.yml', '--format', 'json'],
        ['render', 's1', `{{ ${name} }}`, '-i', 'inventory.yml'],
        ['render', 's1', `{{ ${name} | string | upper }}`, '-i', 'inventory.yml', '--format', 'json'],
      );
    for (const command of commands) {
      const { stdout, stderr } = await folder.run(command);
      expectNone(stdout + stderr, command.join(' '));
    }
    const asked = await folder.run(['explain', 's1', 'agent_token', '-i', 'inventory.yml', '--show-secrets']);
    expect(leakedIn(asked.stdout)).toHaveLength(1);
    const rendered = await folder.run([
      'render',
      's1',
      '{{ TOKEN }}',
      '-i',
      'inventory.yml',
      '--show-secrets',
    ]);
    expect(leakedIn(rendered.stdout)).toHaveLength(1);
  } finally {
    folder.remove();
  }
});

it('are shown by nothing in an editor', async () => {
  const service = createTestService(createMemoryFileSystem(FILES));
  const whole = { start: { line: 0, column: 0 }, end: { line: 999, column: 0 } };
  for (const [path, text] of Object.entries(FILES)) {
    const uri = uriOf(path);
    expectNone(JSON.stringify(await service.check(uri, {})), `findings of ${path}`);
    expectNone(JSON.stringify(await service.offerFixes(uri, whole, {})), `fixes of ${path}`);
    expectNone(JSON.stringify(await service.inlayHintsIn(uri, whole)), `hints of ${path}`);
    expectNone(JSON.stringify(await service.symbolsOf(uri)), `symbols of ${path}`);
    for (const [line, content] of text.split('\n').entries()) {
      const start = content.search(/\S/);
      for (const column of [start + 1, content.indexOf('{{') + 4, content.length - 3]) {
        if (column < 0 || column > content.length) continue;
        const hover = await service.hoverAt(uri, { line, column });
        expectNone(JSON.stringify(hover ?? ''), `hover at ${path}:${line + 1}:${column + 1}`);
      }
    }
  }
});

it('are told, nearly all', async () => {
  const service = createTestService(createMemoryFileSystem(FILES));
  const checked = await Promise.all(Object.keys(FILES).map((path) => service.check(uriOf(path), {})));
  const diagnoses = checked.flatMap((result) => result.diagnoses);
  for (const [path, text] of Object.entries(FILES)) {
    const lines = text.split('\n');
    for (const { uri, start, end, ruleId } of diagnoses) {
      if (uri !== uriOf(path) || !/^(?:secret|token)-/.test(ruleId)) continue;
      const marked =
        lines[start.line]?.slice(start.column, start.line === end.line ? end.column : undefined) ?? '';
      // A private key begins on the line above.
      const below = marked.endsWith('KEY-----') || marked === '' ? (lines[start.line + 1] ?? '') : '';
      for (const secret of secrets)
        if ((marked + below).includes(secret) || (marked + below).includes(base64(secret).slice(0, 12)))
          found.add(secret);
    }
  }
  const missed = secrets.filter((secret) => !found.has(secret));
  expect(missed.length, missed.join(' ')).toBeLessThan(secrets.length * 0.1);
});

afterAll(() => {
  process.stdout.write(
    `planted secrets: ${secrets.length}, told ${found.size}, shown ${shown.size} in ${outputs} outputs\n`,
  );
});
