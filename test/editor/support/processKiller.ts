// Ends processes of VS Code as a crash does.
import { execFileSync } from 'node:child_process';

const isServer = ({ parent, args }: Process): boolean =>
  parent === process.pid && args.includes('k3s-inventory.cjs');

/** The process of the language server, a child of the extension host, in which the tests run. */
export const serverIds = (): readonly number[] => idsOf(isServer);

/** Whether there was a language server to kill. */
export const killServer = (): boolean => kill(isServer);

/** The extension hosts of the VS Code that the process leads. Whether there was one. */
export const killExtensionHosts = (leader: number): boolean =>
  kill(({ group, args }) => group === leader && args.includes('--type=extensionHost'));

/** Whether a language server runs in the VS Code that the process leads. */
export const hasServer = (leader: number): boolean =>
  idsOf(({ group, args }) => group === leader && args.includes('k3s-inventory.cjs')).length > 0;

interface Process {
  readonly parent: number;
  readonly group: number;
  readonly args: string;
}

function kill(isMeant: (process: Process) => boolean): boolean {
  const found = idsOf(isMeant);
  for (const pid of found) process.kill(pid, 'SIGKILL');
  return found.length > 0;
}

function idsOf(isMeant: (process: Process) => boolean): readonly number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,args='], { encoding: 'utf8' }).split('\n');
  return rows.flatMap((row) => {
    const [, pid, parent, group, args = ''] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? [];
    return isMeant({ parent: Number(parent), group: Number(group), args }) ? [Number(pid)] : [];
  });
}
