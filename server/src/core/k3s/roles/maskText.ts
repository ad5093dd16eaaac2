// Masks the secrets in a text, part by part, so that the rest of a configuration stays readable and valid.

import { holdsSecret } from '../../ansible/secrets/hiddenTexts.ts';
import { mayNameSecret } from '../../ansible/secrets/secretNames.ts';
import { shapedSecrets } from '../../ansible/secrets/secretShapes.ts';
import type { Evaluation, Value } from '../../jinja/evaluate.ts';
import { freeNames } from '../../jinja/freeNames.ts';
import { hasJinja, parseTemplate } from '../../jinja/parse.ts';

/** What stands in place of a secret. */
export const MASK = '<secret>';

/** Where secrets cannot be separated from the rest, the whole text is masked. */
export function maskText(text: string): string {
  let masked = text;
  for (const { span } of shapedSecrets(text).toReversed())
    masked = masked.slice(0, span.start) + MASK + masked.slice(span.end);
  const lines = masked.split('\n').map(maskLine);
  if (lines.includes(undefined)) return MASK;
  masked = lines.join('\n');
  return holdsSecret(masked.replaceAll(MASK, '{{x}}')) ? MASK : masked;
}

/** `undefined` where the secret continues on the next lines. */
function maskLine(line: string): string | undefined {
  const [, start = '', name = '', separator = '', value = ''] =
    /^([\s-]*["']?)([\w.-]{1,100})(["']?\s*[:=])(.*)$/.exec(line) ?? [];
  if (!isSecretName(name) || separator === '') return line;
  if (separator.includes(':') && /^(?:$|[|>&!#])/.test(value.trim())) return undefined;
  return `${start}${name}${separator}${/^\s/.test(value) ? ' ' : ''}${MASK}`;
}

/** Of a template's answer, too: it may put together what is no secret in its parts. */
export const maskEvaluation = (result: Evaluation): Evaluation =>
  result.known ? { ...result, value: maskValue(result.value) } : result;

const isSecretName = (name: string): boolean =>
  mayNameSecret(name) || mayNameSecret(name.replaceAll('-', '_'));

/** A template whose expressions a mask would break is masked whole: it has no value that could be told from an error. */
export function maskTemplate(text: string): string {
  const masked = maskText(text);
  return masked === text || !hasJinja(text) || isWhole(masked) ? masked : MASK;
}

function isWhole(masked: string): boolean {
  const { template, problems } = parseTemplate(masked);
  return problems.length === 0 && !freeNames(template).some(({ name }) => name === 'secret');
}

/** The value with every text in it masked, and with everything below a key that names a secret. */
export function maskValue(value: Value, maskOne = maskText): Value {
  if (typeof value === 'string') return maskOne(value);
  if (typeof value !== 'object' || value === null) return value;
  switch (value.kind) {
    case 'unknown':
      return value.isSecret ? MASK : value;
    case 'list':
      return { kind: 'list', items: value.items.map((item) => maskValue(item, maskOne)) };
    case 'dict':
      return {
        kind: 'dict',
        entries: new Map(
          [...value.entries].map(([key, item]) => [
            key,
            isSecretName(key) && item !== null && item !== '' ? MASK : maskValue(item, maskOne),
          ]),
        ),
      };
    default:
      return value;
  }
}
