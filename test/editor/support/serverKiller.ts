// Ends the language server as a crash does. It is a child of the extension host, in which the tests run.
import { execFileSync } from 'node:child_process';

/** Whether there was one. */
export function killServer(): boolean {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const servers = rows.flatMap((row) => {
    const [, pid, parent, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? [];
    return Number(parent) === process.pid && args.includes('k3s-inventory.cjs') ? [Number(pid)] : [];
  });
  for (const pid of servers) process.kill(pid, 'SIGKILL');
  return servers.length > 0;
}
