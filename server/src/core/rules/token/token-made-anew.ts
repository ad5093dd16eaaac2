import { scalarOf } from '../../ansible/model/definitions.ts';
import { defineRule, type RuleFinding } from '../../diagnostics/rule.ts';
import { clusterHosts, definitionsFor } from '../../k3s/cluster.ts';
import { msg } from '../../text/message.ts';
import { lineOf, spanInFile } from '../../yaml/spanInFile.ts';
import { findRandomValue } from './randomValue.ts';

export const tokenMadeAnew = defineRule({
  id: 'token-made-anew',
  severity: 'error',
  since: '0.1.0',
  summary: msg('The token is another one each time it is read'),
  why: msg(
    "Ansible fills in a variable of the inventory whenever a task needs it, on each host by itself: `lookup('password', '/dev/null')`, `random`, `password_hash` without a salt, or a pipe to `openssl rand` give another text each time.\nThe first server then has one token and every other node another: none can join (seen with the real playbook and ansible-core 2.19).\nA cluster of one node starts, and stops at the next run, which brings another token than the one its data is encrypted with.\nMake the token once: write it down and encrypt it with ansible-vault, give `lookup('password', …)` a file of its own, or leave `token` out where k3s-ansible generates one.",
  ),
  *check({ model, files }) {
    const { all } = clusterHosts(model);
    const reported = new Set<string>();
    for (const { definition, hosts } of definitionsFor(model, all, 'token').effective) {
      const [host] = hosts;
      const found = host === undefined ? undefined : findRandomValue(model, host, definition);
      const [file, scalar] = found
        ? [files.get(found.definition.uri), scalarOf(found.definition)]
        : [undefined, undefined];
      const place = found && `${found.definition.uri}:${found.definition.keySpan.start}`;
      if (!found || !file || !scalar || place === undefined || reported.has(place)) continue;
      reported.add(place);
      const finding: RuleFinding = {
        uri: found.definition.uri,
        span: lineOf(file.source, spanInFile(file.source, scalar, found.span)),
        ...(all.length < 2 && { severity: 'warning' as const }),
        message: msg(
          'This token changes each time it is read: no node can join the first server, and no later run fits the cluster. Write one token down, encrypted, or let lookup("password", …) keep it in a file.',
        ),
      };
      yield finding;
    }
  },
});
