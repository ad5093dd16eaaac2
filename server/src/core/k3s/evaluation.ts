// How rules evaluate templates: on the hosts they count for, and only as far as nobody else can have a say in it.
// A name that the inventory does not define is unknown, not wrong: a play or a role may.

import { derived } from '../ansible/model/derived.ts';
import type { InventoryModel, ModelFile } from '../ansible/model/model.ts';
import { definitionsOf } from '../ansible/model/queries.ts';
import { createScopes } from '../ansible/templates/scope.ts';
import { templatesOfVariable, type VariableTemplate } from '../ansible/templates/templates.ts';
import type { Template } from '../jinja/ast.ts';
import type { EvaluationScope } from '../jinja/evaluate.ts';
import { freeNames } from '../jinja/freeNames.ts';
import { type EffectiveDefinition, effectiveDefinitions } from './cluster.ts';
import { clusterGroups } from './clusterGroups.ts';
import type { InventoryContext } from './context.ts';

/** Nobody writes more. */
export const MAX_LENGTH = 2000;
const MAX_HOSTS = 100;

/** What such templates take from the inventory as a whole: no host sees it otherwise than the others. */
const SHARED: ReadonlySet<string> = new Set(['groups', 'hostvars', 'server_group', 'agent_group']);

/** What Ansible itself tells each host of it, whatever the inventory says. */
const OF_EACH_HOST = /^(?:inventory_hostname\w*|group_names|ansible_\w+)$/;

/** One stands for all where all see the same; `undefined` where there are too many. */
export function hostsToAsk(
  model: InventoryModel,
  template: Template,
  hosts: readonly string[],
): readonly (string | undefined)[] | undefined {
  const isShared = freeNames(template).every(
    ({ name }) => SHARED.has(name) || (!OF_EACH_HOST.test(name) && definitionsOf(model, name).length === 0),
  );
  if (isShared || hosts.length === 0) return [undefined];
  return hosts.length > MAX_HOSTS ? undefined : hosts;
}

export const scopesFor = (model: InventoryModel): ((host?: string) => EvaluationScope | undefined) =>
  createScopes(model, { others: 'unknown', defaults: roleDefaults(model) });

/** What a task on the host sees: there Ansible gives it its own name for an address, where it has no other. */
export const taskScope = (model: InventoryModel, host: string | undefined): EvaluationScope | undefined =>
  createScopes(model, {
    others: 'unknown',
    defaults: new Map([
      ...roleDefaults(model),
      ...(host === undefined ? [] : [['ansible_host', host] as const]),
    ]),
  })(host);

/** The roles know their own groups' names by default. */
export function roleDefaults(model: InventoryModel): ReadonlyMap<string, string> {
  const groups = clusterGroups(model);
  return new Map(
    groups
      ? [
          ['server_group', groups.server],
          ['agent_group', groups.agent],
        ]
      : [],
  );
}

export interface CountingTemplate extends EffectiveDefinition {
  readonly uri: string;
  readonly file: ModelFile;
  readonly string: VariableTemplate;
}

/** The templates of definitions that count for a host at all, without those that cannot be read. */
export function* countingTemplates({
  model,
  files,
}: InventoryContext): Generator<CountingTemplate, void, undefined> {
  for (const name of model.definitionsByName.keys())
    for (const { string, effective } of countingTemplatesOf(model, name)) {
      const { uri } = effective.definition;
      const file = files.get(uri);
      if (file) yield { ...effective, uri, file, string };
    }
}

interface Counting {
  readonly string: VariableTemplate;
  readonly effective: EffectiveDefinition;
}

const countingTemplatesOf = (model: InventoryModel, name: string): readonly Counting[] =>
  derived(model, `counting templates of ${name}`, () => {
    const strings = templatesOfVariable(model, name).filter(
      ({ problems, scalar }) => problems.length === 0 && scalar.text.length <= MAX_LENGTH,
    );
    if (strings.length === 0) return [];
    const effective = new Map(
      effectiveDefinitions(model, name).map((found) => [found.definition.keySpan, found]),
    );
    return strings.flatMap((string) => {
      const found = effective.get(string.definition.keySpan);
      return found ? [{ string, effective: found }] : [];
    });
  });
