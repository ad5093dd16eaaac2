// Secrets in comments: an old token, a password that was commented out. Knows nothing of the model.

import type { ModelFile, ModelFiles } from '../../ansible/model/model.ts';
import { isSurelyRandom } from '../../ansible/secrets/secretShapes.ts';
import { secretsInText } from '../../k3s/secrets/ownSecrets.ts';
import { isPlaceholder } from '../../k3s/secrets/placeholder.ts';
import { isPlain } from '../../k3s/secrets/secretForms.ts';
import { type Picked, pickFrom } from '../../query/picked.ts';
import { fold, query } from '../../query/query.ts';
import { lineSpan, type SourceText } from '../../text/sourceText.ts';
import { type Span, spanOf } from '../../text/span.ts';
import { partOf } from '../../yaml/spanInFile.ts';

/** The form of a token that the first server prints; nothing else looks like it. */
const NODE_TOKEN = /K10[0-9a-f]{64}::[^:\s]+:[^\s"']+/i;
const ASSIGNMENT =
  /(?:(?:^|[\s"'-])(?:token|agent-token|k3s_token|K3S_(?:AGENT_)?TOKEN|etcd-s3-secret-key|AWS_SECRET_ACCESS_KEY|ansible_(?:ssh|become|sudo|su)_pass)|[\w-]passw(?:or)?d|(?<![\w-])passw(?:or)?d)["']?\s{0,20}[:=]\s{0,20}(["']?)(?<secret>[^\s"'#]{1,300})\1\s*(?:#|$)/;

/** The secrets themselves, in document order. */
export const secretsInComments = query((context: ModelFiles, uri: string): readonly Span[] => {
  const { items, found } = commentsWithSecrets(context, uri);
  if (found.size === 0) return [];
  return items.flatMap((comment) => {
    const inside = found.get(comment);
    return inside ? [partOf(comment, inside)] : [];
  });
});

/** Secrets in offsets of their comments. */
const commentsWithSecrets = fold(
  (before: Picked<Span, Span> | undefined, { files }: ModelFiles, uri: string): Picked<Span, Span> => {
    const file = files.get(uri);
    return pickFrom(before, file ? commentsOf(file) : [], ({ start, end }) =>
      secretOf(file?.source.slice(start, end) ?? ''),
    );
  },
);

const commentsOf = ({ source, document }: ModelFile): readonly Span[] =>
  document ? document.comments : commentsOfIni(source);

function secretOf(comment: string): Span | undefined {
  const token = NODE_TOKEN.exec(comment);
  if (token) return spanOf(token.index, token.index + token[0].length);
  const assignment = ASSIGNMENT.exec(comment);
  const secret = assignment?.groups?.['secret'];
  if (!assignment || secret === undefined || !looksReal(secret))
    return secretsInText(comment)[0] ?? inProse(comment);
  const start = comment.indexOf(secret, assignment.index + assignment[0].indexOf(secret));
  return spanOf(start, start + secret.length);
}

/** "the token was …": a surely random text after a word for a secret. */
function inProse(comment: string): Span | undefined {
  const word = /\b(?:token|password|passwd|passphrase|secret|psk|api[ _-]?key)\b/i.exec(comment);
  for (const { 0: text, index } of word ? comment.matchAll(/(?<![\w+/=-])[\w+/=-]{12,200}(?![\w+/=-])/g) : [])
    if (word && index > word.index && isSurelyRandom(text) && !isPlaceholder(text))
      return spanOf(index, index + text.length);
  return undefined;
}

/** Comments also explain: a word is no password, and neither is a placeholder. */
const looksReal = (text: string): boolean =>
  text.length >= 8 && /\d/.test(text) && /[a-z]/i.test(text) && isPlain(text) && !isPlaceholder(text);

function commentsOfIni(source: SourceText): readonly Span[] {
  return Array.from({ length: source.pieces.lineCount }, (_, line) => lineSpan(source, line)).filter((span) =>
    /^\s*[#;]/.test(source.slice(span.start, span.end)),
  );
}
