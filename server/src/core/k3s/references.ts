// Whether the inventory itself uses a variable that the roles do not know: then it is the user's own.

import type { InventoryModel } from '../ansible/model/model.ts';
import { templateShapes } from '../ansible/templates/templates.ts';
import { query } from '../query/query.ts';

/** Every word in a template of the inventory, more than just names: missing a finding costs less than a false alarm. */
export const wordsInTemplates = query(
  (model: InventoryModel): ReadonlySet<string> =>
    new Set(templateShapes(model).flatMap(({ text }) => text.match(/\w+/g) ?? [])),
);
