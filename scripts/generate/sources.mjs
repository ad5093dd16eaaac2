// Reads what everything is generated from, and refuses data that breaks its meta-schema.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readJson, root, SourceError } from './output.mjs';

/**
 * @typedef {Record<string, any> & { name: string, origin: string, status: string, description: string[] }} Variable
 * @typedef {{ releases: any[], variables: Variable[], installVariables: any[], otherNames: string[], ownNames: string[] }} VariablesFile
 * @typedef {Record<string, any> & { id: string, name: string, variables?: string | Variable[] }} DialectFile
 * @typedef {{ kind: string, about: string, keys?: Record<string, RegistryKey>, each?: RegistryKey }} RegistryKey
 * @typedef {Record<string, any> & { name: string, about: string, type: string, scope: string }} FlagOfFile
 * @typedef {{ flags: FlagOfFile[], removed: { name: string, replacedBy: string }[], releases: string[], registries: RegistryKey }} K3sFile
 * @typedef {{ file: VariablesFile, dialects: DialectFile[], k3s: K3sFile }} Sources `file` is schemas/k3s-ansible.variables.json
 */

/** @returns {Sources} */
export function readSources() {
  const file = readChecked('schemas/k3s-ansible.variables.json', 'schemas/variables.schema.json');
  checkNames(file);
  readChecked('schemas/k3s-ansible.upstream.json', 'schemas/upstream.schema.json');
  const flags = readChecked('schemas/k3s.flags.json', 'schemas/k3s.flags.schema.json');
  const { root: registries } = readChecked(
    'schemas/k3s.registries.json',
    'schemas/k3s.registries.schema.json',
  );
  return { file, dialects: readDialects(), k3s: { ...flags, registries } };
}

const DIALECTS = 'schemas/dialects';

/** @returns {DialectFile[]} */
function readDialects() {
  return readdirSync(join(root, DIALECTS))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => readDialect(`${DIALECTS}/${name}`));
}

/**
 * One file, with its own names looked up.
 * @param {string} path
 * @returns {DialectFile}
 */
function readDialect(path) {
  const dialect = readChecked(path, 'schemas/dialect.schema.json');
  const problems = nameProblems(path, dialect);
  if (problems.length > 0) throw new SourceError([`${path} does not hold together:`, ...problems].join('\n'));
  return dialect;
}

/** What a JSON Schema cannot say of a dialect: its variables are there, once each. */
function nameProblems(path, { id, variables = [], token, endpoint, version, checks = [] }) {
  const problems = [];
  if (!path.endsWith(`/${id}.json`)) problems.push(`  id: ${id} is not the name of the file`);
  if (typeof variables === 'string') return problems;
  const names = variables.map(({ name }) => name);
  for (const name of names)
    if (names.indexOf(name) !== names.lastIndexOf(name))
      problems.push(`  variables: ${name} is listed twice`);
  const used = checks.flatMap(({ check, variable, range, variables: several = [] }) =>
    [variable, range, ...several].filter(Boolean).map((name) => [`checks › ${check}`, name]),
  );
  const roles = Object.entries({ token, endpoint, version }).filter(([, name]) => name !== undefined);
  for (const [place, name] of [...(names.length > 0 ? roles : []), ...used])
    if (!names.includes(name)) problems.push(`  ${place}: ${name} is not among its variables`);
  for (const { name, renamedTo } of variables)
    if (renamedTo && !names.includes(renamedTo))
      problems.push(`  variables › ${name}: ${renamedTo} is not among them`);
  return problems;
}

/**
 * @param {string} path
 * @param {string} schemaPath
 */
function readChecked(path, schemaPath) {
  const ajv = new Ajv2020({
    allErrors: true,
    strictRequired: false,
    strictTypes: false,
    formats: { regex: isRegex },
  });
  const validate = ajv.compile(readJson(schemaPath));
  const data = readJson(path);
  if (validate(data)) return data;
  const problems = (validate.errors ?? []).map((error) => `  ${describeError(data, error)}`);
  throw new SourceError([`${path} is not as ${schemaPath} says:`, ...new Set(problems)].join('\n'));
}

/** With the name of the entry, because an index into the list does not help the reader. */
function describeError(data, { instancePath, message = '', params }) {
  const keys = instancePath.split('/').slice(1);
  const names = [];
  let value = data;
  for (const key of keys) {
    value = value?.[key];
    const name = value?.name ?? value?.id ?? value?.version;
    names.push(typeof name === 'string' ? name : key);
  }
  const more = params?.additionalProperty ?? params?.allowedValues?.join(', ');
  return `${names.join(' › ')}: ${message}${more ? ` (${more})` : ''}`;
}

/** What a JSON Schema cannot say: names are unique, and successors and releases exist. */
function checkNames(/** @type {VariablesFile} */ { variables, releases, otherNames, ownNames }) {
  const problems = [];
  const current = new Set(variables.filter(({ status }) => status === 'current').map(({ name }) => name));
  const names = [...variables.map(({ name }) => name), ...otherNames, ...ownNames];
  const versions = new Set(releases.map(({ version }) => version));
  for (const name of names) {
    if (names.indexOf(name) !== names.lastIndexOf(name)) problems.push(`${name} is listed twice`);
  }
  for (const { name, renamedTo, since, until, requiredUntil } of variables) {
    if (renamedTo && !current.has(renamedTo))
      problems.push(`${name}: ${renamedTo} is not a current variable`);
    for (const release of [since?.release, until?.release, requiredUntil?.release]) {
      if (release && !versions.has(release)) problems.push(`${name}: there is no release ${release}`);
    }
  }
  if (problems.length > 0)
    throw new SourceError(
      ['schemas/k3s-ansible.variables.json does not hold together:', ...problems].join('\n  '),
    );
}

/** @param {string} pattern */
function isRegex(pattern) {
  try {
    return new RegExp(pattern, 'u') !== undefined;
  } catch {
    // The constructor throws for what is no regular expression; that is the answer, not a failure.
    return false;
  }
}
