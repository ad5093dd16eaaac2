// Models of inventories written in tests.

import type { InventoryModel, Location } from '../../server/src/core/ansible/model/model.ts';
import {
  type BuildOptions,
  buildInventoryModel,
  type VarsFileInput,
} from '../../server/src/core/ansible/sources/buildInventoryModel.ts';
import { createSourceText } from '../../server/src/core/text/sourceText.ts';
import { parseYaml } from '../../server/src/core/yaml/parseYaml.ts';

const parse = (uri: string, text: string) => ({
  source: createSourceText(uri, text),
  document: parseYaml(text),
});

/** The model of one YAML source. */
export const modelOfYaml = (text: string, options?: BuildOptions): InventoryModel =>
  buildInventoryModel({ sources: [parse('file:///inventory.yml', text)] }, options);

/** The model of one INI source. */
export const modelOfIni = (text: string, options?: BuildOptions): InventoryModel =>
  buildInventoryModel({ sources: [{ source: createSourceText('file:///hosts.ini', text) }] }, options);

/** A file of `group_vars`, unless the name starts with `host:`. */
export function varsFile(
  name: string,
  text: string,
  beside: VarsFileInput['beside'] = 'inventory',
  folder = 0,
): VarsFileInput {
  const [kind, owner] = name.startsWith('host:')
    ? (['host', name.slice(5)] as const)
    : (['group', name] as const);
  return {
    ...parse(`file:///${beside}/${folder}/${name}.yml`, text),
    owner: { kind, name: owner },
    beside,
    folder,
  };
}

/** The model of a YAML source and variables beside it. */
export const modelWithVars = (text: string, varsFiles: readonly VarsFileInput[]): InventoryModel =>
  buildInventoryModel({ sources: [parse('file:///inventory.yml', text)], varsFiles });

/** `code "text it stands at" subject in group`, with `!` in front of what Ansible refuses. */
export const problemsOf = (model: InventoryModel, text: string): readonly string[] =>
  model.problems.map(
    ({ code, span, subject, group, fatal }) =>
      `${fatal ? '!' : ''}${code} ${JSON.stringify(text.slice(span.start, span.end))} ${subject}${group === undefined ? '' : ` in ${group}`}`,
  );

export const textAt = (text: string, location: Pick<Location, 'span'> | undefined): string | undefined =>
  location && text.slice(location.span.start, location.span.end);
