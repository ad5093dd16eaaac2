// Which parts of a value must not be shown. Decided by names and shapes; nothing is decrypted.
import { HIDDEN, holdsSecret, isReference } from '../secrets/hiddenTexts.ts';
import { mayNameSecret } from '../secrets/secretNames.ts';
import type { PythonValue } from './pythonJson.ts';

/** Which variables are secret: as a whole (`value`), or in parts of their text or entries (`parts`). */
export interface SecretPolicy {
  /** The user has asked for secrets: those that are not encrypted are shown. */
  readonly showsAll?: boolean;
  readonly variables: ReadonlyMap<string, { readonly secret?: 'value' | 'parts' }>;
}

/** A copy of the context for a user who has asked for secrets; other users of the context keep theirs. */
export const showingSecrets = <C extends { readonly schema: SecretPolicy }>(context: C): C => ({
  ...context,
  schema: { ...context.schema, showsAll: true },
});

/** A reference is harmless as it is written, and shows the secret once it is evaluated. */
type Way = 'written' | 'evaluated';

/** Whether the whole value is secret. For variables that the schema does not know, the name decides. */
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
  value === null || value === '' || (way === 'written' && typeof value === 'string' && isReference(value));

/**
 * Replaces what must not be shown. A key that names a secret hides all below it, unless the value says nothing about
 * it.
 */
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
