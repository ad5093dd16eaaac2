// What a template gives on a host of the inventory, as `ansible -m debug` would print it. Shows no secret.
import { type PythonValue, printPythonJson } from '../inventory/pythonJson.ts';
import { createScopes } from '../inventory/scope.ts';
import { HIDDEN, withoutSecrets } from '../inventory/secrets.ts';
import { evaluateTemplate, printJson, printValue, type Value } from '../jinja/evaluate.ts';
import { type Message, msg } from '../text/message.ts';
import type { InventoryContext } from '../workspace/context.ts';

export type Rendering =
  /** `json` is the value as Python prints it; `text` the same for people. */
  | { readonly known: true; readonly json: string; readonly text: string }
  | { readonly known: false; readonly reason: Message };

/** `undefined` where the inventory has no such host. */
export function renderTemplate(
  { model, schema }: InventoryContext,
  host: string,
  template: string,
  playbookFolder?: string,
): Rendering | undefined {
  const hides = (name: string, value: PythonValue): boolean =>
    printPythonJson(withoutSecrets(schema, name, value)).includes(HIDDEN) || isSecretName(name, value);
  // A reference says where a secret is; evaluated, it would be the secret.
  const isSecretName = (name: string, value: PythonValue): boolean =>
    value !== null && value !== '' && withoutSecrets(schema, name, 'x') === HIDDEN;
  const scope = createScopes(model, {
    others: 'undefined',
    isSecret: hides,
    ...(playbookFolder !== undefined && { playbookFolder }),
  })(host);
  if (!scope) return undefined;
  const result = evaluateTemplate(template, scope);
  if (!result.known)
    return {
      known: false,
      reason: 'error' in result ? msg('Ansible fails here: {0}', result.error) : result.reason,
    };
  if (hides('', plainValue(result.value))) return { known: false, reason: msg('secret') };
  return { known: true, json: printJson(result.value), text: printValue(result.value) };
}

/** The value as the loader would hold it. What cannot be printed never gets here. */
function plainValue(value: Value): PythonValue {
  if (typeof value !== 'object' || value === null) return value;
  switch (value.kind) {
    case 'float':
      return { float: value.value };
    case 'list':
    case 'tuple':
      return value.items.map(plainValue);
    case 'dict':
      return new Map([...value.entries].map(([key, item]) => [key, plainValue(item)]));
    case 'native':
      return value.text;
    default:
      return null;
  }
}
