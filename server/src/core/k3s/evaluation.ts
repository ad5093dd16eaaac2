// How rules evaluate templates: on the hosts for which they count, and only as far as nothing outside the inventory may
// change the result. A name that the inventory does not define is unknown, not wrong: a play or a role may define it.

import type { InventoryModel, ModelFile } from '../ansible/model/model.ts';
import { definitionsOf } from '../ansible/model/queries.ts';
import { createScopes } from '../ansible/templates/scope.ts';
import {
  ofShapes,
  type TemplateShape,
  templatesOfVariable,
  type VariableTemplate,
} from '../ansible/templates/templates.ts';
import type { Template } from '../jinja/ast.ts';
import { type EvaluationScope, evaluateExpression, evaluateTemplate } from '../jinja/evaluate.ts';
import { freeNames } from '../jinja/freeNames.ts';
import { type ParsedTemplate, parseTemplate } from '../jinja/parse.ts';
import { perItem, query } from '../query/query.ts';
import type { Span } from '../text/span.ts';
import type { YamlScalar } from '../yaml/tree.ts';
import { type EffectiveDefinition, effectiveDefinitions } from './cluster.ts';
import { clusterGroups } from './clusterGroups.ts';
import type { InventoryContext } from './context.ts';
import { pluginUses, unknownPlugin } from './pluginNames.ts';
import { type RepairedTemplate, type RepairOptions, repairTemplate } from './repairTemplate.ts';
import { findUndefinedPart, isOfForm } from './undefinedPart.ts';

/** Longer templates are not evaluated. */
export const MAX_LENGTH = 2000;
/**
 * With more hosts than this, a template that may differ among them is not evaluated, and counts as unknown:
 * otherwise, each edit would take longer with every node.
 */
export const MAX_HOSTS = 100;

/** Variables that have the same value on every host. */
const SHARED: ReadonlySet<string> = new Set(['groups', 'hostvars', 'server_group', 'agent_group']);

/** Variables that Ansible sets for each host, whatever the inventory contains. */
const OF_EACH_HOST = /^(?:inventory_hostname\w*|inventory_dir|inventory_file|group_names|ansible_\w+)$/;

/** The names that a template does not set itself. */
export const freeNamesOf = perItem(freeNames);

/** One host stands for all where all see the same; `undefined` where there are too many. */
export function hostsToAsk(
  model: InventoryModel,
  template: Template,
  hosts: readonly string[],
): readonly (string | undefined)[] | undefined {
  const isShared = freeNamesOf(template).every(
    ({ name }) => SHARED.has(name) || (!OF_EACH_HOST.test(name) && definitionsOf(model, name).length === 0),
  );
  if (isShared || hosts.length === 0) return [undefined];
  return hosts.length > MAX_HOSTS ? undefined : hosts;
}

/** The variables as rules see them: what the inventory does not say is unknown, and defaults of the roles count. */
export const scopesFor = (model: InventoryModel): ((host?: string) => EvaluationScope | undefined) =>
  createScopes(model, { others: 'unknown', presumes: true, isCautious: true, defaults: roleDefaults(model) });

/** The same for ansible-core 2.19 and newer. */
export const taggedScopesFor = (model: InventoryModel): ((host?: string) => EvaluationScope | undefined) =>
  createScopes(model, {
    others: 'unknown',
    presumes: true,
    defaults: roleDefaults(model),
    dialect: 'tagged',
  });

/** The same for ansible-core 2.18 and older, where nothing sets `jinja2_native`. */
export const olderScopesFor = (model: InventoryModel): ((host?: string) => EvaluationScope | undefined) =>
  createScopes(model, {
    others: 'unknown',
    presumes: true,
    isCautious: true,
    defaults: roleDefaults(model),
    dialect: 'text',
  });

/**
 * The same, except that names which the inventory defines for other hosts only are undefined: it is unlikely that they
 * are defined elsewhere for these.
 */
export const gapScopeFor = (model: InventoryModel, host: string | undefined): EvaluationScope | undefined =>
  createScopes(model, {
    others: 'gaps',
    presumes: true,
    isCautious: true,
    defaults: roleDefaults(model),
  })(host);

