import { literalOf, valueLocation } from '../../ansible/model/definitions.ts';
import type { InventoryModel, VariableDefinition } from '../../ansible/model/model.ts';
import { definitionLookup, effectiveVariable } from '../../ansible/model/queries.ts';
import { mayBeDefinedElsewhere, unlessElsewhere } from '../../ansible/templates/elsewhere.ts';
import { defineRule, type Fix, type RuleContext } from '../../diagnostics/rule.ts';
import { clusterHosts, definitionsFor, type EffectiveDefinition } from '../../k3s/cluster.ts';
import { nameHosts } from '../../k3s/missing.ts';
import { tokenHandling } from '../../k3s/roles/behaviour.ts';
import { firstServer } from '../../k3s/roles/parts.ts';
import { isOpaque } from '../../k3s/secrets/token.ts';
import { msg } from '../../text/message.ts';
import { removeEntryEdit } from '../../yaml/edits.ts';
import { lineOf } from '../../yaml/spanInFile.ts';

export const tokenDiffers = defineRule({
  id: 'token-differs',
  severity: 'error',
  since: '0.1.0',
  summary: msg('Nodes of one cluster have different tokens'),
  why: msg(
    'The token is the shared secret of the cluster: the first server starts it with the one it has, and refuses every node that comes with another ("token CA hash does not match", "not authorized"; [k3s documentation](https://docs.k3s.io/cli/token)).\nSince k3s-ansible 1.2.0 each node uses the value that counts for it, so that one in `host_vars`, on a host or on a group splits the cluster.\nFrom 1.0.0 to 1.1.1 every node took that of the first server; where that version is proved, this rule is silent.\nIt compares what counts for each node in the end, and only texts that can be read: encrypted values, templates and lookups may be the same.',
  ),
  *check(context) {
    const { model, files, upstream } = context;
    const { all } = clusterHosts(model);
    // Usually there is one token, and nothing to compare.
    if (definitionsFor(model, all, 'token').effective.length < 2) return;
    const known = all.filter((host) => !mayBeDefinedElsewhere(model, 'token', host));
    const start = firstServer(model) ?? all[0] ?? '';
    const hosts = known.filter(createClusterFilter(model, start));
    if (tokenHandling(upstream) === 'first-server' || hosts[0] !== start) return;
    const [first, ...others] = definitionsFor(model, hosts, 'token').effective;
    const expected = first && textOf(first.definition);
    if (!first || expected === undefined || first.hosts[0] !== hosts[0]) return;
    for (const other of others) {
      const text = textOf(other.definition);
      const file = files.get(other.definition.uri);
      if (!file || text === undefined || text === expected) continue;
      const { uri, span } = valueLocation(other.definition);
      yield {
        uri,
        span: lineOf(file.source, span),
        message: unlessElsewhere(
          model,
          msg(
            'This token differs from that of the first server, {0}: {1} cannot join the cluster. Use one token for all nodes.',
            first.hosts[0] ?? '',
            nameHosts(other.hosts),
          ),
          'token',
          [...first.hosts, ...other.hosts],
        ),
        related: [
          {
            uri: first.definition.uri,
            span: first.definition.keySpan,
            message: msg('The token of the first server stands here'),
          },
        ],
        fixes: fixesFor(context, other, expected),
      };
    }
  },
});

/** One inventory can hold several clusters, each with an endpoint of its own and run with `--limit`. */
function createClusterFilter(model: InventoryModel, first: string): (host: string) => boolean {
  const lookup = definitionLookup(model, 'api_endpoint');
  const endpointOf = (host: string): string | undefined => {
    const definition = lookup(host);
    return definition && (literalOf(definition)?.text ?? `${definition.uri}:${definition.keySpan.start}`);
  };
  const expected = endpointOf(first);
  return (host) => endpointOf(host) === expected;
}

/** A literal text; empty values, and values that are no texts, have rules of their own. */
function textOf(definition: VariableDefinition): string | undefined {
  const literal = literalOf(definition);
  const text = literal?.type === 'str' ? literal.text.trim() : '';
  return text === '' || isOpaque(text) ? undefined : text;
}

/** Only where the cluster's token then counts for each of the hosts. */
function fixesFor(
  { model, files }: RuleContext,
  { definition, hosts }: EffectiveDefinition,
  expected: string,
): readonly Fix[] {
  const file = files.get(definition.uri);
  const isCovered = hosts.every((host) => {
    const [next] = effectiveVariable(model, host, 'token')?.overridden ?? [];
    return next && textOf(next) === expected;
  });
  const edit = file?.document && isCovered ? removeEntryEdit(file.source, definition) : undefined;
  if (!edit) return [];
  return [
    {
      title: msg('Remove this token; that of the cluster then counts'),
      safety: 'unsafe',
      edits: () => [edit],
    },
  ];
}
