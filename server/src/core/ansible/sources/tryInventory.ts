// The structural problems of a text that is not written yet: repairs are tried before they are offered.
import { createSourceText } from '../../text/sourceText.ts';
import { parseYaml } from '../../yaml/parseYaml.ts';
import type { StructureProblem } from '../model/model.ts';
import { InventoryDraft } from './draft.ts';
import { readIniSource } from './ini/iniSource.ts';
import { readYamlSource } from './yamlSource.ts';

/** The problems of structure in an inventory; `undefined` where it is no YAML at all. */
export function refusalsIn(text: string, format: 'yaml' | 'ini'): readonly StructureProblem[] | undefined {
  const source = createSourceText('tried:', text);
  const draft = new InventoryDraft(true);
  if (format === 'ini') readIniSource(source.uri, text, draft);
  else {
    const document = parseYaml(text);
    if (document.problems.some(({ fatal }) => fatal)) return undefined;
    readYamlSource(source, document, draft);
  }
  return draft.problems.filter(({ fatal }) => fatal);
}
