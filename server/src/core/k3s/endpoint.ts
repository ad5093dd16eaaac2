// Shared by the rules about `api_endpoint`: its definitions, and their templates.

import { literalOf, scalarOf, templateOf } from '../ansible/model/definitions.ts';
import type { InventoryModel, Location, ModelFile, VariableDefinition } from '../ansible/model/model.ts';
import { mayHaveUnknownGroups } from '../ansible/model/refusal.ts';
import type { Template } from '../jinja/ast.ts';
import { parseTemplate } from '../jinja/parse.ts';
import type { JinjaProblem } from '../jinja/problem.ts';
import { query } from '../query/query.ts';
import type { Span } from '../text/span.ts';
import { lineOf, spanInFile } from '../yaml/spanInFile.ts';
import type { YamlScalar } from '../yaml/tree.ts';
import { clusterDefinitions, clusterHosts, definitionsFor, takenFrom } from './cluster.ts';
import { clusterGroups } from './clusterGroups.ts';
import type { InventoryContext } from './context.ts';
import { endpointValue } from './endpointValue.ts';
import { repairOptionsFor } from './evaluation.ts';
import { type RepairedTemplate, repairTemplate } from './repairTemplate.ts';
import { endpointExpression } from './schema/endpointExpression.ts';
import type { UndefinedPart } from './undefinedPart.ts';

/** The variable with the address under which agents and further servers reach the first one. */
export const ENDPOINT = 'api_endpoint';

/** A definition of `api_endpoint` whose value is one text. */
export interface Endpoint {
  readonly definition: VariableDefinition;
  readonly file: ModelFile;
  readonly scalar: YamlScalar;
  /** Hosts of the cluster it counts for; none while the cluster has no host. */
  readonly hosts: readonly string[];
  /** The definition of `api_endpoint` that refers to this one, where the value is that of another variable. */
  readonly takenBy?: VariableDefinition;
}

/** The definitions that count for a host; while there is none, all of them. */
export const clusterEndpoints = query(({ model, files }: InventoryContext): readonly Endpoint[] => {
  const hosts = clusterHosts(model).all;
  const found =
    hosts.length > 0
      ? definitionsFor(model, hosts, ENDPOINT).effective
      : clusterDefinitions(model, (name) => name === ENDPOINT).map((definition) => ({ definition, hosts }));
  return found.flatMap(({ definition, hosts }) => {
    const [file, scalar] = [files.get(definition.uri), scalarOf(definition)];
    return file && scalar ? [{ definition, file, scalar, hosts }] : [];
  });
});

/** The definitions, and those of the variables that they refer to. */
export const endpointTexts = query((context: InventoryContext): readonly Endpoint[] =>
  clusterEndpoints(context).flatMap((endpoint) => [endpoint, ...textsTakenBy(context, endpoint)]),
);

const textsTakenBy = ({ model, files }: InventoryContext, { definition: takenBy, hosts }: Endpoint) =>
  takenFrom(model, takenBy).flatMap((definition): readonly Endpoint[] => {
    const [file, scalar] = [files.get(definition.uri), literalOf(definition)];
    return file && scalar ? [{ definition, file, scalar, hosts, takenBy }] : [];
  });

/** A definition whose value is a template, read so far that rules can look into it even where Jinja2 refuses it. */
export interface EndpointTemplate extends Endpoint {
  /** The template as it was most likely meant, where it is broken. */
  readonly template: Template;
  /** The text that the template was parsed from. */
  readonly text: string;
  /** From offsets of that text to offsets of what is written. */
  readonly written: RepairedTemplate['written'];
  /** The problems of the text as written. */
  readonly problems: readonly JinjaProblem[];
}

/** The definitions with templates; literal addresses are left out, because other rules judge those. */
export const endpointTemplates = query((context: InventoryContext): readonly EndpointTemplate[] =>
  clusterEndpoints(context).flatMap((endpoint) =>
    templateOf(endpoint.definition) ? [readEndpoint(context, endpoint)] : [],
  ),
);

function readEndpoint(context: InventoryContext, endpoint: Endpoint): EndpointTemplate {
  const { text } = endpoint.scalar;
  const { template, problems } = parseTemplate(text);
  const asWritten = { template, text, written: (span: Span) => span };
  const repaired = repairTemplate(text, repairOptionsFor(context, endpoint.hosts[0]));
  return { ...endpoint, ...asWritten, ...repaired, problems };
}

/** Templates with their values, as far as these are known. */
export const evaluatedEndpoints = query((context: InventoryContext) =>
  endpointTemplates(context).map((endpoint) => ({
    endpoint,
    value: endpointValue(endpoint.text, context.model, endpoint.hosts),
  })),
);

type ProblemOf<Code extends UndefinedPart['code']> = Extract<UndefinedPart, { code: Code }>;

/** Templates that have no value for this reason, as far as groups and hosts are known. */
export function* endpointsWithProblem<Code extends UndefinedPart['code']>(
  context: InventoryContext,
  code: Code,
) {
  if (mayHaveUnknownGroups(context)) return;
  for (const { endpoint, value } of evaluatedEndpoints(context)) {
    if (value.kind !== 'problem' || value.problem.code !== code) continue;
    yield { endpoint, problem: value.problem as ProblemOf<Code> };
  }
}

/** The expression of the sample inventory, for the group that holds the servers here. */
export const canonicalEndpoint = (model: InventoryModel): string =>
  endpointExpression(clusterGroups(model)?.server);

/** Where a span of the endpoint's text stands in its file, cut to one line. */
export const placeIn = ({ definition, file, scalar }: Endpoint, span: Span): Location => ({
  uri: definition.uri,
  span: lineOf(file.source, spanInFile(file.source, scalar, span)),
});

/** The same for a span of the text that the template was read from. */
export const placeRead = (endpoint: EndpointTemplate, span: Span): Location =>
  placeIn(endpoint, endpoint.written(span));
