// A model as plain data, spans as numbers, so that two models can be compared.
import type {
  InventoryModel,
  Location,
  VariableDefinition,
} from '../../server/src/core/ansible/model/model.ts';

const at = ({ uri, span }: Location): string => `${uri}:${span.start}-${span.end}`;

const definition = ({ name, owner, tier, folder, keySpan, value, ...place }: VariableDefinition): string =>
  `${name} ${owner.kind} ${owner.name} ${tier} ${folder ?? ''} ${at(place)} ${keySpan.start} ${value?.span.start} ${value?.kind === 'scalar' ? value.text : value?.kind}`;

const lists = (map: ReadonlyMap<string, readonly VariableDefinition[]>): readonly string[] =>
  [...map].map(([key, list]) => `${key}: ${list.map(definition).join(' | ')}`).sort();

export const dumpModel = (model: InventoryModel): readonly string[] => [
  ...[...model.groups.values()].map(
    ({ name, children, parents, hosts, priority, depth, locations }) =>
      `group ${name} [${children}] [${parents}] [${hosts}] ${priority} ${depth} ${locations.map(at)}`,
  ),
  ...[...model.hosts.values()].map(
    ({ name, groups, locations }) => `host ${name} [${groups}] ${locations.map(at)}`,
  ),
  ...model.definitions.map(definition),
  ...lists(model.definitionsByName),
  ...lists(model.definitionsOfGroups),
  ...lists(model.definitionsOfHosts),
  ...model.problems.map((problem) => `${problem.code} ${at(problem)} ${problem.subject}`),
  ...model.unknowns.map(({ uri, reason, span }) => `${uri} ${reason} ${span?.start}`),
];
