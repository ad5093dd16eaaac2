// Texts by which people mean true or false, though to Ansible they are texts.

const TRUE: ReadonlySet<string> = new Set(['true', 'yes', 'on', 'y', 't', '1']);
const FALSE: ReadonlySet<string> = new Set(['false', 'no', 'off', 'n', 'f', '0']);

/**
 * What a text such as `yes`, `on` or `True` most likely means; `undefined` for a text that stands for neither. Only a
 * guess at intent: to Ansible, a quoted `"false"` is a string that is not empty, and so true in a condition.
 */
export function booleanMeant(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  return TRUE.has(word) ? true : FALSE.has(word) ? false : undefined;
}
