// What Ansible makes of the value of `ansible_group_priority`.
import type { YamlNode } from '../../yaml/tree.ts';
import { parsePythonInt } from './hostPattern.ts';

/** What Python's `int()` makes of a value. */
export function priorityOf(value: YamlNode | undefined): number | undefined {
  const node = value?.kind === 'alias' ? value.target : value;
  if (node?.kind !== 'scalar') return undefined;
  switch (node.type) {
    case 'int':
    case 'bool':
      return Number(node.value);
    case 'float':
      return Number.isFinite(Number(node.value)) ? Math.trunc(Number(node.value)) : undefined;
    case 'str': {
      const parsed = parsePythonInt(node.text);
      return parsed === undefined ? undefined : Number(parsed);
    }
    default:
      return undefined;
  }
}
