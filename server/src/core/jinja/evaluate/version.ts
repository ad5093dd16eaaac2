// The test `version`, as it compares by default. Read from ansible-core 2.14.18, plugins/test/core.py, and
// module_utils/compat/version.py (LooseVersion).
import { compareText } from '../../text/compareText.ts';
import { msg } from '../../text/message.ts';
import { isTrue } from './operators.ts';
import { textOf } from './text.ts';
import { fatal, notEvaluated, used, type Value } from './value.ts';

const OPERATORS: ReadonlyMap<string, (order: number) => boolean> = new Map([
  ...['==', '=', 'eq'].map((name) => [name, (order: number) => order === 0] as const),
  ...['!=', '<>', 'ne'].map((name) => [name, (order: number) => order !== 0] as const),
  ...['<', 'lt'].map((name) => [name, (order: number) => order < 0] as const),
  ...['<=', 'le'].map((name) => [name, (order: number) => order <= 0] as const),
  ...['>', 'gt'].map((name) => [name, (order: number) => order > 0] as const),
  ...['>=', 'ge'].map((name) => [name, (order: number) => order >= 0] as const),
]);

/**
 * `value is version(version, operator)`. With the further arguments, `strict` and `version_type`, other rules of
 * comparison apply, and it is not evaluated.
 */
export function isVersion(
  value: Value,
  version: Value,
  [operator = 'eq', ...others]: readonly Value[],
): boolean {
  if (!isTrue(value) || !isTrue(version)) throw fatal(msg('an empty version cannot be compared'));
  if (others.length > 0) throw notEvaluated('version');
  const decide = OPERATORS.get(String(used(operator)));
  if (!decide) throw fatal(msg("'{0}' compares no versions", String(used(operator))));
  return decide(orderOf(partsOf(textOf(value)), partsOf(textOf(version))));
}

/** Numbers, words, and whatever stands between dots. */
function partsOf(text: string): readonly (bigint | string)[] {
  if (/\P{ASCII}/u.test(text)) throw notEvaluated('version');
  return text
    .split(/(\d+|[a-z]+|\.)/)
    .filter((part) => part !== '' && part !== '.')
    .map((part) => (/^\d+$/.test(part) ? BigInt(part) : part));
}

function orderOf(a: readonly (bigint | string)[], b: readonly (bigint | string)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined) return 1;
    if (left === right) continue;
    if (typeof left !== typeof right) throw fatal(msg('these versions cannot be compared'));
    if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
    return left < right ? -1 : 1;
  }
  return a.length - b.length;
}
