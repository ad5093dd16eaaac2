import type { InventoryModel, Location } from '../../ansible/model/model.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { moveOut } from '../../edits/moveOut.ts';
import { type Message, msg } from '../../text/message.ts';
import { findPairAt, type PlacedPair } from '../../yaml/pairs.ts';
import { keyText, resolveAlias } from '../../yaml/tree.ts';

export const inventorySectionTooDeep = defineRule({
  id: 'inventory-section-too-deep',
  severity: 'error',
  needs: 'ansible',
  since: '0.1.0',
  summary: msg('`vars`, `hosts` or `children` is read as the name of a group or a host'),
  why: msg(
    'Below `children:` every key is a group, and below `hosts:` every key is a host: `vars:` indented one level too far makes a group or a host that is called “vars”.\nIn the group Ansible drops the variables with a warning; the host it tries to reach over SSH, and its variables count for nobody else (seen with ansible-core 2.14 and 2.19).',
  ),
  *check({ model, files }) {
    const reported = new Set<string>();
    for (const [name, { uri, span }] of placesNamedLikeSections(model)) {
      const file = files.get(uri);
      const placed = file && findPairAt(file.document?.root, span);
      const outer = placed?.above.at(-1);
      const below = outer && keyText(outer);
      if (!placed || !isMeantAsSection(placed) || reported.has(`${uri}:${span.start}`)) continue;
      if (below !== 'hosts' && below !== 'children') continue;
      reported.add(`${uri}:${span.start}`);
      const edits = moveOut(file.source, placed);
      yield {
        uri,
        span,
        message: describe(name, below),
        fixes: edits
          ? [
              {
                title: msg('Put “{0}” beside “{1}”', name, below),
                safety: 'unsafe',
                preferred: true,
                edits: () => edits,
              },
            ]
          : [],
      };
    }
  },
});

const SECTIONS = ['vars', 'hosts', 'children'] as const;

function* placesNamedLikeSections({
  groups,
  hosts,
}: InventoryModel): Generator<readonly [name: string, place: Location]> {
  for (const name of SECTIONS)
    for (const named of [groups.get(name), hosts.get(name)])
      for (const place of named?.locations ?? []) yield [name, place];
}

/** A group may have the name “hosts”: then it has sections of its own. */
function isMeantAsSection({ pair }: PlacedPair): boolean {
  const value = resolveAlias(pair.value);
  return (
    value?.kind === 'mapping' &&
    value.pairs.some((inner) => !SECTIONS.some((section) => section === keyText(inner)))
  );
}

const describe = (name: string, below: 'hosts' | 'children'): Message =>
  below === 'hosts'
    ? msg(
        '“{0}” below “hosts:” is read as a host with that name, and what stands below it counts for that host only. Put it one level further out, beside “hosts:”.',
        name,
      )
    : msg(
        '“{0}” below “children:” is read as a group with that name, and what stands below it is lost. Put it one level further out, beside “children:”.',
        name,
      );
