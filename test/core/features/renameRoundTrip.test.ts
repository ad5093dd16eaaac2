import { expect, it } from 'vitest';
import { generateInventory } from '../../support/inventoryGenerator.ts';
import { createRandom, type Random } from '../../support/random.ts';
import { type Layout, readLayout, roundTrip } from '../../support/renameRoundTrip.ts';
import { chooseSeed } from '../../support/seed.ts';

const INVENTORIES = Number(process.env.INVENTORIES ?? 15);
const NAMES_EACH = 4;

/** A file more that uses what the others define. */
function withTemplates(random: Random, { files, sources, basedir }: Layout): Layout {
  const [source = ''] = sources;
  const folder = source in files ? source.replace(/[^/]*$/, '') : `${source}/`;
  const group = random.pick(['server', 'agent', 'db', 'eu']);
  const host = random.pick(['n1', 'n2', 'h01', '10.0.0.1', 'a_b']);
  const name = random.pick(['v1', 'v2', 'v3']);
  const text = `own: "{{ groups['${group}'][0] }}"
dotted: '{{ groups.${group} ~ hostvars["${host}"].${name} }}'
block: |
  {% for ${name} in groups.${group} %}{{ ${name} }}{% endfor %}
  {{ ${name} | default(hostvars['${host}']['${name}']) }}
`;
  return { files: { ...files, [`${folder}group_vars/all/templates.yml`]: text }, sources, basedir };
}

it('to a fresh name and back leaves every byte as it was', async () => {
  const random = createRandom(chooseSeed('rename'));
  const outcomes: string[] = [];
  const wrong: string[] = [];
  for (let made = 0; made < INVENTORIES; made++) {
    const layout = withTemplates(random, generateInventory(random));
    const context = await readLayout(layout);
    const references = [...context.names.values()].flatMap((names) => names.references);
    if (references.length === 0) continue;
    for (let each = 0; each < NAMES_EACH; each++) {
      const target = random.pick(references);
      const outcome = await roundTrip(layout, context, target, 'fresh_name');
      outcomes.push(typeof outcome === 'string' ? outcome : 'different');
      if (typeof outcome !== 'string')
        wrong.push(`${target.kind} ${target.name}: ${outcome.difference}\n${JSON.stringify(layout)}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(outcomes.filter((outcome) => outcome === 'same').length).toBeGreaterThan(outcomes.length / 20);
  process.stdout.write(
    `rename: ${outcomes.length} names, ${outcomes.filter((o) => o === 'same').length} renamed\n`,
  );
});
