import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseExpression, parseTemplate } from '../../server/src/core/jinja/parse.ts';
import { createMutator } from '../support/jinjaMutator.ts';
import { ownConditions, ownTemplates } from '../support/jinjaSeeds.ts';
import { type Shape, shapeBody } from '../support/jinjaShape.ts';
import { environmentOf, findAnsibles, type RealAnsible } from '../support/oracle.ts';
import { chooseSeed } from '../support/seed.ts';

type Kind = 'templates' | 'files' | 'conditions';
type Texts = Readonly<Record<Kind, readonly string[]>>;

const KINDS = ['templates', 'files', 'conditions'] as const;
const MUTATIONS = 100_000;
const oracle = fileURLToPath(new URL('../support/jinja_oracle.py', import.meta.url));

/** Shown even when all is well: without the seed a failure could not be repeated. */
const print = (line: string): boolean => process.stdout.write(`${line}\n`);

function ask<Answer>(ansible: RealAnsible, request: object): Answer {
  const { stdout, stderr, status } = spawnSync(ansible.python, [oracle], {
    env: environmentOf(ansible),
    input: JSON.stringify(request),
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Answer;
}

const acceptsOf = ({ dialect }: RealAnsible): Readonly<Record<Kind, (text: string) => boolean>> => ({
  templates: (text) => parseTemplate(text).problems.length === 0,
  files: (text) => parseTemplate(text, { templateFile: true }).problems.length === 0,
  conditions: (text) => parseExpression(text, dialect === 'tagged').problems.length === 0,
});

/** Where the parser knowingly answers otherwise than Jinja2. */
const KNOWN_DIFFERENCES: readonly { readonly reason: string; applies(text: string, kind: Kind): boolean }[] =
  [
    {
      reason: 'a condition can close the {% if %} Ansible puts around it and open another tag: not modelled',
      applies: (text, kind) => kind === 'conditions' && text.includes('%}'),
    },
    {
      reason: 'the names in \\N{…} are not checked: the table of Unicode names is too large to carry',
      applies: (text) => text.includes('\\N{'),
    },
    {
      reason:
        'a backslash before a quote is always reported in {{ }}: Ansible ends the string there, and that the rest happens to parse is an accident',
      applies: (text, kind) =>
        kind === 'templates' && parseTemplate(text).problems.some(({ code }) => code === 'escaped-quote'),
    },
  ];

const isKnown = (text: string, kind: Kind): boolean =>
  KNOWN_DIFFERENCES.some((difference) => difference.applies(text, kind));

/** The texts judged otherwise than Jinja2 does, with its verdict. */
function disagreements(ansible: RealAnsible, texts: Texts): string[] {
  const verdicts = ask<Record<Kind, boolean[]>>(ansible, texts);
  const accepts = acceptsOf(ansible);
  return KINDS.flatMap((kind) =>
    texts[kind].flatMap((text, index) => {
      const verdict = verdicts[kind][index] === true;
      if (accepts[kind](text) === verdict || isKnown(text, kind)) return [];
      return [`${kind}: Jinja2 ${verdict ? 'accepts' : 'refuses'} ${JSON.stringify(text)}`];
    }),
  );
}

describe.each(findAnsibles())('agreement with Jinja2 as Ansible $version sets it up', (ansible) => {
  const seed = chooseSeed('jinja');
  let templates: readonly string[] = [];
  let conditions: readonly string[] = [];

  beforeAll(() => {
    const corpus = process.env.K3S_INVENTORY_CORPUS;
    if (!corpus) print('K3S_INVENTORY_CORPUS is not set: only templates of the Ansible package are used');
    const real = ask<Record<'templates' | 'conditions', string[]>>(ansible, {
      collect: corpus ? [corpus] : [],
    });
    const count = real.templates.length + real.conditions.length;
    print(`SEED=${seed}: ${count} real texts, ${ownTemplates.length} written for this test`);
    expect(count).toBeGreaterThan(200);
    templates = [...real.templates, ...ownTemplates];
    conditions = [...real.conditions, ...ownConditions];
  });

  it('accepts and refuses every seed as Jinja2 does', () => {
    expect(disagreements(ansible, { templates, files: templates, conditions })).toEqual([]);
  });

  it('builds the trees Jinja2 builds', () => {
    const mutate = createMutator(seed, templates, conditions);
    const texts = [...templates, ...Array.from({ length: 5000 }, () => mutate(false))];
    const trees = ask<Record<'templates' | 'files', (Shape | null)[]>>(ansible, {
      trees: true,
      templates: texts,
      files: texts,
    });
    let compared = 0;
    for (const [index, text] of texts.entries()) {
      for (const kind of ['templates', 'files'] as const) {
        const tree = trees[kind][index];
        if (!tree || isKnown(text, kind)) continue;
        const { template } = parseTemplate(text, { templateFile: kind === 'files' });
        expect(shapeBody(template.body), `SEED=${seed} ${kind}: ${JSON.stringify(text)}`).toEqual(tree);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(2000);
  });

  it(`agrees on 99.9 % of ${MUTATIONS} mutations`, () => {
    const mutate = createMutator(seed, templates, conditions);
    const texts = { templates: [] as string[], files: [] as string[], conditions: [] as string[] };
    for (let i = 0; i < MUTATIONS; i++) {
      const kind = i % 10 === 0 ? 'conditions' : i % 10 < 3 ? 'files' : 'templates';
      texts[kind].push(mutate(kind === 'conditions'));
    }
    const wrong = disagreements(ansible, texts);
    print(`${wrong.length} disagreements\n${wrong.slice(0, 20).join('\n')}`);
    expect(wrong.length).toBeLessThanOrEqual(MUTATIONS / 1000);
  });
});
