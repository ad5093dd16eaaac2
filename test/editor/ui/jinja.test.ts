// A person reads and writes an api_endpoint: sees its value, is shown where it is wrong, and is helped with the rest.
import { expect, test } from 'vitest';
import { useWorkbench } from '../support/useWorkbench.ts';

const EXPRESSION = "{{ hostvars[groups['server'][0]]['ansible_host'] | default(groups['server'][0]) }}";

const inventory = (endpoint: string): string => `---
k3s_cluster:
  children:
    server:
      hosts:
        node1: {ansible_host: 192.168.20.11}
        node2: {ansible_host: 192.168.20.12}
        node3: {ansible_host: 192.168.20.13}
    agent:
      hosts:
        node4: {ansible_host: 192.168.20.14}

  vars:
    ansible_user: debian
    k3s_version: v1.31.12+k3s1
    token: "{{ vault_token | trim }}"
    api_endpoint: ${endpoint}
`;

const workbench = useWorkbench();

test('the value stands behind the expression, and in its hover', async () => {
  const editor = await workbench.openFile('inventory.yml', inventory(`"${EXPRESSION}"`));
  await editor.sees('= 192.168.20.11');
  await editor.screenshot('inlay-hint');
  const explanation = await editor.hover(editor.word('default'));
  expect(explanation).toContain('Resolves to 192.168.20.11 on all 4 hosts');
  await editor.screenshot('jinja-hover');
});

test('a mistake is underlined where it is', async () => {
  const editor = await workbench.openFile(
    'inventory.yml',
    inventory(`"${EXPRESSION.replace(') }}', ' }}')}"`),
  );
  await editor.squiggles.first().waitFor();
  await editor.goTo(' }}"');
  await editor.page.keyboard.press('F8');
  await editor.page.locator('.marker-widget').getByText("Found '}}' where ')' was expected").waitFor();
  await editor.screenshot('jinja-error');
});

test('groups are offered inside of quotes, and the rest is closed', async () => {
  const editor = await workbench.openFile('inventory.yml', inventory('""'));
  // Now the extension has started.
  await editor.squiggles.first().waitFor();
  await editor.goTo('""', 1);
  await editor.page.keyboard.type('{{', { delay: 60 });
  await editor.sees('"{{ }}"');
  await editor.page.keyboard.type(' groups[', { delay: 60 });
  const server = await editor.completion('server');
  await server.focus();
  await editor.screenshot('jinja-completion');
  await server.choose(editor.line("groups['server'"));
  await editor.page.keyboard.type('[0] | defa', { delay: 60 });
  const filter = await editor.completion('default');
  await filter.choose(editor.line('default()'));
  await editor.page.locator('.parameter-hints-widget').getByText('default_value').first().waitFor();
  await editor.screenshot('jinja-signature');
  expect(await editor.save()).toBe(inventory(`"{{ groups['server'][0] | default() }}"`));
});
