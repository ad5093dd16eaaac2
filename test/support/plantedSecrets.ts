// Secrets as people leave them in inventories and beside them. The names are those of the field; the values are made
// up.
/** Each another one, of both cases and digits. */
export const secrets: string[] = [];
function plant(): string {
  const number = String(secrets.length + 1).padStart(3, '0');
  const secret = `Zq${number}Kw7bRtX9mB${number}`;
  secrets.push(secret);
  return secret;
}

export const base64 = (text: string): string => Buffer.from(text).toString('base64');

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

/** Of variables. */
export const namesIn = (text = ''): readonly string[] =>
  [...text.matchAll(/^ {4}(\w+):/gm)].flatMap(([, name = '']) =>
    name === 'server' || name === 'agent' ? [] : [name],
  );

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
export const PASSWORD_AS_FILE = plant();

/** What opens vaults; nothing is reported of it. */
export const VAULT_PASSWORD = plant();

const oneOfOthers = (): string => {
  const number = String(secrets.length + 1).padStart(3, '0');
  // As a generator of words makes it, which looks like no random text.
  const secret = `quokka-${number}-velvet-harbour`;
  secrets.push(secret);
  return secret;
};

/** Under names and in shapes that say what they are; the values do not. */
const OTHERS = `k3s_cluster:
  children:
    server:
      hosts:
        s1: {ansible_become_password: "${oneOfOthers()}", ansible_ssh_private_key_passphrase: "${oneOfOthers()}"}
    agent:
      hosts:
        a1: {ansible_winrm_password: ${oneOfOthers()}}
  vars:
    k3s_version: v1.31.5+k3s1
    api_endpoint: s1
    token: "{{ lookup('env', 'K3S_TOKEN') | default('${oneOfOthers()}', true) }}"
    extra_agent_args: >-
      --token=${plant()}
      --kubelet-arg="cloud-config=/x" --docker-password ${oneOfOthers()}
    extra_server_args: "--datastore-endpoint 'postgres://k3s:${oneOfOthers()}@db.example:5432/k3s?sslmode=disable' --etcd-s3-secret-key ${plant()}"
    extra_service_envs: ["K3S_DATASTORE_ENDPOINT=mysql://k3s:${oneOfOthers()}@tcp(db:3306)/k3s", "HTTPS_PROXY=http://proxy:${oneOfOthers()}@10.0.0.1:3128"]
    registries_config_yaml: |
      mirrors:
        docker.io:
          endpoint:
            - "https://puller:${oneOfOthers()}@mirror.example/v2"
      configs:
        # old: {auth: {username: a, password: ${oneOfOthers()}}}
        "registry.example:5000":
          auth: {username: puller, password: "${oneOfOthers()}"}
          tls:
            key_file: /etc/ssl/registry.key
        "registry.two":
          auth:
            auth: ${base64(`puller:${plant()}`)}
    server_config_yaml: |
      token: "${oneOfOthers()}"
      # agent-token: ${plant()}
      datastore-endpoint: mysql://k3s:${oneOfOthers()}@tcp(db:3306)/k3s
      kube-apiserver-arg:
        - "service-account-signing-key=${plant()}"
    registry_json: '{"auths": {"r.example": {"username": "u", "password": "${oneOfOthers()}"}}}'
    settings_json: "{\\"database\\": {\\"password\\": \\"${oneOfOthers()}\\"}}"
    db_password: "{{ lookup('file', '/run/pw', errors='ignore') or '${oneOfOthers()}' }}"
    pick: "{{ undefined_thing | default(omit) if false else {'admin_password': '${oneOfOthers()}'} }}"
    tls_private_key: |
      -----BEGIN EC PRIVATE KEY-----
      ${plant()}
      -----END EC PRIVATE KEY-----
    server_key_b64: ${base64(`-----BEGIN PRIVATE KEY-----\n${plant()}\n-----END PRIVATE KEY-----`)}
    kubeconfig_text: |
      users:
        - name: admin
          user:
            client-key-data: ${base64(plant())}
            token: ${plant()}
    smtp: {host: mail, username: u, password: &smtp ${oneOfOthers()}}
    again: {password: *smtp}
    folded_password: >
      ${oneOfOthers()}
    "quoted password": '${oneOfOthers()}'
    wifi_psk: !unsafe ${oneOfOthers()}
    login_command: mysql -u root --password=${oneOfOthers()} -h db
    mongo_uri: mongodb+srv://app:${oneOfOthers()}@cluster0.example/app
    webhook_url: https://api.telegram.org/bot12345:${plant()}/sendMessage
    # ansible_become_pass: ${oneOfOthers()}
    # - { name: old, password: ${oneOfOthers()} }
`;

export const FILES: Readonly<Record<string, string>> = {
  'inventory.yml': INVENTORY,
  'others/inventory.yml': OTHERS,
  'others/hosts.ini': `[server]\ns1 ansible_become_pass='${oneOfOthers()}' ansible_ssh_common_args='-o ProxyCommand="sshpass -p ${oneOfOthers()} ssh -W %h:%p jump"'\n[agent]\n[k3s_cluster:children]\nserver\nagent\n[k3s_cluster:vars]\nregistry_password=${oneOfOthers()}\nextra_agent_args=--token=${oneOfOthers()}\n# ansible_password=${oneOfOthers()}\n`,
  'group_vars/all.yml': `registry:\n  password: ${plant()}\n  user: x\nbackup_token: ${plant()}\n`,
  'host_vars/s1.yml': `bmc_password: ${plant()}\n`,
  'broken/inventory.yml': `k3s_cluster:\n  children:\n    server: {hosts: {s1: }}\n    agent:\n  vars:\n    ansible_password: ${plant()}\n    db_password: [${plant()}\n    token: "${plant()}\n`,
  'ansible.cfg': `[defaults]\nfact_caching_connection = cache:6379:0:${plant()}\n# password = ${plant()}\n; token=${plant()}\n[galaxy]\nserver_list = a,b\n[galaxy_server.a]\nurl = https://u:${plant()}@galaxy.example/api/\ntoken = ${plant()}\n[galaxy_server.b]\nusername = u\npassword: ${plant()}\n[ssh_connection]\nssh_args = -o ProxyCommand="sshpass -p ${plant()} ssh -W %h:%p jump"\n[url_lookup]\npassword = "${plant()}"\n[own]\nauth_token = ${plant()}\nwebhook = https://hooks.slack.com/services/T0/B0/${plant()}\n`,
  'vault/ansible.cfg': `[defaults]\nvault_password_file = ${PASSWORD_AS_FILE}\n`,
  'ini/ansible.cfg': `token = ${plant()}\n[defaults\npassword = ${plant()}\n`,
  'ini/hosts.ini': `[server]\ns1 ansible_password=${plant()} api_token=${plant()}\n[agent]\n[k3s_cluster:children]\nserver\nagent\n[k3s_cluster:vars]\ntoken=${plant()}\nconfig={'password': '${plant()}'}\n# token=${plant()}\n; password = ${plant()}\n`,
};

/** As it was written, or what is made of it. */
export function leakedIn(said: string): readonly string[] {
  const lower = said.toLowerCase();
  return secrets.filter(
    (secret) =>
      lower.includes(secret.toLowerCase()) ||
      said.includes([...secret].reverse().join('')) ||
      said.includes(base64(secret).slice(0, 20)),
  );
}
