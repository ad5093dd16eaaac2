// Secrets in the ansible.cfg that counts: tokens of Galaxy, addresses with a password, the connection of a cache.
// Searches lines, comments included, because people can also read a file that Ansible refuses.

import type { ModelFile } from '../../ansible/model/model.ts';
import type { RuleContext } from '../../diagnostics/rule.ts';
import { secretsInText } from '../../k3s/secrets/ownSecrets.ts';
import { isPlaceholder } from '../../k3s/secrets/placeholder.ts';
import { isPlain } from '../../k3s/secrets/secretForms.ts';
import { lineSpan } from '../../text/sourceText.ts';
import { type Span, spanOf } from '../../text/span.ts';

/** Larger files are no configuration. */
const MAX_LENGTH = 200_000;

/** For Redis: host, port, number of the database, password. */
const CONNECTION =
  /^[ \t]*fact_caching_connection[ \t]*[=:][ \t]*[^\s:/]{1,300}:\d{1,5}:\d{1,5}:(?<secret>[^\s;]{1,300})/d;

/** Nothing in a very large file, which no ansible.cfg is. */
export function* configSecrets({
  config,
}: RuleContext): Generator<{ readonly file: ModelFile; readonly span: Span }, void, undefined> {
  if (!config || config.source.pieces.length > MAX_LENGTH) return;
  const { source } = config;
  for (let line = 0; line < source.pieces.lineCount; line++) {
    const { start, end } = lineSpan(source, line);
    for (const span of secretsOf(source.slice(start, end)))
      yield { file: config, span: spanOf(start + span.start, start + span.end) };
  }
}

function secretsOf(line: string): readonly Span[] {
  const place = CONNECTION.exec(line)?.indices?.groups?.['secret'];
  if (!place) return secretsInText(line);
  const text = line.slice(...place);
  return isPlain(text) && !isPlaceholder(text) ? [spanOf(...place)] : [];
}
