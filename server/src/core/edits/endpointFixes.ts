// Fixes that rewrite `api_endpoint`.
import type { Fix } from '../diagnostics/rule.ts';
import { parseTemplate } from '../jinja/parse.ts';
import { balancerGroup } from '../k3s/clusterGroups.ts';
import type { InventoryContext } from '../k3s/context.ts';
import { canonicalEndpoint, type Endpoint, type EndpointTemplate } from '../k3s/endpoint.ts';
import { endpointValue } from '../k3s/endpointValue.ts';
import { endpointExpression } from '../k3s/schema/endpointExpression.ts';
import { msg } from '../text/message.ts';
import { applyEdits, type TextEdit } from '../text/textEdit.ts';
import { doubleQuoted, setValueEdit } from '../yaml/edits.ts';
import { editsInFile } from '../yaml/spanInFile.ts';

/** The expression of the sample inventory, for the group of servers that this inventory has. */
export const canonicalFix = (
  { model }: InventoryContext,
  { definition, file }: Omit<Endpoint, 'scalar' | 'hosts'>,
): Fix => ({
  title: msg('Use the address of the first server'),
  safety: 'unsafe',
  edits: () => [setValueEdit(file.source, definition, doubleQuoted(canonicalEndpoint(model)))],
});

/** Addresses that all nodes could dial: that of a load balancer first, where the inventory has one. */
export function addressFixes(
  context: InventoryContext,
  endpoint: Omit<Endpoint, 'scalar' | 'hosts'>,
): readonly Fix[] {
  const balancer = balancerFix(context, endpoint);
  return [...(balancer ? [balancer] : []), canonicalFix(context, endpoint)];
}

/** `undefined` where no group of the inventory looks like a load balancer ({@link balancerGroup}). */
export function balancerFix(
  { model }: InventoryContext,
  { definition, file }: Omit<Endpoint, 'scalar' | 'hosts'>,
): Fix | undefined {
  const group = balancerGroup(model);
  if (group === undefined) return undefined;
  return {
    title: msg('Use the address of the load balancer, the first host of “{0}”', group),
    safety: 'unsafe',
    edits: () => [setValueEdit(file.source, definition, doubleQuoted(endpointExpression(group)))],
  };
}

/**
 * The fix, if the resulting text has a value; otherwise one that replaces the whole value. Edits are in offsets of the
 * text that was read.
 */
export function fixOrReplace(
  context: InventoryContext,
  endpoint: EndpointTemplate,
  fix: Omit<Fix, 'edits'>,
  edits: readonly TextEdit[],
): readonly Fix[] {
  const text = applyEdits(endpoint.text, edits);
  const isGood =
    edits.length > 0 &&
    parseTemplate(text).problems.length === 0 &&
    endpointValue(text, context.model, endpoint.hosts).kind !== 'problem';
  const replacement = text === canonicalEndpoint(context.model) ? [] : [canonicalFix(context, endpoint)];
  if (!isGood) return [canonicalFix(context, endpoint)];
  const { file, scalar, written } = endpoint;
  const own = edits.map(({ span, newText }) => ({ span: written(span), newText }));
  return [{ ...fix, edits: () => editsInFile(file.source, scalar, own) }, ...replacement];
}
