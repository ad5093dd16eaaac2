// What the rules about `api_endpoint` share: its definitions, their templates, and the fixes that rewrite them.
import { derived } from '../../inventory/derived.ts';
import type { InventoryModel, Location, VariableDefinition } from '../../inventory/model.ts';
import type { Template } from '../../jinja/ast.ts';
import { parseTemplate } from '../../jinja/parse.ts';
import type { JinjaProblem } from '../../jinja/problem.ts';
import { endpointExpression } from '../../schema/endpointExpression.ts';
import { msg } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import { applyEdits, type TextEdit } from '../../text/textEdit.ts';
import { doubleQuoted, setValueEdit } from '../../yaml/edits.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import type { Fix, ModelFile, RuleContext } from '../rule.ts';
import { clusterDefinitions, clusterHosts, definitionsFor } from './cluster.ts';
import { clusterGroups } from './clusterGroups.ts';
import { scalarOf, templateOf } from './definitions.ts';
import { endpointValue } from './endpointValue.ts';
import { mayHaveUnknownGroups } from './refusal.ts';
import { editsInFile, lineOf, spanInFile } from './spanInFile.ts';
import type { UndefinedPart } from './undefinedPart.ts';

export const ENDPOINT = 'api_endpoint';

/** A definition of `api_endpoint` whose value is one text. */
export interface Endpoint {
  readonly definition: VariableDefinition;
  readonly file: ModelFile;
  readonly scalar: YamlScalar;
  /** Hosts of the cluster it counts for; none while the cluster has no host. */
  readonly hosts: readonly string[];
}

/** The definitions that count for a host; while there is none, all of them. */
export const clusterEndpoints = (context: RuleContext): readonly Endpoint[] =>
  derived(context.model, 'api_endpoint of the cluster', () => findEndpoints(context));

function findEndpoints({ model, files }: RuleContext): readonly Endpoint[] {
  const hosts = clusterHosts(model).all;
  const found =
    hosts.length > 0
      ? definitionsFor(model, hosts, ENDPOINT).effective
      : clusterDefinitions(model, (name) => name === ENDPOINT).map((definition) => ({ definition, hosts }));
  return found.flatMap(({ definition, hosts }) => {
    const [file, scalar] = [files.get(definition.uri), scalarOf(definition)];
    return file && scalar ? [{ definition, file, scalar, hosts }] : [];
  });
}

export interface EndpointTemplate extends Endpoint {
  readonly template: Template;
  readonly problems: readonly JinjaProblem[];
}

export const endpointTemplates = (context: RuleContext): readonly EndpointTemplate[] =>
  derived(context.model, 'api_endpoint of the cluster as templates', () =>
    clusterEndpoints(context).flatMap((endpoint) =>
      templateOf(endpoint.definition) ? [{ ...endpoint, ...parseTemplate(endpoint.scalar.text) }] : [],
    ),
  );

/** Templates with what they give, as far as it is known. */
export const evaluatedEndpoints = (context: RuleContext) =>
  derived(context.model, 'what api_endpoint of the cluster gives', () =>
    endpointTemplates(context).map((endpoint) => ({
      endpoint,
      value: endpointValue(endpoint.scalar.text, context.model, endpoint.hosts),
    })),
  );

type TroubleOf<Code extends UndefinedPart['code']> = Extract<UndefinedPart, { code: Code }>;

/** Templates that have no value for this reason, as far as groups and hosts are known. */
export function* troubledEndpoints<Code extends UndefinedPart['code']>(context: RuleContext, code: Code) {
  if (mayHaveUnknownGroups(context)) return;
  for (const { endpoint, value } of evaluatedEndpoints(context)) {
    if (value.kind !== 'trouble' || value.trouble.code !== code) continue;
    yield { endpoint, trouble: value.trouble as TroubleOf<Code> };
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

export const canonicalFix = (
  { model }: RuleContext,
  { definition, file }: Omit<Endpoint, 'scalar' | 'hosts'>,
): Fix => ({
  title: msg('Use the address of the first server'),
  safety: 'unsafe',
  edits: () => [setValueEdit(file.source, definition, doubleQuoted(canonicalEndpoint(model)))],
});

/**
 * The fix, if the text it leads to has a value; edits are in offsets of the endpoint's text. Otherwise the whole
 * value is replaced.
 */
export function fixOrReplace(
  context: RuleContext,
  endpoint: Endpoint,
  fix: Omit<Fix, 'edits'>,
  edits: readonly TextEdit[],
): readonly Fix[] {
  const text = applyEdits(endpoint.scalar.text, edits);
  const isGood =
    edits.length > 0 &&
    parseTemplate(text).problems.length === 0 &&
    endpointValue(text, context.model, endpoint.hosts).kind !== 'trouble';
  const replacement = text === canonicalEndpoint(context.model) ? [] : [canonicalFix(context, endpoint)];
  if (!isGood) return [canonicalFix(context, endpoint)];
  return [{ ...fix, edits: () => editsInFile(endpoint.file.source, endpoint.scalar, edits) }, ...replacement];
}
