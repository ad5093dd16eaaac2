import { defineRule, type Fix, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import { canonicalFix } from '../../edits/endpointFixes.ts';
import { problemInWords, repairFixes } from '../../edits/jinjaProblem.ts';
import type { Template } from '../../jinja/ast.ts';
import { hasJinja, parseTemplate } from '../../jinja/parse.ts';
import { isBareExpression } from '../../k3s/addresses/address.ts';
import { clusterEndpoints, type Endpoint, endpointTemplates, placeIn } from '../../k3s/endpoint.ts';
import { repairOptionsFor } from '../../k3s/evaluation.ts';
import { msg } from '../../text/message.ts';
import { type Span, spanOf } from '../../text/span.ts';
import { editsInFile } from '../../yaml/spanInFile.ts';

export const apiEndpointJinjaSyntax = defineRule({
  id: 'api-endpoint-jinja-syntax',
  severity: 'error',
  since: '0.1.0',
  summary: msg('The Jinja expression in `api_endpoint` is broken'),
  why: msg(
    'An unbalanced bracket, quote or brace makes Ansible stop with `Syntax error in template` (before ansible-core 2.19: `template error while templating string`) at the first task that uses `api_endpoint`, when the nodes have been changed already.\nSingle braces do no better: `{ … }` is plain text for Jinja2, so every node would dial an address that begins with a brace (both seen with ansible-core 2.14 and 2.19).\nThe [sample inventory](https://github.com/k3s-io/k3s-ansible/blob/main/inventory-sample.yml) has the expression that most clusters need.',
  ),
  *check(context) {
    for (const endpoint of endpointTemplates(context)) {
      const replacement = canonicalFix(context, endpoint);
      for (const problem of endpoint.problems) {
        const repairs = repairFixes(
          endpoint.file,
          endpoint.scalar,
          problem,
          repairOptionsFor(context, endpoint.hosts[0]),
        );
        yield {
          ...placeIn(endpoint, problem.span),
          message: msg(
            'Jinja cannot read this expression, so the deployment stops. {0}',
            problemInWords(problem),
          ),
          fixes: [...repairs, replacement],
        };
      }
      if (endpoint.problems.length > 0) continue;
      for (const span of strayBraces(parseTemplate(endpoint.scalar.text).template))
        yield {
          ...placeIn(endpoint, span),
          message: msg(
            'This brace belongs to no expression and would become a part of the address. Remove it.',
          ),
          fixes: [removal(endpoint, span), replacement],
        };
    }
    for (const endpoint of clusterEndpoints(context)) yield* checkPlainText(context, endpoint);
  },
});

const removal = ({ file, scalar }: Endpoint, span: Span): Fix => ({
  title: msg('Remove the “{0}” that is too much', scalar.text.slice(span.start, span.end)),
  safety: 'safe',
  preferred: true,
  edits: () => editsInFile(file.source, scalar, [{ span, newText: '' }]),
});

/** Text that was meant to be Jinja and is none. */
function* checkPlainText(context: RuleContext, endpoint: Endpoint): Iterable<RuleFinding> {
  const { text, type, tag } = endpoint.scalar;
  const isPlain = type === 'str' && tag !== '!unsafe' && !hasJinja(text);
  if (!isPlain || FOREIGN_TEMPLATE.test(text)) return;
  const isBraced = /[{}]/.test(text);
  if (!isBareExpression(text)) return;
  const start = text.search(/\S/);
  yield {
    ...placeIn(endpoint, spanOf(start, text.trimEnd().length)),
    message: isBraced
      ? msg(
          'Jinja needs two braces on each side: with this, Ansible takes the text as it stands for the address. Expected: {0}.',
          '{{ … }}',
        )
      : msg(
          'Without braces around it, Ansible takes this expression as it stands for the address. Expected: {0}.',
          '{{ … }}',
        ),
    fixes: [canonicalFix(context, endpoint)],
  };
}

/** Placeholders that Terraform, envsubst and the like fill in before Ansible reads the file. */
const FOREIGN_TEMPLATE = /[$%]\{|<%|\{\{/;

function strayBraces({ body }: Template): readonly Span[] {
  return body.flatMap((node) => {
    const at = node.kind === 'data' ? node.value.search(/[{}]/) : -1;
    // White space that Jinja strips can only stand at the end of the data, so that offsets hold.
    return at < 0 ? [] : [spanOf(node.span.start + at, node.span.start + at + 1)];
  });
}
