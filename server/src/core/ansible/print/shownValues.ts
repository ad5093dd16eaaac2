// Values of templates on the hosts of an inventory, fit to be shown: whatever depends on a secret is unknown.
import { type Evaluation, evaluateTemplate, type Value } from '../../jinja/evaluate.ts';
import { msg } from '../../text/message.ts';
import type { InventoryModel } from '../model/model.ts';
import { HIDDEN } from '../secrets/hiddenTexts.ts';
import { bareSecretName } from '../templates/bareName.ts';
import { createScopes, type ScopeOptions } from '../templates/scope.ts';
import { type PythonValue, printPythonJson } from './pythonJson.ts';
import { type SecretPolicy, withoutSecrets } from './secrets.ts';

/**
 * The value of a text on a host; `undefined` for a host that the inventory does not have. Without a host: the value
 * that all of them see. `name` is the variable whose value the text is, if any. Common parts are computed once for all
 * questions.
 */
export type ShowTemplate = (host: string | undefined, text: string, name?: string) => Evaluation | undefined;

/**
 * A function that evaluates templates for people to see. Which variables are secret is handed in, because this room
 * knows no product.
 */
export function createShownValues(
  model: InventoryModel,
  schema: SecretPolicy,
  options: Omit<ScopeOptions, 'secretsOf'>,
): ShowTemplate {
  const scopes = createScopes(model, { ...options, secretsOf: schema });
  const isShown = (name: string, value: PythonValue): boolean =>
    !printPythonJson(withoutSecrets(schema, name, value, 'evaluated')).includes(HIDDEN);
  return (host, text, name = '') => {
    const scope = scopes(host);
    if (!scope) return undefined;
    const result = evaluateTemplate(text, scope);
    // Of a secret not even an error is shown: its message may contain parts of the text.
    const isFit = result.known
      ? isShown(name, plainValue(result.value))
      : bareSecretName(text) !== undefined || isShown(name, '?');
    return isFit ? result : { known: false, reason: msg('secret'), isSecret: true };
  };
}

/** The value as the loader would give it. Values that cannot be printed are dropped before. */
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
