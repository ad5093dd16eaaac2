// The parameters that the editor offers, beside those of the real filters and tests.
import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { jinjaPlugins } from '../../server/src/core/jinja/catalog.ts';
import { environmentOf, findAnsibles } from '../support/oracle.ts';

type Parameters = Readonly<Record<string, readonly string[] | null>>;

const ours = jinjaPlugins().filter(
  ({ collection, about }) => about && (collection === 'jinja2' || collection === 'ansible.builtin'),
);

describe.each(findAnsibles())('parameters, $version', (ansible) => {
  let real: { readonly filter: Parameters; readonly test: Parameters };
  beforeAll(() => {
    const found = execFileSync(ansible.python, ['test/support/ansible_plugins.py'], {
      encoding: 'utf8',
      env: environmentOf(ansible),
    });
    real = JSON.parse(found);
  });

  it('every name that can be written before = is one the function takes', () => {
    let compared = 0;
    const wrong = ours.flatMap(({ kind, name, parameters = '' }) => {
      // Some functions take anything, and some do not say what they take.
      const known = real[kind][name];
      if (!known) return [];
      compared++;
      const named = [...parameters.matchAll(/(\w+)=/g)].map(([, parameter]) => parameter ?? '');
      return named
        .filter((parameter) => !known.includes(parameter))
        .map((parameter) => `${kind} ${name}: ${parameter}`);
    });
    process.stdout.write(`plugins: ${compared} of ${ours.length} compared\n`);
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(150);
  });

  it('no more values are offered than the function takes', () => {
    const wrong = ours.flatMap(({ kind, name, parameters = '' }) => {
      const known = real[kind][name];
      const count = parameters === '' ? 0 : parameters.split(',').length;
      const isTooMany = known && !parameters.includes('*') && count > known.length - 1;
      return isTooMany ? [`${kind} ${name}: ${parameters}`] : [];
    });
    expect(wrong).toEqual([]);
  });
});
