// What a host of an inventory may look like. Each kind has the address of the host in its first lines, on one of them.

/** @typedef {'plain' | 'quoted' | 'comments' | 'jinja' | 'flowList' | 'blockList' | 'nested' | 'blockScalar' | 'flowHost'} HostKind */

const indent = ' '.repeat(8);

/** Below the name of a host and its address. @type {Record<Exclude<HostKind, 'flowHost' | 'comments'>, readonly string[]>} */
const below = {
  plain: [],
  quoted: ["rack: 'row ''7'''", 'owner: "the \\"edge\\" team\\u0021"'],
  jinja: ['node_ip: "{{ ansible_host }}"', "node_name: \"{{ inventory_hostname | replace('node-', '') }}\""],
  flowList: ['labels: [disk=ssd, zone=a, "rack=7"]'],
  blockList: ['labels:', '  - disk=ssd', '  - zone=a'],
  nested: ['node_config:', '  kubelet:', '    max_pods: 110', '  taints: none'],
  blockScalar: ['notes: |', '  Stands in the cellar.', '  Ask before it is switched off.'],
};

/** As people would name them. @type {Record<HostKind, string>} */
export const hostKinds = {
  plain: 'plain',
  quoted: 'quoted',
  comments: 'comments',
  jinja: 'Jinja text',
  flowList: 'flow list',
  blockList: 'block list',
  nested: 'nested mapping',
  blockScalar: 'block scalar',
  flowHost: 'one-line flow host',
};

/** The lines of a host. @param {string} name @param {string} address @param {HostKind} kind */
export function hostLines(name, address, kind) {
  if (kind === 'flowHost') return [`${indent}${name}: { ansible_host: ${address}, ansible_port: 22 }`];
  if (kind === 'comments')
    return [
      `${indent}# In the cellar.`,
      `${indent}${name}:`,
      `${indent}  ansible_host: ${address} # by hand`,
    ];
  const lines = below[kind].map((line) => `${indent}  ${line}`);
  return [`${indent}${name}:`, `${indent}  ansible_host: ${address}`, ...lines];
}
