import { defineRule } from '../../diagnostics/rule.ts';
import { msg } from '../../text/message.ts';

export const localhostTwice = defineRule({
  id: 'localhost-twice',
  severity: 'info',
  since: '0.1.0',
  summary: msg('The machine that runs Ansible is listed under two names'),
  why: msg(
    'To Ansible `localhost`, `127.0.0.1` and `::1` are names of the machine it runs on.\nOf several it takes the first for tasks that run there (`delegate_to: localhost`), and warns "A duplicate localhost-like entry was found" on every run; the others are hosts of their own, which are prepared a second time.',
  ),
  *check({ model }) {
    if (LOCAL.filter((name) => model.hosts.has(name)).length < 2) return;
    // The order in which Ansible meets them: with equal keys it is not that of the text.
    const found = [...model.hosts.values()].flatMap(({ name, locations: [place] }) =>
      place && LOCAL.includes(name) ? [{ name, place }] : [],
    );
    const [first, ...others] = found;
    for (const { name, place } of first ? others : []) {
      yield {
        uri: place.uri,
        span: place.span,
        message: msg(
          'Host “{0}” is the same machine as “{1}” to Ansible, which warns on every run. Keep one of the two.',
          name,
          first?.name ?? '',
        ),
      };
    }
  },
});

/** As ansible/constants.py has it. */
const LOCAL = ['127.0.0.1', 'localhost', '::1'];
