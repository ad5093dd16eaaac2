// Everything that is known of variables, from its only source: schemas/k3s-ansible.variables.json. Imports nothing but
// text. Knows nothing of YAML trees, of inventories or of rules.
import file from '../../../../../schemas/k3s-ansible.variables.json' with { type: 'json' };
import { once } from '../../text/once.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { nearestName } from './nearMiss.ts';
import { validateValue } from './validateValue.ts';
import type {
  InstallVariable,
  PlainValue,
  Release,
  SchemaViolation,
  Variable,
  VariableScope,
} from './variable.ts';
import {
  readDialectVariable,
  readInstallVariable,
  readVariable,
  type VariablesFile,
} from './variablesFile.ts';

export type * from './variable.ts';

/** The schema as the rest asks for it. There is no second list of variables anywhere. */
export interface VariableSchema {
  /** Releases of k3s-ansible, oldest first. */
  readonly releases: readonly Release[];
  /** Every variable by name, in the order in which they are best shown. */
  readonly variables: ReadonlyMap<string, Variable>;
  /** What the K3s installer reads: the keys of `extra_install_envs`. */
  readonly installVariables: ReadonlyMap<string, InstallVariable>;
  /** Old name to the name to use instead: `renamed`, `legacy` and `mistaken`, not `alias`. */
  readonly renamed: ReadonlyMap<string, string>;
  /** What to offer at a place: the variables that make sense there, the best fitting first. */
  variablesFor(place: VariableScope): readonly Variable[];
  /** Whether k3s-ansible or Ansible knows the name; facts and plugins of collections are not listed. */
  isKnown(name: string): boolean;
  /** The names of all variables. */
  readonly knownNames: readonly string[];
  /** The current variable that `name` is a likely misspelling of; none in doubt. */
  nearMiss(name: string): string | undefined;
  /**
   * How a value differs from what the variable's readers need; nothing for names without a type.
   * Texts that hold Jinja or are Vault ciphertext are unknown, and unknown is not wrong.
   */
  validateValue(name: string, value: PlainValue): readonly SchemaViolation[];
}

/** Whether the roles of k3s-ansible read the variable, under this name. */
export function isOfRoles({ variables }: Pick<VariableSchema, 'variables'>, name: string): boolean {
  const variable = variables.get(name);
  return variable?.origin === 'k3s-ansible' && variable.status === 'current';
}

/** The schema of a project: k3s-ansible where none is given. Each is built once. */
export type SchemaOf = (dialect?: Dialect) => VariableSchema;

/** Builds those of other projects anew; callers keep them. */
export function loadVariableSchemas(): SchemaOf {
  const own = loadVariableSchema();
  const known = new Map<string, VariableSchema>();
  return (dialect) => {
    if (!dialect || typeof dialect.variables === 'string') return own;
    const schema = known.get(dialect.id) ?? schemaOf(dialect);
    known.set(dialect.id, schema);
    return schema;
  };
}

// The meta-schema proves the shape at build time; TypeScript only sees the file's literal types.
const data = once(() => file as unknown as VariablesFile);

/** That of k3s-ansible, which is part of the build. */
export const loadVariableSchema = once((): VariableSchema => {
  const { variables, installVariables } = data();
  const byName = installVariables.map((entry) => [entry.name, readInstallVariable(entry)] as const);
  return createSchema(variables.map(readVariable), new Map(byName), (name) => name);
});

/** The variables of another project, and those of Ansible. */
function schemaOf(dialect: Dialect): VariableSchema {
  const { id, variables = [] } = dialect;
  const own = typeof variables === 'string' ? [] : variables;
  const names = new Set(own.map(({ name }) => name));
  const ansible = data().variables.filter(({ origin, name }) => origin === 'ansible' && !names.has(name));
  return createSchema(
    [...own.map((entry) => readDialectVariable(entry, dialect)), ...ansible.map(readVariable)],
    new Map(),
    (name) => (names.has(name) ? `${id}/${name}` : name),
  );
}

/** Indexes the entries once. A name of the user's own, `ownNames`, is neither known nor taken for a misspelt one. */
function createSchema(
  all: readonly Variable[],
  installVariables: VariableSchema['installVariables'],
  validatorOf: (name: string) => string,
): VariableSchema {
  const variables = new Map(all.map((variable) => [variable.name, variable]));
  const other = new Set(data().otherNames);
  const own = new Set(data().ownNames);
  const current = all.filter((variable) => variable.status === 'current').map((variable) => variable.name);
  const isKnown = (name: string): boolean => variables.has(name) || other.has(name);
  return {
    releases: data().releases,
    variables,
    installVariables,
    renamed: new Map(all.flatMap((variable) => successorOf(variable))),
    variablesFor: (place) => variablesFor(all, place),
    isKnown,
    knownNames: [...current, ...other],
    nearMiss: (name) => (isKnown(name) || own.has(name) ? undefined : nearestName(name, current)),
    validateValue: (name, value) => {
      const variable = variables.get(name);
      return variable ? validateValue(variable, value, validatorOf(name)) : [];
    },
  };
}

const successorOf = (variable: Variable): [string, string][] =>
  variable.renamedTo === undefined || variable.status === 'alias'
    ? []
    : [[variable.name, variable.renamedTo]];

function variablesFor(all: readonly Variable[], place: VariableScope): readonly Variable[] {
  const fitting = all.filter((variable) => variable.status === 'current' && variable.places.includes(place));
  const rank = (variable: Variable): number =>
    (variable.places[0] === place ? 0 : 2) + (variable.required ? 0 : 1);
  return fitting.toSorted((a, b) => rank(a) - rank(b));
}
