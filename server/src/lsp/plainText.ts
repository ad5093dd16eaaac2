// Markdown as plain text, for clients that do not render it.

const FENCE = /^ *```[^\n]*(?:\n|$)/gm;
/** Code spans, links, escapes, emphasis, and the line below a table's head: their content is kept. */
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
