// A server that is started for the first time on a machine, and one that finds what was compiled then.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure } from './session.mjs';

const rounds = 5;
const hosts = 25;
const effort = { pairs: 1, perKind: 0, warmUp: 0, starts: 0, limit: 20_000 };

/**
 * @typedef {import('./session.mjs').Sitting} Sitting
 * @typedef {{ name: string, cold: readonly Sitting[], warm: readonly Sitting[] }} Starts
 * @param {import('./client.mjs').ServerCommand & { name: string }} server
 * @returns {Promise<Starts>}
 */
export async function measureStarts(server) {
  const starts = { name: server.name, cold: [], warm: [] };
  for (let round = 0; round < rounds; round++) {
    const cache = mkdtempSync(join(tmpdir(), 'k3s-inventory-bench-'));
    const own = { ...server, env: { ...server.env, NODE_COMPILE_CACHE: cache } };
    for (const state of ['cold', 'warm'])
      starts[state].push(await measure(own, hosts, effort, { kind: 'plain', extent: 'hosts' }));
    rmSync(cache, { recursive: true });
  }
  return starts;
}
