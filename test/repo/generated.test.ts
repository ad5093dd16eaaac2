import { execFileSync } from 'node:child_process';
import { it } from 'vitest';

it('what is generated equals what is committed', () => {
  execFileSync(process.execPath, ['scripts/generate.mjs', '--check'], { stdio: 'pipe' });
});
