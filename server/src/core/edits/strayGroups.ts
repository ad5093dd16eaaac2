// Groups that stand in another group without `children:` between them, where Ansible drops them.
import type { Location } from '../ansible/model/model.ts';
import type { Fix, RuleContext } from '../diagnostics/rule.ts';
import { clusterGroups } from '../k3s/clusterGroups.ts';
import { msg } from '../text/message.ts';
import { lineColumnAt } from '../text/sourceText.ts';
import { findPairAt } from '../yaml/pairs.ts';
import { keyText, resolveAlias, type YamlMapping, type YamlPair } from '../yaml/tree.ts';
import { insertSection } from './insertSection.ts';

/** A group that stands directly in another one, where Ansible skips it. */
export interface StrayGroup {
  readonly name: string;
  readonly parent: string;
  readonly location: Location;
}

/** Only the groups of servers and agents: other keys may mean anything. */
export function strayGroups({ model }: RuleContext): readonly StrayGroup[] {
  const groups = clusterGroups(model) ?? { server: 'server', agent: 'agent' };
  return model.problems.flatMap(({ code, subject, group, uri, span }) =>
    code === 'unexpected-key' && (subject === groups.server || subject === groups.agent)
      ? [{ name: subject, parent: group ?? '', location: { uri, span } }]
      : [],
  );
}

/** Moves all misplaced groups of the mapping at once: one alone would leave the others behind. */
export function nestFix({ files }: RuleContext, { location }: StrayGroup): Fix | undefined {
  const file = files.get(location.uri);
  const placed = findPairAt(file?.document?.root, location.span);
  const parent = placed?.above.at(-1);
  if (!file || !placed || !parent) return undefined;
  const { source } = file;
  const stray = strayIndexes(placed.mapping);
  const parentColumn = lineColumnAt(source, parent.key.span.start).column;
  const edits = insertSection(source, placed.mapping, stray, { name: 'children', parentColumn });
  return (
    edits && {
      title: msg('Put the groups below “children:”'),
      safety: 'safe',
      preferred: true,
      edits: () => edits,
    }
  );
}

const strayIndexes = ({ pairs }: YamlMapping): readonly number[] =>
  pairs.flatMap((pair, index) => (isGroup(pair) ? [index] : []));

function isGroup(pair: YamlPair): boolean {
  const value = resolveAlias(pair.value);
  const isOwn = SECTION.test(keyText(pair) ?? '');
  if (isOwn || pair.value?.kind === 'alias') return false;
  return (
    !value || (value.kind === 'mapping' && value.pairs.every((inner) => SECTION.test(keyText(inner) ?? '')))
  );
}

const SECTION = /^(?:hosts|children|vars)$/;
