// A short status of a document: which project its inventory belongs to, how large the cluster is, where the token
// stands, and which versions are assumed for what reason.

import type { TargetCore } from '../ansible/target/targetCore.ts';
import { countOf } from '../features/wording/countOf.ts';
import { placeName } from '../features/wording/placeText.ts';
import { clusterDefinitions, clusterHosts } from '../k3s/cluster.ts';
import type { InventoryContext } from '../k3s/context.ts';
import { nameUpstream } from '../k3s/upstream.ts';
import type { Analysis, Workspace } from '../session/workspace.ts';
import { type Message, msg } from '../text/message.ts';
import { becauseOf } from './recognitionText.ts';

/** In the user’s language; `lines` holds the details. */
export interface DocumentStatus {
  /** `inventory`: it is checked. */
  readonly kind: 'inventory' | 'sibling' | 'other';
  readonly title: string;
  readonly lines: readonly string[];
}

/** The part of the language service behind the status bar. */
export interface StatusService {
  /** Never rejects; a document of no inventory has a status as well. */
  statusOf(uri: string): Promise<DocumentStatus>;
}

/** Asks the workspace anew at each call; what is open costs nothing. */
export function createStatusService(
  workspace: Workspace,
  translate: (message: Message) => string,
): StatusService {
  return {
    async statusOf(uri) {
      const [first] = await workspace.analyze(uri);
      const { kind, title, lines } = first ? statusWords(first) : NOTHING;
      return { kind, title: translate(title), lines: lines.map(translate) };
    },
  };
}

interface Words {
  readonly kind: DocumentStatus['kind'];
  readonly title: Message;
  readonly lines: readonly Message[];
}

const NOTHING: Words = {
  kind: 'other',
  title: msg('Not checked'),
  lines: [msg('Nothing in this file says that it belongs to an inventory of k3s-ansible.')],
};

function statusWords(analysis: Analysis): Words {
  const { recognition, context } = analysis;
  if (recognition.kind === 'other') return NOTHING;
  const reason = becauseOf(analysis);
  const because = reason ? [reason] : [];
  if (recognition.kind === 'sibling')
    return {
      kind: 'sibling',
      title: recognition.isK3s ? msg('Checked in part') : msg('Not checked'),
      lines: [
        msg('An inventory of {0}, which has other variables than k3s-ansible.', recognition.project),
        ...(recognition.isK3s
          ? [msg('Checked is what holds for every inventory: secrets, structure, Jinja.')]
          : []),
        ...because,
      ],
    };
  const { servers, agents } = clusterHosts(context.model);
  return {
    kind: 'inventory',
    title: msg('K3s: {0} + {1}', countOf(servers.length, 'servers'), countOf(agents.length, 'agents')),
    lines: [tokenLine(context), upstreamLine(context), coreLine(context.model.core, context), ...because],
  };
}

function tokenLine(context: InventoryContext): Message {
  const definitions = clusterDefinitions(context.model, (name) => name === 'token');
  const [first, ...others] = definitions;
  if (!first) return msg('token: not defined in what can be read here');
  const place = placeName(context, first);
  return others.length === 0
    ? msg('token: {0}', place)
    : msg('token: {0} and {1} more', place, others.length);
}

function upstreamLine({ upstream: { version, requirements } }: InventoryContext): Message {
  if (version) return msg('k3s-ansible: {0}', nameUpstream(version));
  return requirements
    ? msg(
        'k3s-ansible: {0}, which is not installed here; the newest release is assumed',
        requirements.version,
      )
    : msg('k3s-ansible: none was found near the inventory; the newest release is assumed');
}

function coreLine({ version, named }: TargetCore, context: InventoryContext): Message {
  return named
    ? msg('ansible-core: {0}, because of {1}', version, placeName(context, { uri: named.uri }))
    : msg('ansible-core: {0} is assumed, nothing names another', version);
}
