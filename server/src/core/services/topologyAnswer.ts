// The picture of a cluster through the door: drawn, with what stands behind its parts in lines and columns.
import type { Location } from '../ansible/model/model.ts';
import type { Finding, Severity } from '../diagnostics/rule.ts';
import {
  drawTopology,
  ENDPOINT_PART,
  endpointText,
  mermaidOf,
  summaryOf,
} from '../features/topology/drawing.ts';
import { topologyOf } from '../features/topology/topology.ts';
import { fileOf } from '../k3s/context.ts';
import type { Analysis } from '../session/workspace.ts';
import { type Bundle, formatMessage, type Message } from '../text/message.ts';
import { visible } from '../text/visible.ts';
import { type FileRange, toRange } from './ranges.ts';

/** One thing that is wrong. */
export interface TopologyProblem {
  readonly severity: Severity;
  readonly message: string;
  readonly place?: FileRange;
}

/** A part of the picture, as `data-part` names it, with the same content in words. */
export interface TopologyPart {
  readonly part: string;
  readonly kind: 'endpoint' | 'server' | 'agent';
  readonly label: string;
  readonly detail?: string;
  readonly place?: FileRange;
  readonly problems: readonly TopologyProblem[];
}

/** A cluster as a picture and in words; in the user's language. */
export interface TopologyAnswer {
  readonly summary: string;
  /** Without colours of its own: the classes of its parts begin with `tp-`. */
  readonly svg: string;
  /** The same for a file. */
  readonly svgFile: string;
  readonly mermaid: string;
  readonly parts: readonly TopologyPart[];
  /** Those that are about no single node. */
  readonly problems: readonly TopologyProblem[];
}

/** Of an inventory with its findings. */
export function topologyAnswer(
  { context }: Analysis,
  findings: readonly Finding[],
  bundle: Bundle,
): TopologyAnswer {
  const say = (message: Message): string => formatMessage(message, bundle);
  const topology = topologyOf(context, findings);
  const placeOf = (location: Location | undefined): { readonly place?: FileRange } => {
    const file = location && fileOf(context, location.uri);
    return file && location ? { place: { uri: location.uri, ...toRange(file.source, location.span) } } : {};
  };
  const problem = (finding: Finding): TopologyProblem => ({
    severity: finding.severity,
    message: say(finding.message),
    ...placeOf(finding),
  });
  const { endpoint, nodes } = topology;
  return {
    summary: summaryOf(topology, say),
    svg: drawTopology(topology, { bundle, isFile: false }),
    svgFile: drawTopology(topology, { bundle, isFile: true }),
    mermaid: mermaidOf(topology, bundle),
    parts: [
      ...(endpoint
        ? [
            {
              part: ENDPOINT_PART,
              kind: 'endpoint' as const,
              label: endpointText(endpoint, say),
              ...placeOf(endpoint.place),
              problems: [],
            },
          ]
        : []),
      ...nodes.map((node, index) => ({
        part: String(index),
        kind: node.role,
        label: visible(node.host),
        ...(node.address !== undefined && { detail: visible(node.address) }),
        ...placeOf(node.place),
        problems: node.findings.map(problem),
      })),
    ],
    problems: topology.findings.map(problem),
  };
}
