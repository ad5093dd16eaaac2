// The picture of a cluster as SVG, and as Mermaid for a README. Pure text: an editor, a page and a file show the same.
import { type Bundle, formatMessage, type Message, msg } from '../../text/message.ts';
import { visible } from '../../text/visible.ts';
import { countOf } from '../wording/countOf.ts';
import type { Topology, TopologyNode } from './topology.ts';

const CARD = { width: 172, height: 58, gap: 12, columns: 4 };
const MARGIN = 16;
const HEAD = 28;
/** More would be no picture any more. */
const MOST = 240;
/** Of the boxes; the line of the agents runs beside them. */
const LEFT = MARGIN + 24;
const WIDTH = 2 * MARGIN + 2 * CARD.gap + CARD.columns * (CARD.width + CARD.gap) - CARD.gap + 24;
const ENDPOINT = { width: 300, height: 46 };

/** What a file needs that no editor gives a style. */
const STYLE = `<style>
.tp-box{fill:#f6f8fa;stroke:#8c959f}.tp-card{fill:#fff;stroke:#57606a}.tp-text{fill:#1f2328;font:13px sans-serif}
.tp-small{fill:#57606a;font:11px sans-serif}.tp-head{fill:#1f2328;font:bold 13px sans-serif}
.tp-line{stroke:#0969da;fill:none;stroke-width:1.5}.tp-arrow{fill:#0969da}.tp-is-endpoint{stroke:#0969da;stroke-width:2.5}
.tp-error{fill:#b42318;font:bold 11px sans-serif}.tp-warning{fill:#7a4d00;font:bold 11px sans-serif}
</style><rect width="100%" height="100%" fill="#fff"/>`;

/** Which of the places a part of the picture leads to: the endpoint, or a node by its number. */
export const ENDPOINT_PART = 'endpoint';

type Say = (message: Message) => string;

interface Options {
  readonly bundle: Bundle;
  /** With colours of its own, for a file. */
  readonly isFile: boolean;
}

