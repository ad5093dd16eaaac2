// Secrets in files that Ansible refuses: a broken line does not make the others unreadable for people.

import type { ModelFile } from '../../ansible/model/model.ts';
import { refusedFiles } from '../../ansible/model/refusal.ts';
import type { RuleContext } from '../../diagnostics/rule.ts';
import { secretsInText } from '../../k3s/secrets/ownSecrets.ts';
import { lineSpan } from '../../text/sourceText.ts';
import { type Span, spanOf } from '../../text/span.ts';

/** Found by lines, because the file has no tree. */
export interface BrokenFileSecret {
  readonly file: ModelFile;
  readonly span: Span;
}

/** A larger file is generated, and broken only while the user types in it. */
const MAX_LENGTH = 200_000;

/** Line by line; comments are searched elsewhere. */
export function* brokenFileSecrets(context: RuleContext): Generator<BrokenFileSecret, void, undefined> {
  for (const uri of refusedFiles(context)) {
    const file = context.files.get(uri);
    if (!file || file.source.pieces.length > MAX_LENGTH) continue;
    const { source } = file;
    for (let line = 0; line < source.pieces.lineCount; line++) {
      const { start, end } = lineSpan(source, line);
      const text = source.slice(start, end);
      if (/^\s*[#;]/.test(text)) continue;
      for (const span of secretsInText(text))
        yield { file, span: spanOf(start + span.start, start + span.end) };
    }
  }
}
