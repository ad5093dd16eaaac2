import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A clone that was never built lacks what is generated and not committed. */
export function setup(): void {
  if (!existsSync('server/src/core/k3s/schema/generated'))
    execFileSync(process.execPath, ['scripts/generate.mjs']);
}
