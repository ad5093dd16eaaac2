// Whether a text matches a pattern, by following all alternatives at once: the time is proportional to steps ×
// characters, whatever the pattern.
import type { Boundary, Step } from './pythonPattern.ts';

/** The largest number of steps × characters. */
const MAX_WORK = 4_000_000;

/** Whether it matches at the start of the text; `undefined` where finding out would take too long. */
export function matchesStart(steps: readonly Step[], text: string): boolean | undefined {
  const characters = [...text];
  if (steps.length * (characters.length + 1) > MAX_WORK) return undefined;
  let now = new Set([0]);
  for (let index = 0; index <= characters.length; index++) {
    const reached = reach(steps, now, characters, index);
    if (reached.has(steps.length)) return true;
    const next = new Set<number>();
    const character = characters[index];
    for (const at of reached) {
      const step = steps[at];
      if (step?.kind === 'take' && character !== undefined && step.test(character)) next.add(at + 1);
    }
    if (next.size === 0) return false;
    now = next;
  }
  return false;
}

/** All steps that are reached without consuming a character. */
function reach(
  steps: readonly Step[],
  from: ReadonlySet<number>,
  text: readonly string[],
  index: number,
): ReadonlySet<number> {
  const reached = new Set(from);
  // Iteration over a set also visits what is added meanwhile.
  for (const at of reached) {
    const step = steps[at];
    if (step?.kind === 'go') for (const to of step.to) reached.add(to);
    if (step?.kind === 'at' && isAt(step.place, text, index)) reached.add(at + 1);
  }
  return reached;
}

const isWord = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}_]/u.test(character);

function isAt(place: Boundary, text: readonly string[], index: number): boolean {
  if (place === 'start') return index === 0;
  if (place === 'end') return index === text.length || (index === text.length - 1 && text[index] === '\n');
  return (isWord(text[index - 1]) !== isWord(text[index])) === (place === 'edge');
}
