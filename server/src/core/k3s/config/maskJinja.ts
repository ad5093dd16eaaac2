// A text with Jinja in it as what surrounds the Jinja: every expression is a run of one sign that nobody writes, so
// that the rest can be read as YAML or as arguments, each character where it was.
import { hasJinja, parseTemplate } from '../../jinja/parse.ts';

/** Stands for what an expression comes to, which nobody knows. */
export const UNKNOWN = '\uE000';

/** `undefined` where statements decide what is there at all, and where the template is broken. */
export function maskJinja(text: string): string | undefined {
  if (!hasJinja(text)) return text;
  const { template, problems } = parseTemplate(text);
  if (problems.length > 0) return undefined;
  let masked = '';
  const stop = template.body.some((node) => {
    if (node.kind === 'data') return false;
    masked += text.slice(masked.length, node.span.start);
    const part = text.slice(node.span.start, node.span.end);
    if (node.kind === 'output') masked += UNKNOWN.repeat(part.length);
    else if (node.kind === 'comment') masked += part.replace(/[^\r\n]/g, ' ');
    return node.kind !== 'output' && node.kind !== 'comment';
  });
  return stop ? undefined : masked + text.slice(masked.length);
}

/** Whether a part of a masked text holds what nobody knows. */
export const isUnknown = (text: string): boolean => text.includes(UNKNOWN) || hasJinja(text);

/** A part of a masked text of which nothing is known. */
export const isAllUnknown = (text: string): boolean => /^\s*\uE000+\s*$/.test(text);
