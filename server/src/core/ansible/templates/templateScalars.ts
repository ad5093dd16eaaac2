// Every text that Ansible hands to Jinja2, each place once, with its file.

import type { YamlScalar } from '../../yaml/tree.ts';
import type { ModelFile, ModelFiles } from '../model/model.ts';
import { ofShapes, type TemplateShape, templatesOfVariable, type VariableTemplate } from './templates.ts';

/** A template of a variable and the file to report problems in. */
export interface TemplateInFile {
  readonly uri: string;
  readonly file: ModelFile;
  readonly template: VariableTemplate;
}

/**
 * The templates of the shapes that are wanted. A text is handed out once, even if several variables share it by an
 * alias: one mistake is one finding.
 */
export function* templatesInFiles(
  { model, files }: ModelFiles,
  isWanted: (shape: TemplateShape) => boolean,
): Generator<TemplateInFile, void, undefined> {
  const seen = new Set<YamlScalar>();
  const found = ofShapes(
    model,
    isWanted,
    (name) => templatesOfVariable(model, name),
    ({ scalar }) => scalar,
  );
  for (const template of found) {
    const { uri } = template.definition;
    const file = files.get(uri);
    // Behind an alias, two variables have one text.
    if (!file || seen.has(template.scalar)) continue;
    seen.add(template.scalar);
    yield { uri, file, template };
  }
}
