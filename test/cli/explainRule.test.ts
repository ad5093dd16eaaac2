// `explain-rule`: a rule's page, for those who are not in an editor.
import { afterEach, expect, it } from 'vitest';
import { listRules } from '../../server/src/core/index.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

let folder: Folder;
afterEach(() => folder?.remove());

it.each(listRules().map(({ id }) => id))('%s is explained without marks of Markdown', async (id) => {
  folder = createFolder({});
  const { code, stdout } = await folder.run(['explain-rule', id]);
  expect([code, stdout]).toEqual([
    0,
    expect.stringMatching(new RegExp(`^${id}  (?:error|warning|info)\n\n`)),
  ]);
  expect(stdout).not.toMatch(/\]\(|`[^#]/);
  expect(stdout).toContain(`# noqa: ${id}`);
});

it.each([[[]], [['no-such-rule']], [['token-empty', 'token-weak']]])('refuses %j', async (args) => {
  folder = createFolder({});
  expect(await folder.run(['explain-rule', ...args])).toMatchObject({ code: 2, stdout: '' });
});
