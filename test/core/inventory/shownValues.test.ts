import { describe, expect, it } from 'vitest';
import { createShownValues } from '../../../server/src/core/ansible/print/shownValues.ts';
import { printJson } from '../../../server/src/core/jinja/evaluate.ts';
import { loadVariableSchema } from '../../../server/src/core/k3s/schema/variableSchema.ts';
import { formatMessage } from '../../../server/src/core/text/message.ts';
import { modelOfYaml } from '../../support/inventoryModel.ts';

const model = modelOfYaml(`server:
  hosts:
    h1:
  vars:
    token: S3cret
    source: "{{ token }}"
    users: [{ name: ann, password: S3cret }, { name: bob, password: "{{ source }}" }]
    text: plain
    empty_token: ""
    lost_token: "{{ vault_nothing }}"
    own_password: "{{ S3cret }}"
    db_password: "{{ text }}"
    vaulted: !vault |
      $ANSIBLE_VAULT;1.1;AES256
      3132
`);

function show(text: string, name?: string): string {
  const result = createShownValues(model, loadVariableSchema(), { others: 'undefined' })('h1', text, name);
  if (!result) return 'no host';
  if (result.known) return printJson(result.value);
  if ('error' in result) return `! ${formatMessage(result.error)}`;
  return result.isSecret ? 'secret' : `? ${formatMessage(result.reason)}`;
}

describe('a value that is shown', () => {
  it.each([
    '{{ token }}',
    '{{ source }}',
    '{{ [source | b64encode] }}',
    '{{ token[:1] }}',
    '{% for c in source %}{{ c }}{% endfor %}',
    '{{ token == "S3cret" }}',
    "{{ groups[token] | default('x') }}",
    "{{ hostvars['h1'].token }}",
    "{{ hostvars['h1'].source }}",
    '{{ users[0].password }}',
    '{{ users[1].password }}',
    '{{ users }}',
    '{{ users | map(attribute="password") | join }}',
    '{{ vaulted }}',
    '{{ db_password }}',
    "{{ 'https://u:' ~ text ~ '@host' }}",
  ])('depends on no secret: %s', (text) => {
    expect(show(text)).toBe('secret');
  });

  it('is not the value of a secret variable, whatever it is made of', () => {
    expect(show("{{ 'a' ~ 'b' }}", 'token')).toBe('secret');
    expect(show('{{ S3cret }}', 'token')).toBe('secret');
    expect(show('{{ text | b64encode }}', 'db_password')).toBe('secret');
  });

  it('says of a secret that what it stands for is not there', () => {
    expect(show('{{ vault_nothing | trim }}', 'token')).toBe("! 'vault_nothing' is not defined");
    expect(show('{{ lost_token }}')).toBe("! 'vault_nothing' is not defined");
    expect(show('{{ own_password }}')).toBe('secret');
  });

  it.each([
    ['{{ text }}', '"plain"'],
    ['{{ users[1].name }}', '"bob"'],
    ['{{ users | length }}', '2'],
    ['{{ token is defined }}', 'true'],
    ['{{ text if true else token }}', '"plain"'],
    ['{{ empty_token }}', '""'],
  ])('may stand beside one: %s', (text, value) => {
    expect(show(text).replace(/^"(\d)"$/, '$1')).toBe(value);
  });

  it('is nothing on a host that is not there', () => {
    expect(
      createShownValues(model, loadVariableSchema(), { others: 'undefined' })('h9', 'x'),
    ).toBeUndefined();
  });
});
