// Writes schemas/k3s-ansible.tasks.json: which tasks the playbook site.yml of each k3s-ansible has, in their order, with
// their conditions and the expressions they need. `node scripts/roleTasks.mjs DIR`, where DIR/<release> are checkouts.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const RELEASES = ['1.0.0', '1.0.1', '1.1.0', '1.1.1', '1.2.0', '1.2.1', '1.2.2'];
const TARGET = new URL('../schemas/k3s-ansible.tasks.json', import.meta.url);
/** What no value is looked up for, or nothing can be said of. */
const KEYWORDS = new Set(
  'name when register loop loop_control vars tags become become_user delegate_to changed_when failed_when until retries delay environment notify no_log ignore_errors run_once check_mode block'.split(
    ' ',
  ),
);
const listOf = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const hasTemplate = (text) => /\{[{%]/.test(text);

/** Every template in a value, at any depth. */
function templatesIn(value) {
  if (typeof value === 'string') return hasTemplate(value) ? [value.trim()] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(templatesIn);
}

/** Of a file that is a template: what Jinja reads of it. */
function templateFile(folder, name) {
  const path = join(folder, 'templates', name);
  if (!existsSync(path)) return [];
  return [(readFileSync(path, 'utf8').match(/\{\{.*?\}\}|\{%.*?%\}/gs) ?? []).join('')];
}

function flatten(tasks, inherited, place) {
  return tasks.flatMap((task) => {
    const when = [...inherited.when, ...listOf(task.when).map((one) => String(one).trim())];
    const vars = { ...inherited.vars, ...task.vars };
    if (task.block) return flatten(task.block, { when, vars }, place);
    const [module = '', args] =
      Object.entries(task).find(([key]) => !KEYWORDS.has(key) && !key.startsWith('with_')) ?? [];
    const kind = module.split('.').at(-1);
    const list = task.loop ?? task.with_items ?? task.with_fileglob;
    const found = {
      role: place.role,
      name: String(task.name ?? kind),
      on: place.on,
      when,
      ...(Object.keys(vars).length > 0 && { vars }),
      ...(list !== undefined && { items: list }),
      ...(task.loop !== undefined && { needsList: true }),
      templates: [
        ...(kind === 'set_fact' ? [] : templatesIn(args)).filter(
          (one) => !task.with_first_found || !one.includes('item'),
        ),
        ...(kind === 'template' ? templateFile(place.folder, args.src) : []),
        // All of an environment is needed, as are the variables that it is made of.
        ...templatesIn(task.environment).map((one) => one.replace(/^\{\{(.*)\}\}$/s, '{{ ($1) | to_json }}')),
        ...templatesIn(task.environment && task.vars),
        ...templatesIn(task.with_first_found),
      ],
      ...(kind === 'set_fact' && { facts: args }),
      ...(task.register && { registers: task.register }),
      ...((task.ignore_errors || task.failed_when === false) && { ignoresErrors: true }),
    };
    return [found];
  });
}

const tasks = [];
const keys = new Map();
const releases = {};
for (const release of RELEASES) {
  const root = join(process.argv[2] ?? '.', release);
  const roleVars = {};
  const own = parse(readFileSync(join(root, 'playbooks/site.yml'), 'utf8')).flatMap((play) =>
    listOf(play.roles).flatMap(({ role }) => {
      const folder = join(root, 'roles', role);
      const vars = join(folder, 'vars/main.yml');
      if (existsSync(vars)) roleVars[role] = parse(readFileSync(vars, 'utf8'));
      // What a Raspberry Pi needs says nothing about the inventory.
      if (role === 'raspberrypi') return [];
      const text = readFileSync(join(folder, 'tasks/main.yml'), 'utf8');
      return flatten(parse(text), { when: [], vars: {} }, { role, folder, on: play.hosts });
    }),
  );
  releases[release] = {
    vars: roleVars,
    tasks: own.map((task) => {
      const key = JSON.stringify(task);
      if (!keys.has(key)) keys.set(key, tasks.push(task) - 1);
      return keys.get(key);
    }),
  };
}
const lines = tasks.map((task) => `  ${JSON.stringify(task)}`).join(',\n');
const rest = Object.entries(releases).map(
  ([name, one]) => `  ${JSON.stringify(name)}: ${JSON.stringify(one)}`,
);
writeFileSync(TARGET, `{\n "tasks": [\n${lines}\n ],\n "releases": {\n${rest.join(',\n')}\n }\n}\n`);
