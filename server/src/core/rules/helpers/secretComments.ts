// Secrets in comments: the token that was tried, the password that was commented out. Knows nothing of the model.
import { lineSpan, type SourceText } from '../../text/sourceText.ts';
import { type Span, spanOf } from '../../text/span.ts';
import type { ModelFile } from '../rule.ts';
import { isPlaceholder } from './placeholder.ts';
import { isPlain } from './secretForms.ts';

/** What the first server prints: nothing but a token looks like it. */
const NODE_TOKEN = /K10[0-9a-f]{64}::[^:\s]+:[^\s"']+/i;
const ASSIGNMENT =
  /(?:^|[\s"'-])(?:token|agent-token|k3s_token|K3S_(?:AGENT_)?TOKEN|etcd-s3-secret-key|AWS_SECRET_ACCESS_KEY|[\w-]*passw(?:or)?d|ansible_(?:ssh|become|sudo|su)_pass)["']?\s*[:=]\s*(["']?)(?<secret>[^\s"'#]+)\1\s*(?:#.*)?$/;

/** The secrets themselves, in document order. */
export function secretsInComments({ source, document }: ModelFile): readonly Span[] {
  const comments = document ? document.comments : commentsOfIni(source);
  return comments.flatMap((comment) => {
    const found = secretOf(source.slice(comment.start, comment.end));
    return found ? [spanOf(comment.start + found.start, comment.start + found.end)] : [];
  });
}

function secretOf(comment: string): Span | undefined {
  const token = NODE_TOKEN.exec(comment);
  if (token) return spanOf(token.index, token.index + token[0].length);
  const assignment = ASSIGNMENT.exec(comment);
  const secret = assignment?.groups?.['secret'];
  if (!assignment || secret === undefined || !looksReal(secret)) return undefined;
  const start = comment.indexOf(secret, assignment.index + assignment[0].indexOf(secret));
  return spanOf(start, start + secret.length);
}

/** Comments explain as well: a word is no password, and neither is a mark to be replaced. */
const looksReal = (text: string): boolean =>
  text.length >= 8 && /\d/.test(text) && /[a-z]/i.test(text) && isPlain(text) && !isPlaceholder(text);

function commentsOfIni(source: SourceText): readonly Span[] {
  return Array.from({ length: source.pieces.lineCount }, (_, line) => lineSpan(source, line)).filter((span) =>
    /^\s*[#;]/.test(source.slice(span.start, span.end)),
  );
}
