// What must not be shown of a value. Decided by names and forms; nothing is decrypted.
import type { VariableSchema } from '../schema/variableSchema.ts';
import type { PythonValue } from './pythonJson.ts';

/** What stands in place of a secret. */
export const HIDDEN = '«secret»';

const SECRET_NAME = /pass(?:word|phrase|wd)?(?:$|_)|token|secret|credential|(?:private|api|access)_?key$/i;
/** Credentials in an address, and lines such as `password: …` in a text. */
const SECRET_TEXT =
  /:\/\/[^\s/@:]*:[^\s/@]*@|^[^\S\n]*[-\w]*(?:passw|token|secret)[-\w]*["']?[^\S\n]*[:=]|--(?:agent-)?token[ =]/im;
/** Anything that might be one, where a secret is to be expected. */
const SUSPICIOUS_TEXT = /pass|token|secret|credential|key|auth|:\/\/\S*@/i;
/** Says where a secret is, not what it is. */
const REFERENCE = /^\s*\{\{-?\s*[A-Za-z_]\w*\s*-?\}\}\s*$/;

/** The value of a variable with every secret in it replaced. The schema knows; of other variables, the name tells. */
export function withoutSecrets(schema: VariableSchema, name: string, value: PythonValue): PythonValue {
  if (value === null || isReference(value)) return value;
  const known = schema.variables.get(name);
  if (known ? known.secret === 'value' : SECRET_NAME.test(name)) return HIDDEN;
  return hideParts(value, known?.secret === 'parts' ? SUSPICIOUS_TEXT : SECRET_TEXT);
}

const isReference = (value: PythonValue): boolean => typeof value === 'string' && REFERENCE.test(value);

function hideParts(value: PythonValue, secret: RegExp): PythonValue {
  if (typeof value === 'string') return secret.test(value) ? HIDDEN : value;
  if (Array.isArray(value)) return value.map((item) => hideParts(item, secret));
  if (!(value instanceof Map)) return value;
  if (value.has('__ansible_vault')) return HIDDEN;
  return new Map(
    [...value].map(([key, item]) => {
      const isSecret = typeof key === 'string' && (SECRET_NAME.test(key) || secret.test(key));
      const isShown = !isSecret || item === null || isReference(item);
      return [key, isShown ? hideParts(item, secret) : HIDDEN];
    }),
  );
}
