// A variable's text of which only parts are unknown: what is known of it, with signs for the rest that survive being read
// as YAML, and are replaced once the file is written.
import { bareName } from '../../ansible/templates/bareName.ts';
import { evaluateAround, type Value } from '../../jinja/evaluate.ts';
import type { Message } from '../../text/message.ts';
import { maskText } from './maskText.ts';
import type { NodeScope } from './nodeScope.ts';

/** A text with signs for its unknown parts, and the way to put something readable in their place. */
export interface FilledText {
  readonly text: string;
  readonly reasons: readonly Message[];
  /** Puts what `markOf` gives for each reason where its sign stands. */
  restore(text: string, markOf: (reason: Message) => string): string;
}

const MAX_STEPS = 10;

/** `undefined` where not even a part of it is known. */
export function filledText(scope: NodeScope, name: string): FilledText | undefined {
  const raw = rawText(scope, name);
  if (raw === undefined) return undefined;
  const reasons: Message[] = [];
  const plain = evaluateAround(raw, scope, (reason) => `${SIGN}${reasons.push(reason)}x`);
  const text = plain === undefined || scope.isRevealed ? plain : maskText(plain);
  if (text === undefined || text.replace(SIGNS, '').trim() === '') return undefined;
  return {
    text,
    reasons,
    restore: (written, markOf) =>
      written.replace(SIGNS, (sign, index: string) => {
        const reason = reasons[Number(index) - 1];
        return reason ? markOf(reason) : sign;
      }),
  };
}

/** A plain scalar to YAML, and a word that no inventory contains. */
const SIGN = 'k3s-inventory-unknown-part-';
const SIGNS = new RegExp(`${SIGN}(\\d+)x`, 'g');

/** A variable that only names another one is that one. */
function rawText(scope: NodeScope, name: string): string | undefined {
  let next = name;
  for (let step = 0; step < MAX_STEPS; step++) {
    const found = scope.variable(next);
    const value: Value | undefined = found?.kind === 'raw' ? found.value : undefined;
    if (typeof value !== 'string') return undefined;
    const other = bareName(value);
    if (other === undefined) return value;
    next = other;
  }
  return undefined;
}
