// A unit as the template beside the inventory writes it, where it is another one than in the release that the roles are
// taken for.
import type { Value } from '../../jinja/evaluate.ts';
import { maskText } from './maskText.ts';
import type { Node } from './node.ts';

/** What a unit is written from. */
export interface UnitTemplate {
  /** Names of templates: the first that lies there is used. */
  readonly names: readonly string[];
  /** What the tasks hand to it. */
  readonly locals: ReadonlyMap<string, Value>;
}

/**
 * The unit that the template gives on the node, or `usual` where none lies there, or what it gives cannot be known: the
 * parts of a release's unit are known one by one.
 */
export function foundUnit(node: Node, path: string, usual: string, { names, locals }: UnitTemplate): string {
  const { unitTemplates } = node.facts;
  const text = names.map((name) => unitTemplates?.get(name)).find((one) => one !== undefined);
  if (text === undefined) return usual;
  // The module `template` takes away the line break behind a block.
  const template = text.replaceAll('%}\n', '%}');
  const { value: known, reads } = node.scope.traced(() => node.evaluate(template, locals));
  const found = 'value' in known && typeof known.value === 'string' ? known.value : undefined;
  if (found === undefined) return usual;
  // A secret may stand in the template itself.
  const unit = node.scope.isRevealed ? found : maskText(found);
  if (unit !== usual) node.note(path, { text: unit, reads });
  return unit;
}
