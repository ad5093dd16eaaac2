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
    const found = LOCAL.flatMap((name) => {
      const place = model.hosts.get(name)?.locations[0];
      return place ? [{ name, place }] : [];
    });
    const rank = ({ place }: (typeof found)[number]): number => model.sources.indexOf(place.uri);
    found.sort((a, b) => rank(a) - rank(b) || a.place.span.start - b.place.span.start);
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
