import { afterRefusal } from '../../ansible/model/refusal.ts';
import { defineRule, type Fix } from '../../diagnostics/rule.ts';
import { type Message, msg } from '../../text/message.ts';
import type { SourceText } from '../../text/sourceText.ts';
import type { Span } from '../../text/span.ts';
import { lineOf } from '../../yaml/spanInFile.ts';

export const yamlUnquotedJinja = defineRule({
  id: 'yaml-unquoted-jinja',
  severity: 'error',
  needs: 'ansible',
  since: '0.1.0',
  aboutRefusal: true,
  summary: msg('A value starts with Jinja and is not in quotes'),
  why: msg(
    'To YAML `{` opens a mapping, so `api_endpoint: {{ … }}` is a mapping with a mapping as its key, which Ansible cannot load ("found unhashable key").\nIn an inventory that is not an error to Ansible: it warns, goes on with the implicit localhost only, no play matches a host, and the run ends with exit code 0 and nothing done.\nIn `group_vars` and `host_vars` it stops the run ([Ansible documentation](https://docs.ansible.com/ansible/latest/reference_appendices/YAMLSyntax.html#gotchas)).\nPut the whole value in quotes, of the kind that the expression inside does not use.',
  ),
  *check({ files }) {
    for (const [uri, { source, document, role }] of files) {
      for (const { code, span } of document?.problems ?? []) {
        if (code !== 'unquoted-jinja') continue;
        yield {
          uri,
          span: lineOf(source, span),
          message: msg(
            'A value that starts with {0} must be in quotes: to YAML the brace opens a mapping. {1}',
            source.text.slice(span.start, span.start + 2),
            afterRefusal(role, 'yaml'),
          ),
          fixes: [quote(source, span)],
        };
      }
    }
  },
});

const title: Message = msg('Put the value in quotes');

function quote(source: SourceText, span: Span): Fix {
  // To Jinja a line break is a blank, and a quoted text over several lines is folded to blanks anyway.
  const text = source.text.slice(span.start, span.end).replace(/(?<!\s)[^\S\r\n]*[\r\n]\s*/g, ' ');
  const newText = /["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
  return { title, safety: 'safe', preferred: true, edits: () => [{ span, newText }] };
}
