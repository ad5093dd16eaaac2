// An inventory of any size, and what a user does to it in an editor. Knows nothing of servers.
import { hostLines } from './hostKinds.mjs';

/**
 * @typedef {{ line: number, character: number }} Position
 * @typedef {{ range: { start: Position, end: Position }, text: string }} Change
 * @typedef {object} Edit a change and its way back
 * @property {Change} apply
 * @property {Change} undo
 * @property {number} shift how many lines are between the two texts
 *
 * @typedef {object} Fleet
 * @property {string} text
 * @property {number} faultLine where every server has something to report, so that every edit is answered
 * @property {Record<'host' | 'top' | 'vars' | 'jinja' | 'lifecycle' | 'group' | 'section' | 'range' | 'paste' | 'newKey', Edit>} edits
 * @property {Change} keystroke the first letter of a key on the line that `newKey` brings
 * @property {Change} backspace
 * @property {Position} afterKeystroke
 * @property {Position} aKey where a known variable is written
 */

const indent = ' '.repeat(8);
const number = (index, digits) => String(index).padStart(digits, '0');

/** Leaves room for a digit before the last number: 10.1.0.20 becomes 10.1.0.120, an address no other host has. */
const address = (index) =>
  `10.${1 + Math.floor(index / 20_000)}.${Math.floor(index / 80) % 250}.${20 + (index % 80)}`;

const member = (index, kind) => hostLines(`node-${number(index, 6)}`, address(index), kind);
const members = (from, to, kind) =>
  Array.from({ length: to - from }, (_, at) => member(from + at, kind)).flat();

/** What a user pastes; the numbers start where no fleet has any. */
const pasted = (count, kind) =>
  Array.from({ length: count }, (_, at) =>
    hostLines(`new-${number(at, 4)}`, address(4_000_000 + at), kind),
  ).flat();

const variables = [
  '  vars:',
  '    ansible_user: debian',
  '    k3s_version: v1.31.12+k3s1',
  '    token: "{{ vault_token }}"',
  `    api_endpoint: "{{ hostvars[groups['server'][0]]['ansible_host'] | default(groups['server'][0]) }}"`,
  '    extra_server_args: "--disable traefik"',
  '    extra_agent_args: [--node-label, fleet]',
];

/** @param {number} hosts at least 5 @param {import('./hostKinds.mjs').HostKind} kind @returns {Fleet} */
export function generateFleet(hosts, kind = 'plain') {
  const servers = 3;
  const before = [
    `# A fleet of ${hosts} hosts.`,
    'k3s_cluster:',
    '  children:',
    '    server:',
    '      hosts:',
    ...members(0, servers, kind),
    '    agent:',
    '      hosts:',
  ];
  const lines = [...before, ...members(servers, hosts, kind), ...variables];
  const size = member(0, kind).length;
  const middle = before.length + size * Math.floor((hosts - servers) / 2);
  return { text: `${lines.join('\n')}\n`, ...placesIn(lines, middle, kind) };
}

/** @param {string[]} lines @param {number} middle the first line of a host with as many before as behind it */
function placesIn(lines, middle, kind) {
  const lineOf = (key) => lines.findLastIndex((line) => line.startsWith(`    ${key}:`));
  const ending = (line, text) => lines[line].lastIndexOf(text) + text.length;
  const vars = lines.lastIndexOf('  vars:');
  const jinja = lineOf('api_endpoint');
  const args = lineOf('extra_server_args');
  const agent = lineOf('agent');
  const ofHost = lines.findIndex((line, index) => index >= middle && line.includes('ansible_host: '));
  return {
    faultLine: lineOf('extra_agent_args'),
    edits: {
      host: type(ofHost, ending(ofHost, '.'), '1'),
      top: addLines(0, ['# Written on another day.']),
      vars: type(args, ending(args, 'traefik'), 'x'),
      jinja: type(jinja, ending(jinja, "['server'][0"), ' '),
      lifecycle: addLines(middle, pasted(1, kind)),
      group: addLines(agent, ['    spare:', '      hosts:', `${indent}spare-1:`]),
      section: addLines(agent + 1, ['      vars:', `${indent}ansible_port: 22`]),
      range: addLines(middle, [`${indent}range-[1:9]:`, `${indent}  ansible_port: 22`]),
      paste: addLines(middle, pasted(500, kind)),
      newKey: addLines(vars + 1, ['    ']),
    },
    keystroke: type(vars + 1, 4, 's').apply,
    backspace: type(vars + 1, 4, 's').undo,
    afterKeystroke: { line: vars + 1, character: 5 },
    aKey: { line: lineOf('k3s_version'), character: 6 },
  };
}

/** @returns {Edit} */
function type(line, character, text) {
  const start = { line, character };
  const end = { line, character: character + text.length };
  return {
    apply: { range: { start, end: start }, text },
    undo: { range: { start, end }, text: '' },
    shift: 0,
  };
}

/** @returns {Edit} */
function addLines(line, added) {
  const start = { line, character: 0 };
  const end = { line: line + added.length, character: 0 };
  return {
    apply: { range: { start, end: start }, text: `${added.join('\n')}\n` },
    undo: { range: { start, end }, text: '' },
    shift: added.length,
  };
}
