// What must not be shown of a value. Decided by names and forms; nothing is decrypted.
import { holdsSecret } from '../secrets/hiddenTexts.ts';
import { mayNameSecret } from '../secrets/secretNames.ts';
import type { PythonValue } from './pythonJson.ts';

/** Which variables are secret: as a whole (`value`), or in parts of their text or entries (`parts`). */
export interface SecretPolicy {
  /** Somebody has asked for what is secret: what is not encrypted is shown. */
  readonly showsAll?: boolean;
  readonly variables: ReadonlyMap<string, { readonly secret?: 'value' | 'parts' }>;
}

/** The same surroundings for somebody who has asked for what is secret; others keep theirs. */
export const showingSecrets = <C extends { readonly schema: SecretPolicy }>(context: C): C => ({
  ...context,
  schema: { ...context.schema, showsAll: true },
});

/** What stands in place of a secret. */
export const HIDDEN = '«secret»';

/** Says where a secret is, not what it is. */
const REFERENCE = /^\s*\{\{-?\s*[A-Za-z_]\w*\s*-?\}\}\s*$/;

/** A reference shows nothing as it is written, and everything once it is evaluated. */
type Way = 'written' | 'evaluated';

/** Whether all of the value is secret. The schema knows; of other variables, the name tells. */
export function isSecretVariable({ variables }: Pick<SecretPolicy, 'variables'>, name: string): boolean {
  const known = variables.get(name);
  return known ? known.secret === 'value' : mayNameSecret(name);
}

/** The value of a variable with every secret in it replaced. */
export function withoutSecrets(
  schema: SecretPolicy,
  name: string,
  value: PythonValue,
  way: Way = 'written',
): PythonValue {
  if (schema.showsAll || tellsNothing(value, way)) return value;
  if (isSecretVariable(schema, name)) return HIDDEN;
  return hideParts(value, way);
}

const tellsNothing = (value: PythonValue, way: Way): boolean =>
  value === null || value === '' || (way === 'written' && isReference(value));

const isReference = (value: PythonValue): boolean => typeof value === 'string' && REFERENCE.test(value);

function hideParts(value: PythonValue, way: Way): PythonValue {
  if (typeof value === 'string') return holdsSecret(value) ? HIDDEN : value;
  if (Array.isArray(value)) return value.map((item) => hideParts(item, way));
  if (!(value instanceof Map)) return value;
  if (value.has('__ansible_vault')) return HIDDEN;
  return new Map(
    [...value].map(([key, item]) => {
      const isSecret = typeof key === 'string' && (mayNameSecret(key) || holdsSecret(key));
      const isShown = !isSecret || tellsNothing(item, way);
      return [key, isShown ? hideParts(item, way) : HIDDEN];
    }),
  );
}
