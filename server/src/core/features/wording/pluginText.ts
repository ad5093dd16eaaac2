// Filters and tests in words, for completion and signature help.
import { callName, type JinjaPlugin, jinjaPlugins, type PluginKind } from '../../jinja/catalog.ts';
import { markdown } from '../../text/markdown.ts';
import { type Message, msg } from '../../text/message.ts';

/** The filter or test that a template names. */
export function findPlugin(kind: PluginKind, written: string): JinjaPlugin | undefined {
  const name = written.replace(/^ansible\.builtin\./, '');
  return jinjaPlugins().find((plugin) => plugin.kind === kind && callName(plugin) === name);
}

/** `value | default(default_value, boolean=false)` */
export function signatureOf({ kind, parameters, ...plugin }: JinjaPlugin): string {
  const name = callName({ kind, ...plugin });
  const list = parameters ? `(${parameters})` : '';
  return kind === 'filter' ? `value | ${name}${list}` : `value is ${name}${list}`;
}

/** Split at the commas that are not inside of brackets or quotes. */
export const parametersOf = ({ parameters = '' }: Pick<JinjaPlugin, 'parameters'>): readonly string[] =>
  parameters
    .match(/(?:\[[^\]]{0,200}\]|\{[^}]{0,200}\}|'[^']{0,200}'|[^,[{'])+/g)
    ?.map((part) => part.trim()) ?? [];

/** The name alone, without `*` and default. */
export const parameterName = (parameter: string): string =>
  (parameter.split('=')[0] ?? '').trimEnd().replace(/^\*+/, '');

/** Markdown paragraphs: what it does, and which collection it belongs to. */
export const aboutPlugin = ({ about, collection, since }: JinjaPlugin): readonly Message[] => [
  ...(about ? [{ pattern: about, values: [] }] : []),
  ...(collection === 'jinja2'
    ? []
    : [since ? msg('From {0} {1}', collection, since) : msg('From {0}', collection)]),
];

/** The same with its signature. */
export const describePlugin = (plugin: JinjaPlugin): readonly Message[] => [
  codeBlock(signatureOf(plugin)),
  ...aboutPlugin(plugin),
];

/** As a paragraph of its own, coloured as Jinja. */
export const codeBlock = (text: string): Message => msg('{0}', markdown(`\`\`\`jinja\n${text}\n\`\`\``));
