// Random ways for an encrypted text through an inventory: references, defaults, containers, conditions, hostvars, loops,
// filters, methods, texts around it, over inventory, group_vars, host_vars and the folder of the playbook.
import type { Random } from './random.ts';
import { VAULT_TEXT } from './vaultText.ts';

export interface VaultChains {
  /** Files by their path in the folder. */
  readonly files: Readonly<Record<string, string>>;
  readonly host: string;
  /** Variables of the host, each at the end of one way. */
  readonly names: readonly string[];
}

/** Where variables of `node1` can stand. */
const PLACES = [
  'inventory.yml',
  'group_vars/all.yml',
  'group_vars/server/vault.yml',
  'host_vars/node1.yml',
  'play/group_vars/k3s_cluster.yml',
] as const;

/** The kinds of values that ways lead through; `secret` may or may not be the encrypted text itself. */
type Kind = 'secret' | 'plain' | 'dict' | 'list' | 'truth';

/** `#` stands for an expression of the kind behind it: `#s` secret, `#p` plain, `#d` dict, `#l` list, `#t` truth. */
const FORMS: Readonly<Record<Kind, readonly string[]>> = {
  secret: [
    '#s',
    '#s | default(#p)',
    "#s | default('', true)",
    '#s | d(omit)',
    'nowhere | default(#s)',
    'nowhere | default(#s, true)',
    "'' | default(#s, true)",
    'nowhere | default(nowhere2) | default(#s)',
    '#s if #t else #p',
    '#p if #t else #s',
    '#s if #t else #s',
    '#s if #s is defined else #p',
    '#s if #s else #p',
    "#s if #s != '' else #p",
    "'' ~ #p if #s is not defined else #s",
    '#t | ternary(#s, #p)',
    '#t | ternary(#p, #s)',
    '#s or #p',
    "'' or #s",
    '#p and #s',
    '#s and #p',
    'true and #s',
    '#s | string',
    '#s | trim',
    '#s | upper',
    '#s | lower',
    '#s | replace("a", "b")',
    '#s | mandatory',
    '#s | hash("sha1")',
    '#s | b64encode',
    '#s | b64encode | b64decode',
    '#s | regex_replace("^x", "y")',
    '#s | regex_replace("\\\\s+$", "")',
    '#s | to_json | from_json',
    '#s | to_json',
    '#s | from_yaml',
    '#s | join',
    '#s | urlencode',
    '#s | indent',
    '#s | capitalize',
    '#s | title',
    '#s | list | join',
    '#s | first',
    '#s | split("::") | first',
    '#s | splitlines | first',
    '#s ~ ""',
    '"" ~ #s',
    '#s + ""',
    '#p ~ #s',
    '#s * 1',
    '#s.strip()',
    '#s.lower()',
    '#s.replace("q", "r")',
    '#s.split("::")[0]',
    '#s.split("::") | last',
    '#s[:]',
    '#s[0:]',
    '#s[1:]',
    '"%s" % #s',
    '"%s" | format(#s)',
    '"{}".format(#s)',
    '(#s)',
    '#d.key',
    "#d['key']",
    "#d.get('key')",
    "#d.get('key', #p)",
    "#d.get('nokey', #s)",
    '#d.nokey | default(#s)',
    '#d.values() | first',
    '#d | dict2items | map(attribute="value") | first',
    '(#d | combine({"other": #p})).key',
    '({"key": #p} | combine({"key": #s})).key',
    '#l[0]',
    '#l[-1]',
    '#l | first',
    '#l | last',
    '#l | join("")',
    '#l | list | first',
    '(#l + [#p])[0]',
    '#l | reverse | list | last',
    '#l | select("defined") | first',
    '#l | select | first',
    '#l | reject("none") | first',
    '#l | map("string") | first',
    '#l | map("trim") | first',
    '#l | map("default", #p) | first',
    '#l | flatten | first',
    '#l | union([]) | first',
    '[#s] | first',
    '[#s, #p] | last',
    '{"a": #s}.a',
    '{"a": #s}["a"]',
    '[{"k": #s}] | map(attribute="k") | first',
    '[{"k": #s}] | selectattr("k", "defined") | map(attribute="k") | list | first',
    "hostvars['node1'].SECRET",
    "hostvars['node1']['SECRET']",
    'hostvars[inventory_hostname].SECRET',
    "hostvars[groups['server'][0]].SECRET",
    "hostvars[groups['server'] | first]['SECRET'] | default(#p)",
    "hostvars['node1'].get('SECRET')",
    "hostvars.get('node1').SECRET",
    "(hostvars['node1'] | default({})).SECRET",
    "vars['SECRET']",
    'vars.SECRET',
    "lookup('vars', 'SECRET')",
    "lookup('vars', 'SECRET', default=#p)",
    "groups['server'] | map('extract', hostvars, 'SECRET') | first",
  ],
  plain: ["'plain'", 'plain', "''", "'a' ~ 'b'", 'inventory_hostname'],
  dict: ['DICT', '{"key": #s}', '{"key": #s, "more": #p}', 'hostvars.node1.DICT', '#d | combine({"x": 1})'],
  list: ['LIST', '[#s]', '[#s] + []', 'LIST | list', '[#s, #s]'],
  truth: ['true', 'false', 'yes_value', 'plain is defined', 'nowhere is defined', "plain == 'plain text'"],
};

