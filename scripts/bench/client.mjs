// A language client over stdio, as far as measuring needs one. Knows the protocol, not what is measured.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

/** What was asked for did not come in time, or the server has ended. */
export class NoAnswer extends Error {}

/**
 * @typedef {object} ServerCommand
 * @property {string} command
 * @property {string[]} args
 * @property {(section: string | undefined) => unknown} settings what an editor answers to workspace/configuration
 * @property {NodeJS.ProcessEnv} [env] beside the environment of this process
 */

/** @param {ServerCommand} server @param {number} deadline on the clock of `performance.now()` */
export function startClient({ command, args, settings, env }, deadline) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'], env: { ...process.env, ...env } });
  const reader = new StreamMessageReader(child.stdout);
  // A server that is killed in the middle of a message leaves a part of it behind: the reader's timer would wait for
  // the rest again and again, and keep this process alive for ever.
  reader.partialMessageTimeout = 0;
  const connection = createProtocolConnection(
    reader,
    new StreamMessageWriter(child.stdin),
    // A server that is killed at its limit leaves half a message behind; that is reported as NoAnswer already.
    { error() {}, warn() {}, info() {}, log() {} },
  );
  const ended = new Promise((_, reject) => {
    child.once('error', (error) => reject(new NoAnswer(error.message)));
    child.once('exit', () => reject(new NoAnswer('the server has ended')));
  });
  ended.catch(() => {
    // Rejects the request that waits at that moment; without one, a server that ends is as it should be.
  });
  const listeners = new Set();
  connection.onNotification('textDocument/publishDiagnostics', (params) => {
    for (const listener of [...listeners]) listener(params);
  });
  connection.onRequest('workspace/configuration', ({ items }) =>
    items.map(({ section }) => settings(section)),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/workspaceFolders', () => []);
  connection.listen();

  /** @template T @param {Promise<T>} promise @returns {Promise<T>} */
  async function inTime(promise) {
    let timer;
    const tooLate = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new NoAnswer('time is up')), Math.max(0, deadline - performance.now()));
    });
    try {
      return await Promise.race([promise, ended, tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    request: (method, params) => inTime(connection.sendRequest(method, params)),
    notify: (method, params) => inTime(connection.sendNotification(method, params)),
    /** The next diagnostics for which `matches` holds. */
    published: (matches) => inTime(nextPublished(listeners, matches)),
    peakMemory: () => peakMemory(child.pid),
    async stop() {
      child.kill('SIGKILL');
      await ended.catch(() => undefined);
      connection.dispose();
    },
  };
}

const nextPublished = (listeners, matches) =>
  new Promise((resolve) => {
    const listener = (params) => {
      if (!matches(params)) return;
      listeners.delete(listener);
      resolve(params);
    };
    listeners.add(listener);
  });

/** The most memory the process has ever had, in bytes; undefined where the system does not report it. */
function peakMemory(pid) {
  try {
    const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return found ? Number(found[1]) * 1024 : undefined;
  } catch {
    // Only Linux has /proc; elsewhere the table says so.
    return undefined;
  }
}
