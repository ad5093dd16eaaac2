import { defineRule, type Fix } from '../../diagnostics/rule.ts';
import { replaceValueEdit } from '../../edits/replaceValue.ts';
import { type AirgapDefinition, airgapDefinitions, type NoPath, whyNoPath } from '../../k3s/airgapDir.ts';
import { type Message, msg } from '../../text/message.ts';
import { removeEntryEdit } from '../../yaml/edits.ts';
import { resolveAlias } from '../../yaml/tree.ts';

export const airgapDirNotString = defineRule({
  id: 'airgap-dir-not-string',
  severity: 'error',
  since: '0.1.0',
  summary: msg('`airgap_dir` is defined, but is no path'),
  why: msg(
    '`airgap_dir` switches to the airgap installation as soon as it is *defined*: `false`, `null` and `""` do not switch it off.\nThe role appends file names to it (`airgap_dir + \'/k3s-install.sh\'`), which fails for everything but text; with an empty text it looks in the root folder of the machine that runs Ansible ([roles/airgap](https://github.com/k3s-io/k3s-ansible/blob/1.2.2/roles/airgap/tasks/main.yml), tried with ansible-core 2.14).\nFor an installation from the internet, remove the line.',
  ),
  *check(context) {
    for (const found of airgapDefinitions(context)) {
      const why = whyNoPath(found.definition.value);
      if (!why) continue;
      yield { ...found.location, message: MESSAGES[why], fixes: [...unwrapFix(found), ...removeFix(found)] };
    }
  },
});

const MESSAGES: Readonly<Record<NoPath, Message>> = {
  nothing: msg(
    'airgap_dir holds nothing, but counts as defined: the airgap installation starts and finds no files. Give a path, or remove the line to install from the internet.',
  ),
  list: msg('airgap_dir is a list, but one path is needed: the deployment stops. Give the path as text.'),
  mapping: msg('airgap_dir is a mapping, but a path is needed: the deployment stops. Give the path as text.'),
  other: msg(
    'airgap_dir is no text, but counts as defined: the airgap installation starts and stops with an error. Give a path in quotes, or remove the line to install from the internet.',
  ),
};

/** A list with one path was surely meant as that path. */
function unwrapFix({ definition, file }: AirgapDefinition): readonly Fix[] {
  const list = resolveAlias(definition.value);
  const [item, ...others] = list?.kind === 'sequence' && definition.value?.kind !== 'alias' ? list.items : [];
  if (item?.kind !== 'scalar' || others.length > 0 || whyNoPath(item)) return [];
  const text = file.source.slice(item.span.start, item.span.end);
  if (/[\r\n]/.test(text)) return [];
  const edit = replaceValueEdit(file.source, definition, text);
  return [
    { title: msg('Use the only path of the list'), safety: 'safe', preferred: true, edits: () => [edit] },
  ];
}

function removeFix({ definition, file }: AirgapDefinition): readonly Fix[] {
  const edit = file.document && removeEntryEdit(file.source, definition);
  return edit
    ? [
        {
          title: msg('Remove airgap_dir, to install from the internet'),
          safety: 'unsafe',
          edits: () => [edit],
        },
      ]
    : [];
}
