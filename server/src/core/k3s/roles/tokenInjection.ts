// How the token gets from the inventory to the service of a node with the k3s-ansible in use, and the task that does
// it. Pure. Read from every commit of the roles between November 2023 and 1.2.2.
import { type Message, msg } from '../../text/message.ts';
import type { OwnConfig, TokenValue } from '../tokenValue.ts';
import type { UpstreamFacts } from '../upstream/signatures.ts';
import type { NodePart } from './parts.ts';

/** How the token arrives: `generated` by K3s itself, and `lost` where it does not arrive at all. */
export type TokenWay = 'config' | 'environment' | 'argument' | 'generated' | 'lost' | 'unknown';

/** What the answer depends on, of one node. */
export interface NodeFacts {
  readonly role: NodePart;
  readonly hasToken: boolean;
  readonly value: TokenValue;
  readonly own: OwnConfig;
  /** Encrypted inline, with `!vault`. */
  readonly isInlineVault: boolean;
  readonly isAirgap: boolean;
  /** `--token` in the extra arguments of its group. */
  readonly hasArgument: boolean;
}

/** The way, and in words for people why it is that one. */
export interface TokenInjection {
  readonly way: TokenWay;
  /** The name of the task, where one is known. */
  readonly task?: string;
  readonly reason: Message;
  /** It may arrive altered. */
  readonly isUnsure?: true;
}

const WRITE_CONFIG = 'Convert server config to YAML and write to file';
const ADD_TO_ENVIRONMENT = 'Add the token for joining the cluster to the environment';
const FIRST_ENVIRONMENT = 'Add token as an environment variable';

/**
 * Asks in the order of what outranks what: an argument, the user's own configuration, and only then the tasks of the
 * k3s-ansible in use.
 */
export function tokenInjection(facts: UpstreamFacts | undefined, node: NodeFacts): TokenInjection {
  if (node.hasArgument)
    return {
      way: 'argument',
      reason: msg(
        'by the argument --token of the inventory, which every user of the node can read and which outranks all else',
      ),
    };
  const byValue = wayOfValue(node);
  if (byValue) return byValue;
  if (!facts) return { way: 'unknown', reason: msg('which k3s-ansible is run is not known') };
  if (!node.hasToken && node.role === 'first-server' && facts.get('token-required') === false)
    return { way: 'generated', reason: msg('K3s generates one, and the other nodes get it from here') };
  if (!node.hasToken && facts.get('token-required'))
    return { way: 'lost', reason: msg('there is none, and this k3s-ansible generates none') };
  if (facts.get('token-argument'))
    return {
      way: 'argument',
      reason: msg('by an argument in the unit, which every user of the node can read'),
    };
  return node.role === 'agent' ? agentInjection(facts, node) : serverInjection(facts, node);
}

/** Independent of the tasks: an undefined token does not arrive, and the user's own configuration overrules. */
function wayOfValue({ role, value, own }: NodeFacts): TokenInjection | undefined {
  if (own.token === 'other')
    return { way: 'lost', reason: msg('{0} brings another token, which counts on this node', own.name) };
  if (own.hasServer && role === 'first-server')
    return {
      way: 'lost',
      reason: msg('{0} names a server to join, so that the first server begins no cluster', own.name),
    };
  if (own.hasServer && role === 'joining-server')
    return {
      way: 'unknown',
      reason: msg('{0} names the server to join; whether it has this token is not known', own.name),
    };
  if (value.kind === 'empty') return { way: 'lost', reason: msg('it is empty') };
  if (value.kind === 'undefined')
    return {
      way: 'lost',
      reason: msg('nothing here defines {0}, and the token then counts as not defined', value.name),
    };
  if (own.token === 'unknown')
    return { way: 'unknown', reason: msg('{0} brings a token, which may be another one', own.name) };
  if (value.kind === 'unknown')
    return { way: 'unknown', reason: msg('whether it holds anything is not known here') };
  return undefined;
}

function agentInjection(facts: UpstreamFacts, { isAirgap }: NodeFacts): TokenInjection {
  if (facts.get('agent-token-skipped') && isAirgap)
    return {
      way: 'lost',
      task: ADD_TO_ENVIRONMENT,
      reason: msg('the task stands in a block that is skipped in airgap installations'),
    };
  if (facts.get('agent-token-env'))
    return {
      way: 'environment',
      task: ADD_TO_ENVIRONMENT,
      reason: msg('as K3S_TOKEN in k3s-agent.service.env'),
    };
  return UNKNOWN;
}

/** The way to a server, by what its role does: into config.yaml, or into the environment of the service. */
function serverInjection(facts: UpstreamFacts, { role, hasToken, isInlineVault }: NodeFacts): TokenInjection {
  if (facts.get('server-token-config')) {
    if (!hasToken && facts.get('joining-token-undefined'))
      return {
        way: 'lost',
        task: 'Get token from first server if needed',
        reason: msg('the task takes an undefined variable'),
      };
    if (isInlineVault && facts.get('vault-tag-dumped'))
      return {
        way: 'config',
        task: WRITE_CONFIG,
        isUnsure: true,
        reason: msg('in config.yaml, with ansible-core 2.19 or 2.20 perhaps still encrypted'),
      };
    return { way: 'config', task: WRITE_CONFIG, reason: msg('in config.yaml') };
  }
  if (facts.get('server-token-env'))
    return {
      way: 'environment',
      task: role === 'first-server' ? FIRST_ENVIRONMENT : ADD_TO_ENVIRONMENT,
      reason: msg('as K3S_TOKEN in k3s.service.env'),
    };
  return UNKNOWN;
}

const UNKNOWN: TokenInjection = {
  way: 'unknown',
  reason: msg('the tasks nearby are not those of a known k3s-ansible'),
};
