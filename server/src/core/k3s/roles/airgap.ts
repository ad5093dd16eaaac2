// What the role of the airgap brings to a node, before the other roles: copies of files, and a first call of the install
// script. Read from roles/airgap/tasks/main.yml of each release.
import type { DirectoryEntry } from '../../ansible/files/fileSystem.ts';
import { type Message, msg } from '../../text/message.ts';
import { architectureOf } from '../airgap/architecture.ts';
import { createHostFacts } from '../airgap/hostFacts.ts';
import type { InventoryContext } from '../context.ts';
import { distribute, SCRIPT } from './airgapFiles.ts';
import { airgapRulesOf } from './behaviour.ts';
import type { CopiedFile, Installer, Node } from './node.ts';
import { isAirgapped } from './steps.ts';

const PROGRAMS = '/usr/local/bin';
const IMAGES = '/var/lib/rancher/k3s/agent/images';
const CALL = { INSTALL_K3S_SKIP_ENABLE: 'true', INSTALL_K3S_SKIP_DOWNLOAD: 'true' };

/** Until 1.1.1 the one call of the install script is this role's. */
const callOf = (isServer: boolean): Installer => ({
  exec: isServer ? '' : 'agent',
  version: '',
  environment: isServer ? CALL : { ...CALL, INSTALL_K3S_EXEC: 'agent' },
});

/** Runs the role where `airgap_dir` is defined; nothing else turns it on. */
export function runAirgapRole(node: Node, context: InventoryContext, isServer: boolean): void {
  if (!isAirgapped(node)) return;
  const folder = node.text('airgap_dir', 'airgap_dir').replace(/(?<!\/)\/+$/, '');
  node.airgap = {
    ...(node.facts.writesConfig && { installer: callOf(isServer) }),
    copies: new Map([...copiesOf(node, context, folder)].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function* copiesOf(
  node: Node,
  context: InventoryContext,
  folder: string,
): Generator<readonly [string, CopiedFile]> {
  const copy = (name: string): CopiedFile => ({ from: `${folder}/${name}`, mode: '0755' });
  const unknown = (path: string, reason: Message): CopiedFile => ({
    from: node.gap(path, reason),
    mode: '0755',
  });
  // Where it is not in the folder, it is downloaded into it.
  yield [`${PROGRAMS}/${SCRIPT}`, copy(SCRIPT)];
  const names = namesIn(context, folder);
  const binary = `${PROGRAMS}/k3s`;
  if (!names) {
    const reason = msg('what lies in the airgap folder is not known here');
    yield [binary, unknown(binary, reason)];
    yield [IMAGES, unknown(IMAGES, reason)];
    return;
  }
  const rules = airgapRulesOf(context);
  const { machine } = createHostFacts(context.model)(node.host);
  const known = machine === undefined ? undefined : architectureOf(machine);
  // The role takes what it does not know for amd64; what K3s would not run on is reported by the audit.
  const found = distribute(names, known ?? 'amd64', rules);
  const isSame = known !== undefined || hangsOnNoArchitecture(names);
  if (!isSame)
    yield [binary, unknown(binary, msg('the architecture of the node is known when the play runs'))];
  else if (found.binary !== undefined) yield [binary, copy(found.binary)];
  for (const image of found.images) yield [`${IMAGES}/${image}`, copy(image)];
}

/** No file is meant for one architecture only. */
const hangsOnNoArchitecture = (names: readonly string[]): boolean =>
  !names.some((name) => /^k3s-(?:amd64|arm64|arm)$/.test(name));

/** Of the one folder that it may be. */
function namesIn({ airgap }: InventoryContext, folder: string): readonly string[] | undefined {
  const places = [...airgap.places].find(([text]) => text.replace(/(?<!\/)\/+$/, '') === folder)?.[1] ?? [];
  const [place] = places;
  if (!place || places.length > 1 || !Array.isArray(place.entries)) return undefined;
  const entries: readonly DirectoryEntry[] = place.entries;
  return entries.filter(({ kind }) => kind === 'file').map(({ name }) => name);
}
