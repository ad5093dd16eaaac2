// Variables that the inventory defines for some hosts only, and that a value needs on others, too.
import { templateOf } from '../../ansible/model/definitions.ts';
import type { InventoryModel } from '../../ansible/model/model.ts';
import { effectiveVariable } from '../../ansible/model/queries.ts';
import { referencesInTemplate, type TemplateReference } from '../../ansible/templates/templateReferences.ts';
import { type EvaluationScope, evaluateTemplate } from '../../jinja/evaluate.ts';
import { parseTemplate } from '../../jinja/parse.ts';
import { effectiveDefinitions } from '../../k3s/cluster.ts';
import { isInside } from '../../text/span.ts';

/** A variable that some hosts lack, though a template for them needs it. */
export interface Gap {
  /** The reference in the template itself; the missing variable may be further along. */
  readonly reference: TemplateReference;
  /** The variable that the host lacks. */
  readonly name: string;
  /** The host that would have to have it. */
  readonly host: string | undefined;
}

/** Chains of references are followed so far. */
const MAX_STEPS = 10;

/** What the text lacks on a host, with a scope in which such variables are undefined. */
export function findGap(model: InventoryModel, text: string, scope: EvaluationScope): Gap | undefined {
  let reference: TemplateReference | undefined;
  let current = text;
  for (let step = 0; step < MAX_STEPS; step++) {
    const found = undefinedReference(current, scope);
    if (!found || effectiveDefinitions(model, found.name).length === 0) return undefined;
    reference ??= found;
    const own = found.of === 'same' ? effectiveVariable(model, scope.host, found.name) : undefined;
    const next = own && templateOf(own.definition)?.text;
    if (own && next === undefined) return undefined;
    if (next === undefined) return { reference, name: found.name, host: hostOf(found, scope) };
    current = next;
  }
  return undefined;
}

const hostOf = ({ of }: TemplateReference, scope: EvaluationScope): string | undefined =>
  of === 'same' ? scope.host : typeof of === 'object' && 'host' in of ? of.host : undefined;

/** The undefined name because of which the text has no value. */
function undefinedReference(text: string, scope: EvaluationScope): TemplateReference | undefined {
  const result = evaluateTemplate(text, scope);
  if (result.known || !('error' in result) || result.failure !== 'undefined') return undefined;
  return referencesInTemplate(parseTemplate(text).template).findLast(
    ({ kind, span }) => kind === 'variable' && isInside(span, result.span),
  );
}
