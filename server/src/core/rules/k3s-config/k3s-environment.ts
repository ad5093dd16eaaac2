import type { VariableDefinition } from '../../ansible/model/model.ts';
import { defineRule, type Fix, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import { clusterDefinitions, clusterHosts, definitionsFor } from '../../k3s/cluster.ts';
import { ENVIRONMENT_CARRIERS } from '../../k3s/config/carriers.ts';
import { type EnvironmentVariable, environmentVariables } from '../../k3s/config/environmentText.ts';
import { flagOfVariable, flagVariables } from '../../k3s/config/flags.ts';
import { isUnknown } from '../../k3s/config/maskJinja.ts';
import { nameHosts } from '../../k3s/missing.ts';
import { hostsReading, INSTALLER_ENVS, isSetByRole, losesService } from '../../k3s/roles/environment.ts';
import { distance, nearestOf } from '../../k3s/schema/nearMiss.ts';
import { definitionsOn, nameUpstream } from '../../k3s/upstream.ts';
import { type Message, msg } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import { doubleQuoted } from '../../yaml/edits.ts';
import { lineOf } from '../../yaml/spanInFile.ts';
import { keyText, resolveAlias, type YamlNode } from '../../yaml/tree.ts';

export const k3sEnvironment = defineRule({
  id: 'k3s-environment',
  severity: 'error',
  since: '0.1.0',
  summary: msg('An environment variable that breaks the installation, or that nobody reads where it stands'),
  why: msg(
    '`extra_install_envs` goes to the installer of K3s.\nWith `K3S_URL` it installs an agent on servers, and with `INSTALL_K3S_NAME` a service that k3s-ansible does not find (tried with k3s-ansible 1.2.2).\n`extra_service_envs` goes to the service of K3s, long after the installer has run: variables of the installer do nothing there, and `K3S_URL` lets the first server try to join itself.\nThe installer compares its switches with `true`, and knows no other word for it.\nk3s-ansible 1.0.0 gives `extra_service_envs` to the first server only, and releases before 1.1.0 do not read `extra_install_envs`.',
  ),
  *check(context) {
    const { model, files } = context;
    const rolesOf = readersIn(context);
    yield* notHandedOn(context);
    for (const definition of clusterDefinitions(model, (each) => CARRIERS.has(each))) {
      const { name, uri, value } = definition;
      const file = files.get(uri);
      const node = resolveAlias(value);
      if (!file || !node) continue;
      const roles = rolesOf(definition);
      const found = name === INSTALLER_ENVS ? forInstaller(context, node, roles) : forService(node, roles);
      for (const { span, ...rest } of found) yield { uri, span: lineOf(file.source, span), ...rest };
    }
    for (const variable of environmentVariables(context)) {
      const found =
        invalidName(variable) ?? misspelt(context, variable) ?? valueWithoutEffect(context, variable);
      const { definition, file } = variable;
      if (found) yield { uri: definition.uri, ...found, span: lineOf(file.source, found.span) };
    }
  },
});

/** What the k3s-ansible in use hands to none, or not to all, of the nodes that have it. */
function* notHandedOn(context: RuleContext): Generator<RuleFinding, void, undefined> {
  const { version } = context.upstream;
  if (!version) return;
  for (const carrier of ENVIRONMENT_CARRIERS)
    for (const { definition, hosts, location } of definitionsOn(context, carrier)) {
      const reading = new Set(hostsReading(context, carrier, hosts));
      const lost = hosts.filter((host) => !reading.has(host));
      if (lost.length === 0) continue;
      const name = nameUpstream(version);
      yield {
        ...location,
        span: definition.keySpan,
        severity: 'warning',
        message:
          carrier === INSTALLER_ENVS
            ? msg(
                'This k3s-ansible ({0}) does not read {1}: it has no effect. Update k3s-ansible.',
                name,
                carrier,
              )
            : msg(
                'This k3s-ansible ({0}) gives {1} to the first server only: {2} runs without. Update k3s-ansible.',
                name,
                carrier,
                nameHosts(lost),
              ),
      };
    }
}

/** systemd takes `export` for a part of the name. */
function invalidName({ definition, name, nameSpan: span }: EnvironmentVariable): Found | undefined {
  if (definition.name === INSTALLER_ENVS || isUnknown(name) || /^[A-Za-z_]\w*$/.test(name)) return undefined;
  const [, meant = ''] = /^export\s+([A-Za-z_]\w*)$/.exec(name) ?? [];
  return {
    span,
    severity: 'warning',
    message: msg('“{0}” is no name of a variable: systemd passes over this line.', name),
    ...(meant && { fixes: [renamed(span, meant)] }),
  };
}

/** What K3s itself reads. The installer's own names are looked at elsewhere: it reads more than is known here. */
function misspelt({ schema }: RuleContext, { name, nameSpan: span }: EnvironmentVariable): Found | undefined {
  if (!/^K3S_\w+$/i.test(name)) return undefined;
  const known = [...schema.installVariables.keys(), ...[...flagVariables()].map(([each]) => each)];
  const byTyping = new Map(known.map((each) => [each.toLowerCase(), each]));
  const meant = known.includes(name) ? undefined : byTyping.get(nearestOf(name, [...byTyping.keys()]) ?? '');
  return meant === undefined
    ? undefined
    : {
        span,
        severity: 'warning',
        message: msg('K3s does not read {0}. Did you mean {1}?', name, meant),
        fixes: [renamed(span, meant)],
      };
}

/** The installer compares with a few words, and takes any other for none. */
function valueWithoutEffect(
  { schema }: RuleContext,
  { definition, name, text, scalar, valueSpan: span }: EnvironmentVariable,
): Found | undefined {
  const { values = [], effect } = schema.installVariables.get(name) ?? {};
  if (definition.name !== INSTALLER_ENVS || effect !== 'used' || values.length === 0) return undefined;
  if (flagOfVariable(name) || scalar.type !== 'str' || text === '' || isUnknown(text)) return undefined;
  const isSwitch = values.length === 1;
  if (values.includes(text) || (isSwitch && OFF.test(text))) return undefined;
  const [meant = ''] = isSwitch && ON.test(text) ? values : [];
  return {
    span,
    severity: 'warning',
    message: msg(
      'For {0} the installer of K3s knows only {1}: this value has no effect.',
      name,
      values.join(', '),
    ),
    ...(meant && { fixes: [renamed(span, doubleQuoted(meant))] }),
  };
}

const OFF = /^(?:false|no|off|n|f|0)$/i;
const ON = /^(?:true|yes|on|y|t|1)$/i;

const renamed = (span: Span, meant: string): Fix => ({
  title: msg('Write {0}', meant),
  safety: 'unsafe',
  preferred: true,
  edits: () => [{ span, newText: meant }],
});

const CARRIERS: ReadonlySet<string> = new Set(ENVIRONMENT_CARRIERS);

type Found = Omit<RuleFinding, 'uri'>;

type Roles = readonly ('server' | 'agent')[];

/** On nodes of which role K3s or its installer gets a definition; none where its variables count for no node. */
function readersIn(context: RuleContext): (definition: VariableDefinition) => Roles {
  const { servers, agents } = clusterHosts(context.model);
  const reading = (hosts: readonly string[]): ReadonlySet<VariableDefinition> =>
    new Set(
      ENVIRONMENT_CARRIERS.flatMap((name) =>
        definitionsFor(context.model, hosts, name).effective.flatMap((one) =>
          hostsReading(context, name, one.hosts).length > 0 ? [one.definition] : [],
        ),
      ),
    );
  const [onServers, onAgents] = [reading(servers), reading(agents)];
  return (definition) => [
    ...(onServers.has(definition) ? (['server'] as const) : []),
    ...(onAgents.has(definition) ? (['agent'] as const) : []),
  ];
}

function forInstaller(context: RuleContext, node: YamlNode, roles: Roles): readonly Found[] {
  if (node.kind !== 'mapping') return [];
  return node.pairs.flatMap((pair) => {
    const name = keyText(pair) ?? '';
    const { span } = pair.key;
    const value = resolveAlias(pair.value);
    const text = value?.kind === 'scalar' ? value.text : '';
    const message = roles.some((role) => losesService(role, name, text)) ? BREAKING.get(name) : undefined;
    return message ? [{ span, message }] : withoutEffect(context, name, span, roles);
  });
}

function withoutEffect(context: RuleContext, name: string, span: Span, roles: Roles): readonly Found[] {
  const { schema } = context;
  const known = schema.installVariables.get(name);
  const asked: Roles = roles.length > 0 ? roles : ['server', 'agent'];
  if (asked.every((role) => isSetByRole(context, role, name)))
    return [
      {
        span,
        severity: 'warning',
        message: msg('k3s-ansible sets {0} itself, and its value counts: this one has no effect.', name),
      },
    ];
  if (known || !/^INSTALL_K3S_\w+$/.test(name)) return [];
  const near = [...schema.installVariables.keys()].filter((each) => distance(name, each) <= 2);
  const [meant] = near.length === 1 ? near : [];
  return [
    {
      span,
      severity: meant ? 'warning' : 'info',
      message: meant
        ? msg('The installer of K3s does not read {0}. Did you mean {1}?', name, meant)
        : msg('The installer of K3s that k3s-ansible runs does not read {0}.', name),
      ...(meant && { fixes: [renamed(span, meant)] }),
    },
  ];
}

const forService = (node: YamlNode, roles: Roles): readonly Found[] =>
  node.kind !== 'sequence'
    ? []
    : node.items.flatMap((each) => {
        const item = resolveAlias(each);
        const name =
          item?.kind === 'scalar' ? /^(?:INSTALL_K3S_\w+|K3S_URL)(?==.)/.exec(item.text)?.[0] : undefined;
        if (!item || name === undefined) return [];
        if (name === 'K3S_URL') return roles.includes('server') ? [{ span: item.span, message: JOINS }] : [];
        const message = msg(
          'Only the installer reads {0}, and it does not see extra_service_envs. Put it into extra_install_envs.',
          name,
        );
        return [{ span: item.span, severity: 'info' as const, message }];
      });

const JOINS = msg(
  'With K3S_URL servers, too, try to join a cluster, the first one its own, and do not start. Take it out: agents get it from k3s-ansible.',
);

const BREAKING: ReadonlyMap<string, Message> = new Map([
  [
    'K3S_URL',
    msg(
      'With K3S_URL the installer makes an agent of every node, servers too, and the deployment stops. Take it out: agents get it from k3s-ansible.',
    ),
  ],
  [
    'INSTALL_K3S_NAME',
    msg(
      'With INSTALL_K3S_NAME the service gets a name that k3s-ansible does not know, and the deployment stops. Take it out.',
    ),
  ],
]);
