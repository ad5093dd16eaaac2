// What a backslash and one letter stand for, as C has it, and Python, Jinja2 and systemd after it.

/** By the letter behind the backslash. */
export const CHARACTER_ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
};
