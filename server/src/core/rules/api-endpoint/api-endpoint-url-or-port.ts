import { literalOf } from '../../ansible/model/definitions.ts';
import { definitionsOf } from '../../ansible/model/queries.ts';
import { defineRule, type Fix, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import { trimEdits } from '../../edits/trimEdits.ts';
import { parseTemplate } from '../../jinja/parse.ts';
import { walk } from '../../jinja/walk.ts';
import { type AddressParts, addressParts } from '../../k3s/addresses/address.ts';
import { type Endpoint, endpointTemplates, endpointTexts, placeIn } from '../../k3s/endpoint.ts';
import { type Message, msg } from '../../text/message.ts';
import { lineBreakOf } from '../../text/sourceText.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { indentAt } from '../../yaml/edits.ts';
import { findPairAt } from '../../yaml/pairs.ts';
import { editsInFile } from '../../yaml/spanInFile.ts';
import { takenAt } from './takenAt.ts';

export const apiEndpointUrlOrPort = defineRule({
  id: 'api-endpoint-url-or-port',
  severity: 'error',
  since: '0.1.0',
  summary: msg('`api_endpoint` holds more than a bare address'),
  why: msg(
    'k3s-ansible builds the URL itself, as `https://{{ api_endpoint }}:{{ api_port }}`, so a scheme, a port or a path makes a broken one such as `https://https://10.0.0.1:6443:6443`.\nThe same value also goes into the certificate as a name (`tls-san`, since 1.1.0) and is dialled by `wait_for` (since 1.2.0), which both need the bare address.\nThe port belongs in `api_port`.',
  ),
  *check(context) {
    const templates = new Map(endpointTemplates(context).map((found) => [found.definition, found]));
    for (const endpoint of endpointTexts(context)) {
      const found = templates.get(endpoint.definition);
      if (found && found.problems.length > 0) continue;
      if (found) yield* checkText(context, endpoint, masked(endpoint.scalar.text));
      else if (literalOf(endpoint.definition)?.type === 'str' && !/[{}$]/.test(endpoint.scalar.text))
        yield* checkText(context, endpoint, endpoint.scalar.text);
    }
  },
});

/** The text with every expression replaced by a word of the same length: a number if it is about a port. */
function masked(text: string): string {
  let result = text;
  for (const node of parseTemplate(text).template.body) {
    if (node.kind === 'data') continue;
    const isPort = [...walk(node)].some((inner) => inner.kind === 'name' && /port/.test(inner.name));
    const { start, end } = node.span;
    result = result.slice(0, start) + (isPort ? '9' : 'x').repeat(end - start) + result.slice(end);
  }
  return result;
}

function* checkText(context: RuleContext, endpoint: Endpoint, text: string): Iterable<RuleFinding> {
  const parts = addressParts(text);
  const excess = parts && excessOf(parts, text);
  if (!parts || !excess) return;
  const whole = { start: parts.before.start, end: parts.after.end };
  yield {
    ...placeIn(endpoint, whole),
    message:
      parts.port === undefined
        ? msg(
            'api_endpoint must be a bare address, but has {0}: the URL that nodes dial is made from it and would be broken.',
            excess,
          )
        : msg(
            'api_endpoint must be a bare address, but has {0}: the URL that nodes dial is made from it and would be broken. The port belongs in api_port.',
            excess,
          ),
    ...takenAt(endpoint),
    // Other readers of a variable are not known.
    fixes: parts.host.end > parts.host.start && !endpoint.takenBy ? [stripFix(context, endpoint, parts)] : [],
  };
}

function excessOf({ scheme, user, path, port }: AddressParts, text: string): Message | undefined {
  if (scheme && port !== undefined) return msg('a scheme and a port');
  if (scheme) return msg('a scheme');
  if (user) return msg('a user name');
  if (port !== undefined) return msg('a port');
  if (path) return msg('a path or a slash at its end');
  if (text.trim() === text || text.trim() === '') return undefined;
  return text.endsWith('\n') ? msg('a line break at its end') : msg('white space around it');
}

function stripFix(context: RuleContext, endpoint: Endpoint, { before, after, port }: AddressParts): Fix {
  const { source } = endpoint.file;
  const edits = [before, after].map((span) => ({ span, newText: '' }));
  const moved =
    port && /^[1-9]\d*$/.test(port) && port !== '6443' ? moveEdit(context, endpoint, port) : undefined;
  const isSafe = port === undefined || port === '' || port === '6443' || moved !== undefined;
  return {
    title: moved ? msg('Keep the address and move the port to api_port') : msg('Keep only the address'),
    safety: isSafe ? 'safe' : 'unsafe',
    preferred: true,
    edits: () => [
      ...(moved ? [moved] : []),
      ...editsInFile(source, endpoint.scalar, edits.filter(isWork)),
      ...trimEdits(source, endpoint.scalar),
    ],
  };
}

const isWork = ({ span, newText }: TextEdit): boolean => span.end > span.start || newText !== '';

/** Writes `api_port` before the endpoint, unless the user has set it already. */
function moveEdit(
  { model }: RuleContext,
  { definition, file }: Endpoint,
  port: string,
): TextEdit | undefined {
  if (definitionsOf(model, 'api_port').length > 0) return undefined;
  const { start } = definition.keySpan;
  const placed = findPairAt(file.document?.root, definition.keySpan);
  // A port read from an expression is masked, and INI has its own way to separate variables.
  if (!placed || !Number.isSafeInteger(Number(port)) || Number(port) > 65535) return undefined;
  const next = placed.mapping.flow ? ', ' : lineBreakOf(file.source) + indentAt(file.source, start);
  const quote = file.source.pieces.charAt(start) === '"' ? '"' : '';
  return { span: { start, end: start }, newText: `${quote}api_port${quote}: ${port}${next}` };
}
