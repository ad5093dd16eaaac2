// Names in templates that nothing defines: those that say that they are in a vault wherever they matter, and any others
// in what the roles read.

import { definitionsAt, scalarOf } from '../../ansible/model/definitions.ts';
import type { ModelFiles } from '../../ansible/model/model.ts';
import { secretKind } from '../../ansible/secrets/secretNames.ts';
import { mayBeDefinedElsewhere } from '../../ansible/templates/elsewhere.ts';
import { referencesInTemplate, type TemplateReference } from '../../ansible/templates/templateReferences.ts';
import { type TemplateShape, templatesOfVariable } from '../../ansible/templates/templates.ts';
import type { RuleContext } from '../../diagnostics/rule.ts';
import type { Template } from '../../jinja/ast.ts';
import { guardedParts, isGuardedBy } from '../../jinja/guards.ts';
import type { TemplateAsMeant } from '../../k3s/evaluation.ts';
import { isDefinedNowhere, isVaultName } from '../../k3s/nothingDefines.ts';
import { isOfRoles } from '../../k3s/schema/variableSchema.ts';
import { type Picked, pickFrom } from '../../query/picked.ts';
import { fold, query } from '../../query/query.ts';
import type { Span } from '../../text/span.ts';
import { isLeftOut } from './harm.ts';

/** A name of a template that neither the inventory nor anything else known defines. */
export interface Nowhere {
  /** In offsets of the template: the reference that leads to the name, if it is not the name itself. */
  readonly span: Span;
  readonly name: string;
}

/**
 * Where the value matters: Ansible or the roles read the variable, or its name is that of a secret; others may belong
 * to a role that installs a vault. Any other name is reported where the plays are known, or where the setting would be
 * lost silently.
 */
export function* namesNowhere(
  context: RuleContext,
  counting: TemplateAsMeant,
): Generator<Nowhere, void, undefined> {
  const { schema, plays } = context;
  const { template, definition } = counting.string;
  const variable = schema.variables.get(definition.name);
  const isRead = isOfRoles(schema, definition.name) && (areKnown(plays) || isLeftOut(variable, counting));
  const references = namesIn(template).filter(({ name }) => isRead || isVaultName(name));
  if (references.length === 0 || saysPassed(context, counting.uri)) return;
  const guarded = guardedParts(template);
  for (const reference of references) {
    const { name, span } = reference;
    const matters = schema.isKnown(definition.name) || /^(?:password|key)$/.test(secretKind(name) ?? '');
    if (!matters || isGuardedBy(guarded, reference)) continue;
    const missing = isRead ? missingBehind(context, name, MAX_STEPS) : nowhere(context, name);
    if (missing !== undefined) yield { span, name: missing };
  }
}

/** Whether a template of the shape may have such a name; it depends on its place, too. */
export function mayNameNothing(context: RuleContext, { variable: name, template }: TemplateShape): boolean {
  const isRead = isOfRoles(context.schema, name);
  return namesIn(template).some(
    (reference) =>
      (isRead && missingBehind(context, reference.name, MAX_STEPS) !== undefined) ||
      (isVaultName(reference.name) && nowhere(context, reference.name) !== undefined),
  );
}

/** Whether the plays that install are nearby, or in a collection: others may define anything. */
export const areKnown = ({ folders, elsewhere }: RuleContext['plays']): boolean =>
  folders.length > 0 || elsewhere !== undefined;

/** Chains of references are followed so far. */
const MAX_STEPS = 5;

const namesIn = (template: Template): readonly TemplateReference[] =>
  referencesInTemplate(template).filter(({ kind, of }) => kind === 'variable' && of === 'same');

const nowhere = (context: RuleContext, name: string): string | undefined =>
  isDefinedNowhere(context, name) ? name : undefined;

/** The undefined name that a variable refers to, whichever of its definitions counts. */
function missingBehind(context: RuleContext, name: string, steps: number): string | undefined {
  const { model, plays } = context;
  const definitions = definitionsAt(model, name);
  if (definitions.length === 0 || steps === 0) return nowhere(context, name);
  if (plays.perhaps.has(name) || plays.passed.has(name) || mayBeDefinedElsewhere(model, name))
    return undefined;
  const templates = new Map(
    templatesOfVariable(model, name).map(({ scalar, template }) => [scalar, template]),
  );
  const missing = definitions.map((definition) => {
    const scalar = scalarOf(definition);
    const template = scalar && templates.get(scalar);
    const guarded = template && guardedParts(template);
    for (const reference of template ? namesIn(template) : []) {
      const found =
        guarded && !isGuardedBy(guarded, reference) && missingBehind(context, reference.name, steps - 1);
      if (found) return found;
    }
    return undefined;
  });
  return missing.every((one) => one !== undefined) ? missing[0] : undefined;
}

/** A comment in the file says that something is passed on the command line. */
const saysPassed = query(
  (context: ModelFiles, uri: string): boolean => commentsOnPassing(context, uri).found.size > 0,
);

const commentsOnPassing = fold(
  (before: Picked<Span, true> | undefined, { files }: ModelFiles, uri: string): Picked<Span, true> => {
    const { source, document } = files.get(uri) ?? {};
    return pickFrom(before, document?.comments ?? [], ({ start, end }) =>
      PASSING.test(source?.slice(start, end) ?? '') ? true : undefined,
    );
  },
);

const PASSING = /(?:^|[\s`'"])(?:-e|--extra-vars)(?:[\s`'".,;)]|$)/;
