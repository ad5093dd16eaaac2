// The Jinja strings of a file.
import { outlineOf } from '../../inventory/outline.ts';
import { readTemplates, type TemplateString } from '../../inventory/templates.ts';
import { hasJinja } from '../../jinja/parse.ts';
import type { ModelFile } from '../rule.ts';

// Most large files hold no Jinja at all.
export const templatesIn = (file: ModelFile | undefined): readonly TemplateString[] =>
  file && hasJinja(file.source.text) ? readTemplates(outlineOf(file), file.source.text) : [];
