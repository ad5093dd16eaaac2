// Prints the result of `explain`.
import {
  type Explanation,
  formatMessage,
  type Message,
  markdown,
  msg,
  visibleLines,
} from '../../core/index.ts';
import type { ExplainCommand } from '../arguments.ts';
import type { CommandContext } from '../terminal.ts';
import { jsonDocument } from './jsonDocument.ts';
import { printedPlace, shownPath } from './paths.ts';

type Definition = Explanation['definitions'][number];

/** The value, then where it comes from and what it overrides. */
export function explanationText(
  { definitions, merged }: Explanation,
  { bundle, cwd }: CommandContext,
): string {
  const translate = (message: Message): string => formatMessage(message, bundle);
  const textOf = ({ value }: Pick<Definition, 'value'>): string =>
    (value && visibleLines(value.text.replace(/^"(«secret»)"$/, '$1'))) ??
    translate(msg('a value that cannot be printed'));
  const places = definitions.map(
    (definition) => `${printedPlace(definition, cwd)}  ${translate(rankOf(definition))}`,
  );
  const details = definitions.map((definition, index) => {
    const value = textOf(definition);
    if (definition.isMerged) return [indented(translate(msg('merged: {0}', markdown(value))))];
    return index > 0 ? [indented(translate(msg('overridden: {0}', markdown(value))))] : [];
  });
  const [counts] = merged ? [{ value: merged }] : definitions;
  const hidden = definitions.some(({ value }) => value?.hidesSecret);
  return [
    ...(counts ? [textOf(counts)] : []),
    '',
    ...places.flatMap((place, index) => [place, ...(details[index] ?? [])]),
    ...(hidden
      ? [
          '',
          translate(
            msg(
              '«secret» stands for what is secret or encrypted, or looks like it; --show-secrets shows what is not encrypted.',
            ),
          ),
        ]
      : []),
    '',
  ].join('\n');
}

/** An object with exactly these keys; lines and columns count from 1. */
export function explanationJson(
  { host, variable }: ExplainCommand,
  { definitions, merged, unknowns }: Explanation,
  { cwd }: CommandContext,
): string {
  const document = {
    host,
    variable,
    value: (merged ?? definitions[0]?.value)?.json ?? null,
    definitions: definitions.map(({ uri, start, tier, owner, value }) => ({
      file: shownPath(uri, cwd),
      line: start.line + 1,
      column: start.column + 1,
      tier,
      [owner.kind]: owner.name,
      value: value?.json ?? null,
      secret: value?.hidesSecret ?? false,
    })),
    unknown: unknowns.map(({ uri, reason }) => ({ file: shownPath(uri, cwd), reason })),
  };
  return jsonDocument(document);
}

function rankOf({ tier, owner: { kind, name } }: Definition): Message {
  const where = PLACES[tier];
  return kind === 'group' ? msg('group {0}, {1}', name, where) : msg('host {0}, {1}', name, where);
}

const PLACES: Readonly<Record<Definition['tier'], Message>> = {
  'inventory-file-group': msg('in the inventory'),
  'inventory-file-host': msg('in the inventory'),
  'inventory-group_vars-all': msg('group_vars beside the inventory'),
  'inventory-group_vars': msg('group_vars beside the inventory'),
  'playbook-group_vars-all': msg('group_vars beside the playbook'),
  'playbook-group_vars': msg('group_vars beside the playbook'),
  'inventory-host_vars': msg('host_vars beside the inventory'),
  'playbook-host_vars': msg('host_vars beside the playbook'),
  play: msg('given by the play'),
};

const indented = (text: string): string => text.replace(/^/gm, '    ');
