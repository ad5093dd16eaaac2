// What the manifest says a search leaves out is what it leaves out.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SAMPLES } from '../../server/src/core/ansible/discovery/candidates.ts';

it('shows the names of samples as the default of the setting', () => {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
  const setting = manifest.contributes.configuration.properties['k3sInventory.search.exclude'];
  expect(setting.default).toEqual(SAMPLES);
});