/** An SVG whose parts name with `data-part` what they show; every one can be reached with the keyboard. */
export function drawTopology(topology: Topology, { bundle, isFile }: Options): string {
  const say: Say = (message) => formatMessage(message, bundle);
  const painted = topology.nodes.map(
    (node, number): Painted => ({ node, number, isEndpoint: node.host === topology.endpoint?.host }),
  );
  const servers = painted.filter(({ node }) => node.role === 'server');
  const agents = painted.filter(({ node }) => node.role === 'agent');
  const serversTop = MARGIN + ENDPOINT.height + 44;
  const first = drawGroup(say(countOf(servers.length, 'servers')), servers, serversTop, say);
  const agentsTop = first.bottom + 36;
  const second = drawGroup(say(countOf(agents.length, 'agents')), agents, agentsTop, say);
  const height = second.bottom + MARGIN;
  const title = escapeXml(summaryOf(topology, say));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="group" aria-label="${title}">`,
    ...(isFile ? [STYLE] : []),
    drawEndpoint(topology, say),
    drawDials({ servers: servers.length, agents: agents.length, serversTop, agentsTop }, say),
    first.svg,
    second.svg,
    '</svg>',
  ].join('\n');
}

/** One sentence for those who do not see the picture. */
export function summaryOf({ nodes, endpoint }: Topology, say: Say): string {
  const servers = nodes.filter(({ role }) => role === 'server').length;
  const head = say(msg('{0} + {1}', countOf(servers, 'servers'), countOf(nodes.length - servers, 'agents')));
  return endpoint ? `${head}; ${endpointText(endpoint, say)}` : head;
}

/** The address, and whose it is. */
export function endpointText({ text, host }: NonNullable<Topology['endpoint']>, say: Say): string {
  if (text === undefined) return say(msg('api_endpoint: cannot be known here'));
  if (host === undefined) return say(msg('api_endpoint: {0}, of no node', text));
  return host === text ? `api_endpoint: ${text}` : say(msg('api_endpoint: {0}, of {1}', text, host));
}

/** How many errors and warnings a part has. */
function marksOf(findings: TopologyNode['findings']): {
  readonly errors: number;
  readonly warnings: number;
} {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: findings.filter(({ severity }) => severity === 'warning').length };
}

interface Painted {
  readonly node: TopologyNode;
  /** Names the part. */
  readonly number: number;
  readonly isEndpoint: boolean;
}

/** A node: its name, its address, and how much is wrong with it. */
function drawCard({ node, number, isEndpoint }: Painted, x: number, y: number, say: Say): string {
  const { host, address, findings } = node;
  const { errors, warnings } = marksOf(findings);
  const label = [
    node.role === 'server' ? say(msg('server')) : say(msg('agent')),
    host,
    ...(address === undefined ? [] : [address]),
    ...(isEndpoint ? ['api_endpoint'] : []),
    ...(errors > 0 ? [say(countOf(errors, 'errors'))] : []),
    ...(warnings > 0 ? [say(countOf(warnings, 'warnings'))] : []),
  ].join(', ');
  const below = address ?? (isEndpoint ? 'api_endpoint' : '');
  const kind = isEndpoint ? 'tp-card tp-is-endpoint' : 'tp-card';
  return part(
    String(number),
    label,
    `<rect class="${kind}" x="${x}" y="${y}" width="${CARD.width}" height="${CARD.height}" rx="6"/>${words('tp-head', x + 10, y + 20, cut(visible(host), 20))}${words('tp-small', x + 10, y + 35, cut(visible(below), 26))}${drawMarks(errors, warnings, x + 10, y + 50)}`,
  );
}

function drawMarks(errors: number, warnings: number, x: number, y: number): string {
  const error = errors > 0 ? `<tspan class="tp-error">✖ ${errors}</tspan>` : '';
  const dx = errors > 0 ? 8 : 0;
  const warning = warnings > 0 ? `<tspan class="tp-warning" dx="${dx}">⚠ ${warnings}</tspan>` : '';
  return error || warning ? `<text x="${x}" y="${y}" aria-hidden="true">${error}${warning}</text>` : '';
}

function drawEndpoint({ endpoint }: Topology, say: Say): string {
  const x = (WIDTH - ENDPOINT.width) / 2;
  const text = endpoint ? endpointText(endpoint, say) : say(msg('api_endpoint: not defined'));
  const inside = `<rect class="tp-card tp-is-endpoint" x="${x}" y="${MARGIN}" width="${ENDPOINT.width}" height="${ENDPOINT.height}" rx="23"/><text class="tp-text" text-anchor="middle" x="${WIDTH / 2}" y="${MARGIN + 28}">${escapeXml(cut(text, 42))}</text>`;
  return endpoint ? part(ENDPOINT_PART, text, inside) : `<g>${inside}</g>`;
}

/** The box around the nodes of a role, and where it ends. */
function drawGroup(title: string, nodes: readonly Painted[], y: number, say: Say) {
  const shown = nodes.slice(0, MOST);
  const rows = Math.max(1, Math.ceil(shown.length / CARD.columns));
  const more = nodes.length - shown.length;
  const height = HEAD + rows * (CARD.height + CARD.gap) + (more > 0 ? 20 : 0);
  const x = LEFT + CARD.gap;
  const cards = shown.map((node, index) => {
    const [column, row] = [index % CARD.columns, Math.floor(index / CARD.columns)];
    return drawCard(
      node,
      x + column * (CARD.width + CARD.gap),
      y + HEAD + row * (CARD.height + CARD.gap),
      say,
    );
  });
  const rest = more > 0 ? words('tp-small', x, y + height - 8, say(msg('{0} more are not drawn', more))) : '';
  return {
    bottom: y + height,
    svg: `<g><rect class="tp-box" x="${LEFT}" y="${y}" width="${WIDTH - LEFT - MARGIN}" height="${height}" rx="8"/>${words('tp-head', x, y + 19, title)}${cards.join('')}${rest}</g>`,
  };
}

/** Agents, and the servers that join, dial the endpoint. */
function drawDials({ servers, agents, serversTop, agentsTop }: Dialling, say: Say): string {
  const middle = MARGIN + ENDPOINT.height / 2;
  const left = (WIDTH - ENDPOINT.width) / 2;
  const right = WIDTH / 2 + 90;
  const line = (d: string): string => `<path class="tp-line" d="${d}"/>`;
  const arrow = (d: string): string => `<path class="tp-arrow" d="${d}"/>`;
  const fromAgents =
    line(`M${LEFT} ${agentsTop + 14}H${MARGIN + 6}V${middle}H${left - 8}`) +
    arrow(`M${left} ${middle}l-9 -5v10z`) +
    words('tp-small', MARGIN + 14, middle - 8, say(msg('agents join here')));
  const fromServers =
    line(`M${right} ${serversTop}V${MARGIN + ENDPOINT.height + 9}`) +
    arrow(`M${right} ${MARGIN + ENDPOINT.height}l-5 9h10z`) +
    words('tp-small', right + 8, serversTop - 14, say(msg('further servers join here')));
  return `${agents > 0 ? fromAgents : ''}${servers > 1 ? fromServers : ''}`;
}

/** Its title is its name for a screen reader. */
const part = (name: string, label: string, inside: string): string =>
  `<g class="tp-part" data-part="${name}" tabindex="0" role="button"><title>${escapeXml(label)}</title>${inside}</g>`;

const words = (kind: string, x: number, y: number, text: string): string =>
  `<text class="${kind}" x="${x}" y="${y}">${escapeXml(text)}</text>`;

interface Dialling {
  readonly servers: number;
  readonly agents: number;
  readonly serversTop: number;
  readonly agentsTop: number;
}

/** For a README: GitHub and GitLab draw it. */
export function mermaidOf(topology: Topology, bundle: Bundle): string {
  const say: Say = (message) => formatMessage(message, bundle);
  const ids = new Map(topology.nodes.map(({ host }, index) => [host, `n${index}`]));
  const group = (role: TopologyNode['role'], title: string): readonly string[] => {
    const own = topology.nodes.filter((node) => node.role === role);
    const lines = own.map(({ host, address }) => {
      const text = address === undefined ? quoted(host) : `${quoted(host)}<br/>${quoted(address)}`;
      return `    ${ids.get(host)}["${text}"]`;
    });
    return own.length === 0 ? [] : [`  subgraph ${role}["${title}"]`, ...lines, '  end'];
  };
  const { endpoint, nodes } = topology;
  const agents = nodes.some(({ role }) => role === 'agent');
  const servers = nodes.filter(({ role }) => role === 'server');
  const owner = endpoint?.host === undefined ? 'server' : ids.get(endpoint.host);
  return `${[
    'flowchart TB',
    ...(endpoint ? [`  endpoint(["${quoted(endpointText(endpoint, say))}"])`] : []),
    ...group('server', quoted(say(countOf(servers.length, 'servers')))),
    ...group('agent', quoted(say(countOf(nodes.length - servers.length, 'agents')))),
    ...(endpoint && servers.length > 0 ? [`  endpoint --> ${owner}`] : []),
    ...(endpoint && agents ? ['  agent --> endpoint'] : []),
  ].join('\n')}\n`;
}

/** As text between quotes of Mermaid, which has entities, and no escapes. */
const quoted = (text: string): string =>
  visible(text).replace(/[^\p{L}\p{N} .:,_+/-]/gu, (letter) => `#${letter.codePointAt(0)};`);

const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

const escapeXml = (text: string): string =>
  visible(text).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
