// After any edits, an inventory that is kept open says what one says that is opened anew: model, findings, places.
import { expect, test } from 'vitest';
import { createWorkspace } from '../../../server/src/core/session/workspace.ts';
import { createEditingHost } from '../../support/editingHost.ts';
import { compareAfterEdits, FILES } from '../../support/editSequences.ts';
import { uriOf } from '../../support/memoryHost.ts';
import { chooseSeed } from '../../support/seed.ts';

test('random edits: as if opened anew', () =>
  compareAfterEdits(chooseSeed('edits of an open inventory'), 20));

test('another value for one host leaves the groups, the hosts and all other definitions as they are', async () => {
  const host = createEditingHost(FILES);
  const workspace = createWorkspace(host);
  const before = (await workspace.analyze(uriOf('inventory.yml')))[0]?.context.model;
  host.type('inventory.yml', host.text('inventory.yml').replace('ansible_port: 22', 'ansible_port: 2222'));
  const after = (await workspace.analyze(uriOf('inventory.yml')))[0]?.context.model;
  expect(after).toBe(before);
  expect(
    after?.definitionsOfHosts.get('s3')?.map(({ value }) => value?.kind === 'scalar' && value.text),
  ).toEqual(['10.0.0.3', '2222']);
});
