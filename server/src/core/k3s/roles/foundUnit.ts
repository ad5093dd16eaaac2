// A unit as the template beside the inventory writes it, where it is another one than in the release that the roles are
// taken for.
import type { Value } from '../../jinja/evaluate.ts';
import { findFlag } from '../config/flags.ts';
import { MASK } from './maskText.ts';
import type { Node } from './node.ts';

/** What a unit is written from. */
export interface UnitTemplate {
  /** Names of templates: the first that lies there is used. */
  readonly names: readonly string[];
  /** What the tasks hand to it. */
  readonly locals: ReadonlyMap<string, Value>;
}

/** A flag with its value, and a variable of the environment with its own, where these are no templates. */
const WRITTEN = /(?<flag>(?<![\w-])--?[\w-]+)(?<gap>[= ]+["']?)(?!\{[{%]|-)[^\s"'\\]+/g;
const ASSIGNED = /\b(\w*(?:token|password|secret)\w*=["']?)(?!\{[{%]|<)[^\s"'\\]+/gi;

/** Secrets that stand in the template itself, in the clear. */
const masked = (text: string): string =>
  text
    .replace(WRITTEN, (all: string, flag: string, gap: string) =>
      findFlag(flag.replace(/^-+/, ''))?.secret ? `${flag}${gap}${MASK}` : all,
    )
    .replace(ASSIGNED, `$1${MASK}`);

/**
 * The unit that the template gives on the node, or `usual` where none lies there, or what it gives cannot be known: the
 * parts of a release's unit are known one by one.
 */
export function foundUnit(node: Node, path: string, usual: string, { names, locals }: UnitTemplate): string {
  const { unitTemplates } = node.facts;
  const text = names.map((name) => unitTemplates?.get(name)).find((one) => one !== undefined);
  if (text === undefined) return usual;
  // The module `template` takes away the line break behind a block.
  const template = masked(text).replaceAll('%}\n', '%}');
  const { value: known, reads } = node.scope.traced(() => node.evaluate(template, locals));
  const found = 'value' in known && typeof known.value === 'string' ? known.value : undefined;
  if (found === undefined) return usual;
  const unit = `${withoutLineBreaks(found)}\n`;
  if (unit !== usual) node.note(path, { text: unit, reads });
  return unit;
}

/** Without those at its end. */
function withoutLineBreaks(text: string): string {
  let end = text.length;
  while (text[end - 1] === '\n') end--;
  return text.slice(0, end);
}
