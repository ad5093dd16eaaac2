// What a template gives on a host of the inventory, as `ansible -m debug` would print it. Shows no secret.
import { createShownValues } from '../../ansible/print/shownValues.ts';
import { printJson, printValue } from '../../jinja/evaluate.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { type Message, msg } from '../../text/message.ts';

/** The value of a template, or why it is not known. */
export type Rendering =
  /** `json` is the value as Python prints it; `text` the same for people. */
  | { readonly known: true; readonly json: string; readonly text: string }
  | { readonly known: false; readonly reason: Message; readonly isSecret?: true };

/** `undefined` where the inventory has no such host. */
export function renderTemplate(
  { model, schema }: InventoryContext,
  host: string,
  template: string,
  playbookFolder?: string,
): Rendering | undefined {
  const result = createShownValues(model, schema, {
    others: 'undefined',
    ...(playbookFolder !== undefined && { playbookFolder }),
  })(host, template);
  if (!result) return undefined;
  if (result.known) return { known: true, json: printJson(result.value), text: printValue(result.value) };
  if ('error' in result) return { known: false, reason: msg('Ansible fails here: {0}', result.error) };
  return { known: false, reason: result.reason, ...(result.isSecret && { isSecret: true }) };
}
