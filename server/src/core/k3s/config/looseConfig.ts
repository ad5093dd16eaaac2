// Reads a configuration while it is being written: as much of a tree as there is, even of a broken text or template.
import { lexRuns } from '../../jinja/tokenRuns.ts';
import { parseYaml } from '../../yaml/parseYaml.ts';
import type { YamlDocument } from '../../yaml/tree.ts';
import { blankComments, UNKNOWN } from './maskJinja.ts';

/** Every character keeps its offset: expressions become a placeholder, statements become blanks. */
export const readLoosely = (text: string): YamlDocument => parseYaml(maskLoosely(text));

function maskLoosely(text: string): string {
  let masked = '';
  for (const { kind, opener, end, closed } of lexRuns(text)) {
    masked += text.slice(masked.length, opener.start);
    // What is not closed is being typed, and ends with its line.
    const lineEnd = text.indexOf('\n', opener.end);
    const until = closed ? end : Math.max(opener.end, lineEnd < 0 ? text.length : lineEnd);
    masked += text.slice(opener.start, until).replace(/[^\r\n]/g, kind === 'output' ? UNKNOWN : ' ');
  }
  return blankComments(masked + text.slice(masked.length));
}
