// The Jinja strings of the inventory's files, for the rules: each file is read once for all of them.
import { outlineOf } from '../../inventory/outline.ts';
import { readTemplates, type TemplateString } from '../../inventory/templates.ts';
import { hasJinja } from '../../jinja/parse.ts';
import type { ModelFile, RuleContext, Templates } from '../rule.ts';

export function createTemplateReader({ files }: Pick<RuleContext, 'files'>): Templates {
  const known = new Map<string, readonly TemplateString[]>();
  return (uri) => {
    const file = files.get(uri);
    const found = known.get(uri) ?? (file ? templatesIn(file) : []);
    known.set(uri, found);
    return found;
  };
}

// Most large files hold no Jinja at all.
const templatesIn = (file: ModelFile): readonly TemplateString[] =>
  hasJinja(file.source.text) ? readTemplates(outlineOf(file), file.source.text) : [];
