// Random changes to templates, repeatable by their seed.

const PIECES = [
  ...'{{|}}|{%|%}|{#|#}|{{-|-}}|{%-|-%}|+%}|{|}|(|)|[|]|\'|"|\\|\\\\|.|,|:|;|=|==|!=|<|<=|>|~|+|-|*|**|/|//|%|!|&|$|#|@'.split(
    '|',
  ),
  ...'|| 0| 1| 1.5| 1e3| 0x1f| _| a| x.y| not | in | is | if | else | elif | and | or | true| none| recursive'.split(
    '|',
  ),
  ...'endif|endfor|endset|endblock|{% else %}|{% endif %}|{% endfor %}|{% if x %}|{% for x in y %}|{% set x %}'.split(
    '|',
  ),
  ...'{% raw %}|{% endraw %}|set |block |macro |call |filter |with |include |import |from |as |print |do |required '.split(
    '|',
  ),
  ...' defined| default(1)|f(a, b=1, *c)|[1:2]|{\'a\': 1}|"b"|é|²|“|\t|\n|\r\n|\u00a0| |  |\\x4|\\u00e9|\\\'|\\"'.split(
    '|',
  ),
  '|',
  ' | ',
];

// Longer texts would cost the time of many short ones and teach the same.
const MAX_LENGTH = 400;

/** A small repeatable source of numbers below `limit` (mulberry32). */
function createRandom(seed: number): (limit: number) => number {
  let state = seed | 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  };
}

/** A function that answers a changed text of the templates, or of the conditions when asked for one. */
export function createMutator(
  seed: number,
  templates: readonly string[],
  conditions: readonly string[],
): (condition: boolean) => string {
  const random = createRandom(seed);
  const pick = (texts: readonly string[]): string => texts[random(texts.length)] ?? '';
  const cut = (text: string): string => {
    if (text.length <= MAX_LENGTH) return text;
    const start = random(text.length - MAX_LENGTH);
    return text.slice(start, start + MAX_LENGTH);
  };
  const change = (text: string, others: readonly string[]): string => {
    const start = random(text.length + 1);
    const end = Math.min(text.length, start + 1 + random(random(4) === 0 ? 20 : 3));
    const [head, part, tail] = [text.slice(0, start), text.slice(start, end), text.slice(end)];
    switch (random(8)) {
      case 0:
        return head + tail;
      case 1:
        return head + pick(PIECES) + tail;
      case 2:
        return head + part + part + tail;
      case 3:
        return head + tail.slice(0, 1) + part + tail.slice(1);
      case 4: {
        const other = cut(pick(others));
        const from = random(other.length + 1);
        return head + other.slice(from, from + random(30)) + part + tail;
      }
      case 5:
        return random(4) === 0 ? head : head + pick(PIECES) + part + tail;
      default:
        return head + pick(PIECES) + part + tail;
    }
  };
  return (condition) => {
    const texts = condition ? conditions : templates;
    let text = cut(pick(texts));
    for (let i = random(3); i >= 0; i--) text = change(text, texts);
    return text;
  };
}
