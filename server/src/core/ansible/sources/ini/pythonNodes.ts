// Nodes for values of Python that YAML has no word for: how they are marked, and how Python prints them.
import { pythonFloat } from '../../../text/pythonFloat.ts';
import type { Span } from '../../../text/span.ts';
import type { ScalarType, YamlNode, YamlScalar } from '../../../yaml/tree.ts';

/** Python has numbers, sets, an ellipsis and keys that JSON has not; their nodes carry this tag, or a tag that begins so. */
export const UNPRINTABLE_TAG = '!!python/object';
/** The value of such a node is the text that Python prints; since ansible-core 2.19 it stands for the object. */
export const PRINTED_TAG = `${UNPRINTABLE_TAG}:text`;
/** A Python set. Ansible's JSON has none. */
export const SET_TAG = `${UNPRINTABLE_TAG}:set`;
/** Bytes that Ansible decodes. */
export const BYTES_TAG = '!!python/bytes';

/**
 * A scalar of an INI value; it has the style `ini`, because how to quote and escape in it differs from all styles of
 * YAML.
 */
export function createNode(
  span: Span,
  type: ScalarType,
  value: YamlScalar['value'],
  text = String(value),
): YamlScalar {
  return { kind: 'scalar', style: 'ini', type, value, text, span };
}

/** A complex number; its value is the text that Python prints. */
export const complexNode = (span: Span, real: number, imaginary: number): YamlScalar => ({
  ...createNode(span, 'str', complexText(real, imaginary)),
  tag: PRINTED_TAG,
});

/** As Python prints it; a real part of zero is left out, unless it is a negative one. */
export function complexText(real: number, imaginary: number): string {
  const [first, second] = [real, imaginary].map((part) => pythonFloat(part).replace(/\.0$/, ''));
  if (Object.is(real, 0)) return `${second}j`;
  return `(${first}${second?.startsWith('-') ? '' : '+'}${second}j)`;
}

/** A number that is an int or a float to Python; complex ones carry a tag. */
export const isReal = (node: YamlScalar): boolean =>
  (node.type === 'int' || node.type === 'float') && node.tag === undefined;

/**
 * A number such as `2j`, before it is added to a real one: {@link complexNode} has no other part of a complex number.
 */
export const isImaginary = (node: YamlScalar): boolean => node.tag === PRINTED_TAG && node.type === 'float';

/** Whether a key of a Python dict can be a key in JSON. */
export const isPrintableKey = (node: YamlNode): boolean =>
  node.kind === 'scalar' && node.type !== 'binary' && node.tag === undefined;