/** The defaults that roles have for the names of their groups. */
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

/** A template that counts for at least one node, ready to be evaluated there. */
export interface CountingTemplate extends EffectiveDefinition {
  readonly uri: string;
  readonly file: ModelFile;
  readonly string: VariableTemplate;
}

/** Whether a rule has anything to say about the templates of a shape, wherever they stand. */
type Wanted = (shape: TemplateShape) => boolean;

/** The templates that count for at least one host, without those that cannot be parsed. */
export const countingTemplates = (context: InventoryContext, isWanted: Wanted): Iterable<CountingTemplate> =>
  ofShapes(
    context.model,
    (shape) => isRead(shape) && shape.problems.length === 0 && isWanted(shape),
    (name) => countingTemplatesOf(context, name),
    ({ string }) => string.scalar,
  );

const isRead: Wanted = ({ text }) => text.length <= MAX_LENGTH;

/** A template as it was most likely meant: text and tree are the repaired ones, the place is where it is written. */
export interface TemplateAsMeant extends CountingTemplate {
  readonly scalar: YamlScalar;
  readonly written: RepairedTemplate['written'];
}

/** Those of the wanted shapes, and all that Ansible refuses, which are repaired where possible. */
export const templatesAsMeant = (context: InventoryContext, isWanted: Wanted): Iterable<TemplateAsMeant> =>
  ofShapes(
    context.model,
    (shape) => isRead(shape) && (isWanted(shape) || !isRight(shape)),
    (name) => templatesAsMeantOf(context, name),
    ({ scalar }) => scalar,
  );

const templatesAsMeantOf = query((context: InventoryContext, name: string): readonly TemplateAsMeant[] =>
  countingTemplatesOf(context, name).flatMap((counting) => {
    const { scalar } = counting.string;
    if (isRight(counting.string)) return [{ ...counting, scalar, written: asWritten }];
    const repaired = repairTemplate(scalar.text, repairOptionsFor(context, counting.hosts[0]));
    if (!repaired) return [];
    const { text, template, written } = repaired;
    const string = { ...counting.string, template, problems: [], scalar: { ...scalar, text } };
    return [{ ...counting, string, scalar, written }];
  }),
);

/** Nothing is to be repaired. */
const isRight = ({ template, problems }: ParsedTemplate): boolean =>
  problems.length === 0 && !usesUnknownPlugin(template);

const usesUnknownPlugin = perItem((template: Template) => pluginUses(template).some(unknownPlugin));

const asWritten = (span: Span): Span => span;

/** A text is the best result; a sure failure is the worst, unless a rule of its own reports it. */
export function repairOptionsFor(
  { model, ownPlugins }: Pick<InventoryContext, 'model' | 'ownPlugins'>,
  host: string | undefined,
): RepairOptions {
  const scope = scopesFor(model)(host);
  const score = (text: string): number => {
    const result = scope && evaluateTemplate(text, scope);
    if (result?.known) return typeof result.value === 'string' ? 3 : 2;
    if (!scope || !result || !('error' in result)) return 1;
    const { template } = parseTemplate(text);
    const part = findUndefinedPart(template, result.span, (node) => evaluateExpression(node, scope));
    return part && !isOfForm(part) ? 0 : -1;
  };
  return { score, ownPlugins };
}

/** Of one variable. */
const countingTemplatesOf = query(
  ({ model, files }: InventoryContext, name: string): readonly CountingTemplate[] => {
    const strings = templatesOfVariable(model, name).filter(({ scalar }) => scalar.text.length <= MAX_LENGTH);
    if (strings.length === 0) return [];
    const effective = new Map(
      effectiveDefinitions(model, name).map((found) => [found.definition.keySpan, found]),
    );
    return strings.flatMap((string) => {
      const found = effective.get(string.definition.keySpan);
      const file = found && files.get(found.definition.uri);
      return found && file ? [{ ...found, uri: found.definition.uri, file, string }] : [];
    });
  },
);
