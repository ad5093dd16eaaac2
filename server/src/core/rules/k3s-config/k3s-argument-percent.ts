import { defineRule } from '../../diagnostics/rule.ts';
import { argumentTexts } from '../../k3s/config/argumentText.ts';
import { msg } from '../../text/message.ts';
import { spanOf } from '../../text/span.ts';
import { editsInFile } from '../../yaml/spanInFile.ts';
import { refusedPercent } from './percentSign.ts';

export const k3sArgumentPercent = defineRule({
  id: 'k3s-argument-percent',
  severity: 'error',
  since: '0.1.0',
  summary: msg('A percent sign among the arguments that systemd reads as its own'),
  why: msg(
    'The arguments end up in the unit of K3s, where systemd replaces `%` and the letter behind it: `%H` becomes the name of the machine.\nWhere it knows no such sign, as in the `%40` of a password in an address, it refuses the whole unit: “Failed to resolve unit specifiers … Invalid slot”, and K3s does not start (tried with systemd 252); `%E2` becomes a folder and a `2`.\nA single `%` is written `%%`; or the setting goes into `server_config_yaml` or `agent_config_yaml`, which systemd does not read.\nA sign that systemd knows is left alone where it does not look like a part of an address.',
  ),
  *check(context) {
    for (const { definition, file, scalar, words, unit, masked, place } of argumentTexts(context))
      for (const { span, inDouble, inSingle } of words) {
        const at = refusedPercent(masked.slice(span.start, span.end));
        if (at === undefined) continue;
        const sign = spanOf(span.start + at, span.start + at + 1);
        // Between quotes the installer puts a backslash before each of the two.
        const isEscaped = !unit && /%/.test(inDouble + inSingle);
        yield {
          uri: definition.uri,
          span: place(span),
          message: isEscaped
            ? msg(
                'systemd reads “%” and what stands behind it as its own sign: it refuses the unit, or puts something else there. Put this setting into the configuration (server_config_yaml, agent_config_yaml).',
              )
            : msg(
                'systemd reads “%” and what stands behind it as its own sign: it refuses the unit, or puts something else there. Write “%%”, or put this setting into the configuration.',
              ),
          ...(!isEscaped && {
            fixes: [
              {
                title: msg('Write {0}', '%%'),
                safety: 'unsafe' as const,
                preferred: true,
                edits: () => editsInFile(file.source, scalar, [{ span: sign, newText: '%%' }]),
              },
            ],
          }),
        };
      }
  },
});
