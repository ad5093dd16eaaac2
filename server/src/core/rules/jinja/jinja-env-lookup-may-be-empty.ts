import { scalarOf } from '../../ansible/model/definitions.ts';
import { defineRule, type Fix, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import { clusterHosts, definitionsFor } from '../../k3s/cluster.ts';
import { ENDPOINT } from '../../k3s/endpoint.ts';
import { type Message, msg } from '../../text/message.ts';
import { editsInFile, lineOf, spanInFile } from '../../yaml/spanInFile.ts';
import { type EnvLookup, findEnvLookup, leadsOn } from './envLookup.ts';

export const jinjaEnvLookupMayBeEmpty = defineRule({
  id: 'jinja-env-lookup-may-be-empty',
  severity: 'info',
  since: '0.1.0',
  summary: msg('The token or `api_endpoint` is an environment variable that may not be set'),
  why: msg(
    "`lookup('env', 'K3S_TOKEN')` is an empty text where the variable is not set, and Ansible goes on: it is defined, so that neither `default('…')` nor `mandatory` has anything to say (seen with ansible-core 2.14).\nWith an empty `token` the servers get `token: ''` and the agents `K3S_TOKEN=`, which ends in “token must not be empty” on the nodes ([k3s-ansible #361](https://github.com/k3s-io/k3s-ansible/issues/361)); with an empty `api_endpoint` they dial `https://:6443`.\nIt works on the machine on which the variable is set, and fails in CI, in cron, or in a colleague's shell.\n`default(…, true)` takes an empty text for none: with another value, or with `undef()`, which makes the variable undefined, so that the run ends before it changes anything, or, for the token, the first server generates one.",
  ),
  *check(context) {
    const { model } = context;
    for (const name of ['token', ENDPOINT]) {
      const reported = new Set<string>();
      for (const { definition, hosts } of definitionsFor(model, clusterHosts(model).all, name).effective)
        for (const host of hosts.slice(0, leadsOn(definition) ? MAX_HOSTS : 1)) {
          const found = findEnvLookup(model, host, definition);
          const place = `${found?.definition.uri}:${found?.definition.keySpan.start}`;
          if (!found || reported.has(place)) continue;
          reported.add(place);
          yield* report(context, name, found);
        }
    }
  },
});

/** A limit that suffices to meet every kind of value. */
const MAX_HOSTS = 50;

function* report(
  { files }: RuleContext,
  variable: string,
  { definition, call, name, repair }: EnvLookup,
): Generator<RuleFinding, void, undefined> {
  const [file, scalar] = [files.get(definition.uri), scalarOf(definition)];
  if (!file || !scalar) return;
  const fix: Fix = {
    title:
      repair.kind === 'empty-too'
        ? msg('Take the default for an empty text, too')
        : msg('Leave it undefined where the environment has nothing'),
    safety: 'unsafe',
    preferred: true,
    edits: () => editsInFile(file.source, scalar, [repair.edit]),
  };
  yield {
    uri: definition.uri,
    span: lineOf(file.source, spanInFile(file.source, scalar, call.span)),
    message: describe(variable, name),
    fixes: [fix],
  };
}

function describe(variable: string, name: string | undefined): Message {
  const source =
    name === undefined ? msg('the environment variable') : msg('the environment variable {0}', name);
  return variable === ENDPOINT
    ? msg(
        'Where {0} is not set, api_endpoint is empty and the nodes dial “https://:6443”. Add a default(…, true).',
        source,
      )
    : msg(
        'Where {0} is not set, the token is empty, and joining fails with “token must not be empty”. Add a default(…, true).',
        source,
      );
}
