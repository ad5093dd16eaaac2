// What stands above the token of the cluster: whether it is kept as a secret.
import { scalarOf } from '../../ansible/model/definitions.ts';
import type { VariableDefinition } from '../../ansible/model/model.ts';
import { clusterDefinitions, takenFrom } from '../../k3s/cluster.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { tokensInPlainText, tokensWith } from '../../k3s/secrets/token.ts';
import { type Message, msg } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import { placeName } from '../wording/placeText.ts';

/** A line above the name of the variable. */
export interface TokenLens {
  readonly span: Span;
  readonly title: Message;
}

/** Where the file defines the token; none where it cannot be known how it is kept. */
export function tokenLenses(context: InventoryContext, uri: string): readonly TokenLens[] {
  const { tokenVariable } = context;
  if (tokenVariable === undefined) return [];
  const samples = new Set([...tokensWith(context, 'placeholder')].map(({ definition }) => definition));
  const plain = new Set([...tokensInPlainText(context)].map(({ definition }) => definition));
  const places = new Map<number, TokenLens>();
  for (const definition of clusterDefinitions(context.model, (name) => name === tokenVariable)) {
    if (definition.uri !== uri || places.has(definition.keySpan.start)) continue;
    const title = samples.has(definition)
      ? msg('a sample, not a secret')
      : plain.has(definition)
        ? msg('plain text')
        : encryptedIn(context, definition);
    if (title) places.set(definition.keySpan.start, { span: definition.keySpan, title });
  }
  return [...places.values()];
}

/** Where it is encrypted itself, or everything that it is taken from. */
function encryptedIn(context: InventoryContext, definition: VariableDefinition): Message | undefined {
  if (isEncrypted(definition)) return msg('encrypted');
  const taken = takenFrom(context.model, definition);
  // What refers to something else in turn is followed to its end.
  const [first, ...others] = taken.filter((one) => takenFrom(context.model, one).length === 0);
  if (!first || ![first, ...others].every(isEncrypted)) return undefined;
  return msg('encrypted in {0}', placeName(context, first));
}

const isEncrypted = (definition: VariableDefinition): boolean => scalarOf(definition)?.type === 'vault';