/** What hardly anybody writes, or what depends on the text itself. */
const RARE = [
  '#l | sort | first',
  '#l | unique | first',
  '#s if #s | length > 3 else #p',
  '#s | quote',
  '#s | comment',
  '#s | truncate(200)',
  '#s | format',
  '#s | safe',
  '#s | escape',
  '#s | forceescape',
  '#s | center(10)',
  '#s | wordwrap(200)',
  '#s | reverse',
  '#s | striptags',
  '#s.format()',
  '#l | min',
  '#l | max',
  "query('vars', 'SECRET') | first",
];

const LETTERS: Readonly<Record<string, Kind>> = { s: 'secret', p: 'plain', d: 'dict', l: 'list', t: 'truth' };

/** Texts of whole templates; `@` stands for the expression. */
const TEMPLATES = [
  ...Array.from({ length: 12 }, () => '{{ @ }}'),
  '{{@}}',
  '{{- @ -}}',
  ' {{ @ }}',
  '{{ @ }} ',
  '{{ @ }}\n',
  'x{{ @ }}',
  "{{ '' }}{{ @ }}",
  '{{ @ }}{{ none }}',
  '{# comment #}{{ @ }}',
  '{% if yes_value %}{{ @ }}{% endif %}',
  '{% if not yes_value %}a{% else %}{{ @ }}{% endif %}',
  '{% if yes_value %}\n{{ @ }}\n{% endif %}',
  '{% set v = @ %}{{ v }}',
  '{% set v %}{{ @ }}{% endset %}{{ v }}',
  '{% with v = @ %}{{ v }}{% endwith %}',
  '{% for v in [@] %}{{ v }}{% endfor %}',
  "{% for h in groups['server'] %}{% if loop.first %}{{ @ }}{% endif %}{% endfor %}",
  '{% filter trim %}{{ @ }}{% endfilter %}',
  '{% macro m() %}{{ @ }}{% endmacro %}{{ m() }}',
  '{% raw %}{% endraw %}{{ @ }}',
];

export function writeVaultChains(random: Random, count: number): VaultChains {
  const lines = new Map<string, string[]>(PLACES.map((place) => [place, []]));
  const put = (text: string): void => {
    lines.get(random.pick(PLACES))?.push(text);
  };
  const secrets: string[] = [];
  for (const name of ['vault_token', 'second_secret', 'x_key']) {
    put(`${name}: !vault |\n${indented(VAULT_TEXT, 2)}`);
    secrets.push(name);
  }
  put(`secrets: {key: "{{ vault_token }}", list: ["{{ x_key }}"]}`);
  put(`k3s_secrets:\n  key: !vault |\n${indented(VAULT_TEXT, 4)}  other: 1\n`);
  put(`list_of_secrets:\n  - !vault |\n${indented(VAULT_TEXT, 4)}`);
  put('linked: ["{{ vault_token }}"]');
  put('plain: plain text');
  put('yes_value: true');
  const names = Array.from({ length: count }, (_, index) => `way_${index}`);
  for (const name of names) {
    const text = random.pick(TEMPLATES).replaceAll('@', () => writeExpression(random, secrets, 'secret'));
    put(`${name}: ${JSON.stringify(text)}`);
    // Later ones lead through earlier ones.
    if (random.below(2) === 0) secrets.push(name);
  }
  return { files: filesOf(lines), host: 'node1', names };
}

function writeExpression(random: Random, secrets: readonly string[], kind: Kind, depth = 0): string {
  if (kind === 'secret' && (depth > 2 || (depth > 0 && random.below(2) === 0))) return random.pick(secrets);
  if (kind === 'dict' && depth > 2) return random.pick(['secrets', 'k3s_secrets']);
  if (kind === 'list' && depth > 2) return random.pick(['list_of_secrets', 'linked']);
  const isRare = kind === 'secret' && random.below(20) === 0;
  const form = random.pick(isRare ? RARE : FORMS[kind]);
  const expression = form
    .replaceAll('SECRET', () => random.pick(secrets))
    .replaceAll('DICT', () => random.pick(['secrets', 'k3s_secrets']))
    .replaceAll('LIST', () => random.pick(['list_of_secrets', 'linked', 'secrets.list']))
    .replace(/#([spdlt])/g, (_, letter: string) =>
      writeExpression(random, secrets, LETTERS[letter] ?? 'plain', depth + 1),
    );
  return depth > 0 && /[^\w.'"]/.test(expression) ? `(${expression})` : expression;
}

function filesOf(lines: ReadonlyMap<string, readonly string[]>): Record<string, string> {
  const files: Record<string, string> = {};
  for (const [place, own] of lines) {
    const text = own.map((line) => (line.endsWith('\n') ? line : `${line}\n`)).join('');
    if (place !== 'inventory.yml') files[place] = `---\n${text}`;
    else {
      const groups = 'server:\n      hosts:\n        node1:\n    agent:\n      hosts:\n        node2:\n';
      files[place] = `k3s_cluster:\n  children:\n    ${groups}  vars:\n    last: 1\n${indented(text, 4)}`;
    }
  }
  return files;
}

const indented = (text: string, width: number): string => text.replace(/^(?=.)/gm, ' '.repeat(width));
