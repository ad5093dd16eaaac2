// Markdown without its signs, for clients that show texts as they are.

const FENCE = /^ *```[^\n]*(?:\n|$)/gm;
/** A code span, a link, an escaped sign, emphasis, the rule below a table's head: what stands in them is kept. */
const SIGNS =
  /(?<!`)(`{1,50})(?!`)( ?)([\s\S]{0,5000}?)\2(?<!`)\1(?!`)|\[((?:\\[\s\S]|[^\]\\]){0,500})\]\(([^)\s]{0,2000})\)|\\([!-/:-@[-`{-~])|(\*\*|__)/g;
const TABLE_RULE = /^ *\|(?: *:?-+:? *\|)+ *(?:\n|$)/gm;
const NBSP = /&nbsp;/g;

export const plainText = (markdown: string): string =>
  withoutSigns(markdown.replace(FENCE, '').replace(TABLE_RULE, '').replace(NBSP, ' '));

function withoutSigns(text: string): string {
  return text.replace(
    SIGNS,
    (_, _fence, _gap, code?: string, name?: string, target?: string, escaped?: string) => {
      if (code !== undefined) return code;
      if (name !== undefined) return `${withoutSigns(name)} (${target})`;
      return escaped ?? '';
    },
  );
}
