import type { TemplateShape } from '../../ansible/templates/templates.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import type { StringLiteral, Template } from '../../jinja/ast.ts';
import { lookups } from '../../jinja/catalog.ts';
import { walk } from '../../jinja/walk.ts';
import { templatesAsMeant } from '../../k3s/evaluation.ts';
import { nearestName } from '../../k3s/schema/nearMiss.ts';
import { perItem } from '../../query/query.ts';
import { msg } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import { editsInFile, lineOf, spanInFile } from '../../yaml/spanInFile.ts';

export const jinjaUnknownLookup = defineRule({
  id: 'jinja-unknown-lookup',
  severity: 'error',
  needs: 'ansible',
  since: '0.1.0',
  summary: msg('A template asks a lookup plugin whose name is a slip'),
  why: msg(
    "`lookup('evn', 'K3S_TOKEN')` ends the run with `lookup plugin (evn) not found`, when a task needs the value and not before; a `default()` behind it does not help (seen with ansible-core 2.14 and 2.19).\nOnly names that resemble one of ansible-core are reported: every other one may be that of a collection, or of a plugin of your own.",
  ),
  *check(context) {
    for (const { uri, file, string, scalar, written } of templatesAsMeant(context, asksPlugin))
      for (const { name, span } of askedPlugins(string.template)) {
        const meant = lookups().has(name) ? undefined : nearestName(name, [...lookups()]);
        if (meant === undefined) continue;
        const place = written(span);
        yield {
          uri,
          span: lineOf(file.source, spanInFile(file.source, scalar, place)),
          message: msg(
            'There is no lookup plugin “{0}”, so “{1}” has no value and Ansible stops where it is needed. Did you mean “{2}”?',
            name,
            string.definition.name,
            meant,
          ),
          fixes: [
            {
              title: msg('Replace by “{0}”', meant),
              safety: 'safe',
              preferred: true,
              edits: () => editsInFile(file.source, scalar, [{ span: place, newText: meant }]),
            },
          ],
        };
      }
  },
});

const asksPlugin = ({ template }: TemplateShape): boolean => askedPlugins(template).length > 0;

/** The names that stand in `lookup` and `query`, without that of a collection. */
const askedPlugins = perItem((template: Template): readonly AskedPlugin[] => [...pluginsIn(template)]);

interface AskedPlugin {
  readonly name: string;
  readonly span: Span;
}

function* pluginsIn(template: Template): Generator<AskedPlugin, void, undefined> {
  for (const node of walk(template)) {
    if (node.kind !== 'call' || node.callee.kind !== 'name' || !ASKING.has(node.callee.name)) continue;
    const [plugin] = node.args;
    const span = plugin?.kind === 'string' ? wholeOf(plugin) : undefined;
    if (plugin?.kind === 'string' && span && /^[a-z_]+$/i.test(plugin.value))
      yield { name: plugin.value, span };
  }
}

const ASKING = new Set(['lookup', 'query', 'q']);

const wholeOf = ({ contents }: StringLiteral): Span | undefined =>
  contents.length === 1 ? contents[0] : undefined;
