// What hostile files, names and edits are made of, for all targets of the fuzzing.
import { BASE, BESIDE, FRAGMENTS, PLACES, repeated } from '../support/hostileTexts.ts';
import type { Random } from '../support/random.ts';
import { mutate } from '../support/yamlMutations.ts';

const WORDS = [
  ...FRAGMENTS,
  ...'constructor prototype toString valueOf hasOwnProperty __defineGetter__ hosts children vars all ungrouped server agent k3s_cluster token api_endpoint ansible_host k3s_version airgap_dir {{ }} | default default combine map select groups hostvars inventory_hostname !vault !unsafe &a *a <<: ? - [ ] { }'.split(
    ' ',
  ),
];

/** A few words in a row, of which names, values and lines are made. */
export const words = (random: Random, most: number): string =>
  Array.from({ length: 1 + random.below(most) }, () => random.pick(WORDS)).join(
    random.pick(['', '', ' ', '\n', ': ', '\n  ']),
  );

export function mutated(random: Random, text: string): string {
  let changed = text;
  for (let i = random.below(4); i >= 0; i--) {
    if (random.below(2) === 0) changed = mutate(changed, random);
    else {
      const at = random.below(changed.length + 1);
      changed = changed.slice(0, at) + words(random, 3) + changed.slice(at + random.below(3));
    }
  }
  return changed;
}

/** An inventory with something hostile in one of the places. */
export function hostileFile(random: Random, length: number): readonly [file: string, text: string] {
  const { file, around } = random.pick(PLACES);
  const middle = random.below(2) === 0 ? repeated(random, 1 + random.below(length)) : words(random, 8);
  const text = around[0] + middle + around[1];
  return [file, random.below(3) === 0 ? mutated(random, text) : text];
}

export const files = (random: Random, length: number): readonly [string, Record<string, string>] => {
  const [file, text] = hostileFile(random, length);
  const beside: Record<string, string> =
    random.below(4) === 0 ? { [random.pick(BESIDE)]: repeated(random, 1 + random.below(length)) } : {};
  return [
    file,
    { ...(file.startsWith('inventory') || file.startsWith('hosts') ? {} : BASE), ...beside, [file]: text },
  ];
};
