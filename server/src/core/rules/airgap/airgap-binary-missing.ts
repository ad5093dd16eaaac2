import { defineRule, type RuleContext } from '../../diagnostics/rule.ts';
import { listDownloads } from '../../edits/airgapFixes.ts';
import type { Architecture } from '../../k3s/airgap/architecture.ts';
import { machinesOf } from '../../k3s/airgap/hostFacts.ts';
import { airgapDefinitions, airgapFolders, type Folder, unlessFetched } from '../../k3s/airgapDir.ts';
import { nameHosts } from '../../k3s/missing.ts';
import { type AirgapRules, binaryNames, isBinaryName } from '../../k3s/roles/airgapFiles.ts';
import { airgapRulesOf } from '../../k3s/roles/behaviour.ts';
import { type Message, msg } from '../../text/message.ts';

export const airgapBinaryMissing = defineRule({
  id: 'airgap-binary-missing',
  severity: 'error',
  since: '0.1.0',
  summary: msg('The airgap folder holds no K3s binary, or none for the machine of a node'),
  why: msg(
    'The airgap role copies `k3s-amd64`, `k3s-arm64` or `k3s-arm`, as the node needs it, or else `k3s`; these exact names, in the folder itself (names with an architecture since 1.0.0).\nIf there is none, the task is skipped without a word, and the installer stops later with "Executable k3s binary not found" ([k3s-ansible #386](https://github.com/k3s-io/k3s-ansible/issues/386)).\nThe binary that K3s publishes for 32-bit ARM is called `k3s-armhf`: it must be renamed to `k3s-arm`, and a `k3s` that is alone goes to every node, whatever its machine; where `ansible_architecture` tells the machines, each of them is looked at ([roles/airgap](https://github.com/k3s-io/k3s-ansible/blob/1.2.2/roles/airgap/tasks/main.yml)).',
  ),
  *check(context) {
    for (const { definition, location, hosts } of airgapDefinitions(context)) {
      const folders = airgapFolders(context, definition) ?? [];
      const rules = airgapRulesOf(context);
      if (folders.length === 0) continue;
      const hasAny = folders.some(({ files }) => files.some((name) => isBinaryName(name, rules)));
      const messages = hasAny ? perMachine(context, folders, hosts) : [describe(folders, rules)];
      const isBare = !folders.some(({ files }) => files.some((name) => NEARLY.test(name)));
      for (const message of messages) {
        const finding = { ...location, message, fixes: [listDownloads] };
        yield isBare ? unlessFetched(context, finding) : finding;
      }
    }
  },
});

/** Nodes with a known machine that have no binary, or share one with another kind of machine. */
function* perMachine(
  context: RuleContext,
  folders: readonly Folder[],
  hosts: readonly string[],
): Generator<Message, void, undefined> {
  const rules = airgapRulesOf(context);
  const files = new Set(folders.flatMap((folder) => folder.files));
  const sharing: Architecture[] = [];
  for (const [architecture, own] of machinesOf(context.model, hosts)) {
    const found = binaryNames(architecture, rules).find((name) => files.has(name));
    if (found === 'k3s') sharing.push(architecture);
    if (found === undefined)
      yield msg(
        'The airgap folder holds no binary for {0} ({1}): the installation stops there. Put “{2}” into the folder.',
        architecture,
        nameHosts(own),
        binaryNames(architecture, rules)[0] ?? 'k3s',
      );
  }
  if (sharing.length > 1)
    yield msg(
      'The only “k3s” in the airgap folder goes to nodes of several kinds ({0}): on all but one it does not start (“exec format error”). Put “{1}” beside it.',
      sharing.join(', '),
      sharing.map((architecture) => `k3s-${architecture}`).join('”, “'),
    );
}

/** Names that are close: of a release, of a download, with other capitals. */
const NEARLY = /^k3s[-_.]?(?:armhf|armv7l?|aarch64|x86[-_]64|v?\d.*|linux.*|(?:amd64|arm64|arm)\b.*)$|^k3s$/i;

function describe(folders: readonly Folder[], rules: AirgapRules): Message {
  const names = folders.flatMap(({ files }) => files);
  const ofNewer = { ...rules, byArchitecture: true };
  if (!rules.byArchitecture && names.some((name) => isBinaryName(name, ofNewer)))
    return msg(
      'This k3s-ansible looks for “k3s” alone in the airgap folder: nodes get no binary and the installation stops. Update it to 1.0.0 or newer, or call the binary “k3s”.',
    );
  if (names.includes('k3s-armhf'))
    return msg(
      'The airgap folder holds “k3s-armhf”, which k3s-ansible does not look for: nodes get no binary and the installation stops. Rename it to “k3s-arm”.',
    );
  const nearly = names.find((name) => NEARLY.test(name) && !/\.(?:tar|txt|sh|zst|gz|rpm)\b/.test(name));
  return nearly === undefined
    ? msg(
        'The airgap folder holds no K3s binary: nodes get none and the installation stops. Folders in it are not searched. Put it there as “k3s”, or as “k3s-amd64”, “k3s-arm64” or “k3s-arm”.',
      )
    : msg(
        'The airgap folder holds “{0}”, which k3s-ansible does not look for: nodes get no binary and the installation stops. Call it “k3s”, or “k3s-amd64”, “k3s-arm64” or “k3s-arm”.',
        nearly,
      );
}
